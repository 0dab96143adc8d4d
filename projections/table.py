"""The view "table"."""

import msgspec

from events.vocabulary import Recorded
from projections.view import Projection


class Table(msgspec.Struct):
    """What the table page shows."""


def fold(view: Table, recorded: Recorded) -> Table:
    """The view after one more event."""
    return view


PROJECTION = Projection("table", 1, Table, fold, frozenset())
