"""The view "promises": what was promised, what was done and seen, what is being talked about."""

from typing import get_args

from events.contributions import ContributionsEvent
from projections.contributions.folding import fold
from projections.contributions.following import (
    FollowThrough,
    follow_through,
    follow_through_of_organisations,
)
from projections.contributions.queries import Sum, for_goal, of_partner, sums, waiting_for_eyes
from projections.contributions.shape import (
    Confirmation,
    Delivery,
    Dispute,
    Promise,
    Promises,
    Revision,
    Settlement,
    Stage,
)
from projections.contributions.states import STATES, PromiseState, by_state, day_ends, next_change, state
from projections.view import Projection

__all__ = [
    "PROJECTION",
    "STATES",
    "Confirmation",
    "Delivery",
    "Dispute",
    "FollowThrough",
    "Promise",
    "PromiseState",
    "Promises",
    "Revision",
    "Settlement",
    "Stage",
    "Sum",
    "by_state",
    "day_ends",
    "follow_through",
    "follow_through_of_organisations",
    "for_goal",
    "next_change",
    "of_partner",
    "state",
    "sums",
    "waiting_for_eyes",
]

PROJECTION = Projection("promises", 1, Promises, fold, frozenset(get_args(ContributionsEvent)), next_change)
