"""How partners work together, as far as the partnership has recorded it."""

from typing import Literal

import msgspec

from events.vocabulary import Event, kept

TieKind = Literal["contact", "collaboration", "dissemination"]


class Tie(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two partners work together. `strength` is the survey's own scale, 1 the weakest."""

    one: str
    other: str
    strength: int


@kept("TiesRecorded")
class TiesRecorded(Event, frozen=True, kw_only=True):
    """A survey's ties of one kind, all at once; it replaces the earlier ones of that kind."""

    kind: TieKind
    source: str
    ties: tuple[Tie, ...]


NetworkEvent = TiesRecorded
