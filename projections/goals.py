"""The view "goals"."""

import msgspec

from events.vocabulary import Recorded
from projections.view import Projection


class Goals(msgspec.Struct):
    """What the goals page shows."""


def fold(view: Goals, recorded: Recorded) -> Goals:
    """The view after one more event."""
    return view


PROJECTION = Projection("goals", 1, Goals, fold, frozenset())
