"""The view "charter"."""

import msgspec

from events.vocabulary import Recorded
from projections.view import Projection


class Charter(msgspec.Struct):
    """What the charter page shows."""


def fold(view: Charter, recorded: Recorded) -> Charter:
    """The view after one more event."""
    return view


PROJECTION = Projection("charter", 1, Charter, fold, frozenset())
