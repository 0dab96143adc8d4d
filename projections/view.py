"""What a live view is made of."""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from events.vocabulary import Event, Recorded

V = TypeVar("V")


class Projection(NamedTuple, Generic[V]):
    """A view's name, the version of its shape (the snapshot key), its empty state and its fold.

    `fold` owns the view it is given: it may change it in place and returns it. It is called only for
    the event classes in `events`; every other event leaves the view as it is. `next_change` says when,
    after a moment, the view next reads differently though nothing happens; without it, never.
    """

    name: str
    version: int
    empty: Callable[[], V]
    fold: Callable[[V, Recorded], V]
    events: frozenset[type[Event]]
    next_change: Callable[[V, datetime], datetime | None] | None = None
