"""The view "goals": what is proposed and adopted, the votes, the priorities, objectives and progress."""

from typing import get_args

from events.goals import GoalsEvent
from projections.goals.folding import fold
from projections.goals.objectives import day_ends, is_waited_for, next_change, share_done
from projections.goals.queries import (
    MOST_RANKED,
    Priority,
    in_turns,
    listing,
    not_voted_on,
    objective_of,
    priorities,
    vote_of,
    with_status,
)
from projections.goals.shape import VOTES, Goal, Goals, GoalStatus, Objective, Plan, Report, Votes
from projections.view import Projection

__all__ = [
    "MOST_RANKED",
    "PROJECTION",
    "VOTES",
    "Goal",
    "GoalStatus",
    "Goals",
    "Objective",
    "Plan",
    "Priority",
    "Report",
    "Votes",
    "day_ends",
    "in_turns",
    "is_waited_for",
    "listing",
    "next_change",
    "not_voted_on",
    "objective_of",
    "priorities",
    "share_done",
    "vote_of",
    "with_status",
]

PROJECTION = Projection("goals", 1, Goals, fold, frozenset(get_args(GoalsEvent)), next_change)
