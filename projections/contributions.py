"""The view "promises"."""

import msgspec

from events.vocabulary import Recorded
from projections.view import Projection


class Promises(msgspec.Struct):
    """What the promises page shows."""


def fold(view: Promises, recorded: Recorded) -> Promises:
    """The view after one more event."""
    return view


PROJECTION = Projection("promises", 1, Promises, fold, frozenset())
