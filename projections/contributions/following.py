"""Follow-through: how many promises were kept by their day. Never worked out for a person."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from projections.contributions.shape import Promise, Promises
from projections.contributions.states import day_ends


class FollowThrough(NamedTuple):
    """How many promises were due, and how many of these were kept by their day."""

    kept: int
    due: int


def follow_through(promises: Iterable[Promise], at: datetime) -> FollowThrough:
    """Follow-through `F = confirmed by due / due`, as its two counts; the page prints both.

    `due` are the promises whose day has passed at `at`, but for those let go on or before that day;
    `confirmed by due` are those of them that were done by their day and that another partner has
    confirmed (or both settled as kept) since. The day is the one agreed on last. The confirmation
    itself may come later: nobody answers for how quickly somebody else looks.
    Unit: promises. Source: ContributionPledged, PledgeRevised, ContributionDelivered,
    DeliveryConfirmed, DisputeSettled, PledgeReleased.
    """
    counted = [promise for promise in promises if came_due(promise, at)]
    return FollowThrough(sum(map(kept_by_due, counted)), len(counted))


def came_due(promise: Promise, at: datetime) -> bool:
    """Whether its day has passed, without its having been let go before."""
    if not promise.due or at < day_ends(promise.due):
        return False
    return not (promise.let_go and promise.let_go.when < day_ends(promise.due))


def kept_by_due(promise: Promise) -> bool:
    """Whether it was done by its day and is confirmed."""
    done, due = promise.delivery, promise.due
    if promise.stage != "confirmed" or done is None or due is None:
        return False
    return done.provenance.when < day_ends(due)


def follow_through_of_organisations(view: Promises, at: datetime) -> dict[str, FollowThrough]:
    """`follow_through` for each organisation that has promised something; people are never in it."""
    promised: dict[str, list[Promise]] = {}
    for promise in view.promises.values():
        if promise.by_organisation:
            promised.setdefault(promise.partner, []).append(promise)
    return {partner: follow_through(promises, at) for partner, promises in promised.items()}
