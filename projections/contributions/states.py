"""What a page says of a promise at a moment, and when a passing day changes that."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args

from projections.contributions.shape import Promise, Promises

PromiseState = Literal["offered", "no news", "delivered", "disputed", "confirmed", "let go"]
STATES: tuple[PromiseState, ...] = get_args(PromiseState)
LAST = date.max - timedelta(days=2)


def day_ends(day: date) -> datetime:
    """The moment a day is over everywhere: where the sun sets last, twelve hours after UTC.

    The last day that calendars know never ends: no page may fail over it.
    """
    return datetime.combine(min(day, LAST), time(12), UTC) + timedelta(days=1)


def state(promise: Promise, at: datetime) -> PromiseState:
    """What a page says of the promise at that moment: its stage, or "no news" when its day has passed."""
    if promise.stage == "offered" and promise.due and at >= day_ends(promise.due):
        return "no news"
    return promise.stage


def next_change(view: Promises, at: datetime) -> datetime | None:
    """When the view next looks different though nothing happens: the next promise's day passes."""
    ends = [
        day_ends(promise.due)
        for promise in view.promises.values()
        if promise.stage == "offered" and promise.due
    ]
    return min((end for end in ends if end > at), default=None)


def by_state(promises: Iterable[Promise], at: datetime) -> dict[PromiseState, list[Promise]]:
    """The promises under what a page says of them, every state in its place, empty ones too."""
    sorted_out: dict[PromiseState, list[Promise]] = {name: [] for name in STATES}
    for promise in promises:
        sorted_out[state(promise, at)].append(promise)
    return sorted_out
