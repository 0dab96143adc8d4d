"""The view "decisions"."""

import msgspec

from events.vocabulary import Recorded
from projections.view import Projection


class Decisions(msgspec.Struct):
    """What the decisions page shows."""


def fold(view: Decisions, recorded: Recorded) -> Decisions:
    """The view after one more event."""
    return view


PROJECTION = Projection("decisions", 1, Decisions, fold, frozenset())
