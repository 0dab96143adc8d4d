"""What people share of themselves so that the table can see how diverse it is: in dated sums only."""

from datetime import date
from typing import Literal

import msgspec

from events.sealed import Personal
from events.vocabulary import EVERYONE, SUBJECT, Event, kept

AttributeKind = Literal[
    "organisation type",
    "represented population",
    "socio-economic status",
    "ethnic background",
    "geography",
    "service orientation",
]


@kept("AttributesShared", readers=SUBJECT)
class AttributesShared(Event, frozen=True, kw_only=True):
    """A person shares attributes of themselves for the sums, instead of those shared before.

    `attributes` opens to a JSON object from kind to one of the values that the catalogue of that kind
    offers. Nobody else ever reads it; it only counts.
    """

    person: str
    attributes: Personal


@kept("AttributesWithdrawn", readers=SUBJECT)
class AttributesWithdrawn(Event, frozen=True, kw_only=True):
    """A person takes theirs out of the sums from the next release on."""

    person: str


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people share a value; None where the figure would say too much."""

    value: str
    people: int | None


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The cells of one kind."""

    kind: AttributeKind
    cells: tuple[Cell, ...]


@kept("FiguresReleased", readers=EVERYONE)
class FiguresReleased(Event, frozen=True, kw_only=True):
    """The sums at the end of a window. `people` shared something; None, without tables: withheld.

    Cells under five and their complements are None. Withheld when fewer than five people differ from
    the last release.
    """

    about: Literal["attributes"]
    window_ended: date
    people: int | None
    tables: tuple[Figures, ...]


AttributesEvent = AttributesShared | AttributesWithdrawn | FiguresReleased
