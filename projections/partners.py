"""The view "directory"."""

import msgspec

from events.vocabulary import Recorded
from projections.view import Projection


class Directory(msgspec.Struct):
    """What the directory page shows."""


def fold(view: Directory, recorded: Recorded) -> Directory:
    """The view after one more event."""
    return view


PROJECTION = Projection("directory", 1, Directory, fold, frozenset())
