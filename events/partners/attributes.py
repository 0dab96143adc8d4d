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

CATALOGUE = 1
"""The version of `VALUES`. Values are only ever added: what somebody shared keeps its meaning."""

VALUES: dict[AttributeKind, tuple[str, ...]] = {
    "organisation type": (
        "patient or community group",
        "care provider",
        "payer or purchaser",
        "industry",
        "public authority",
        "research or teaching",
        "no organisation",
    ),
    "represented population": (
        "children and young people",
        "adults",
        "older people",
        "people with a long illness or disability",
        "families and caregivers",
        "the whole community",
    ),
    "socio-economic status": ("hard to make ends meet", "just enough", "comfortable"),
    "ethnic background": (
        "African or of African descent",
        "Asian",
        "European",
        "Indigenous",
        "Latin American",
        "Middle Eastern or North African",
        "Pacific Islander",
        "mixed or another",
    ),
    "geography": ("large city", "town or suburb", "village or countryside", "remote area or island"),
    "service orientation": (
        "prevention",
        "treatment and care",
        "help in daily life",
        "advocacy and policy",
        "research and education",
    ),
}
"""Our own values for the six kinds that the partnership deck names; a person picks at most one of each."""

LEAST = 5
"""No figure tells of fewer people than this, nor does the difference between two figures."""


@kept("AttributesShared", readers=SUBJECT)
class AttributesShared(Event, frozen=True, kw_only=True):
    """A person shares attributes of themselves for the sums, instead of those shared before.

    `attributes` opens to the JSON `{"catalogue", "answers"}`, with one of `VALUES` for each kind
    answered. Nobody else ever reads it; it only counts.
    """

    person: str
    attributes: Personal


@kept("AttributesWithdrawn", readers=SUBJECT)
class AttributesWithdrawn(Event, frozen=True, kw_only=True):
    """A person takes theirs out of the sums. Whoever gives up their last place does so without this."""

    person: str


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people share a value; None where the figure would say too much."""

    value: str
    people: int | None


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The cells of one kind as they were counted on a day, among so many people at the table.

    Who is in no cell that is shown (another answer, or none) is in the rest: nobody, or at least five.
    """

    kind: AttributeKind
    counted_on: date
    people: int
    cells: tuple[Cell, ...]


@kept("FiguresReleased", readers=EVERYONE)
class FiguresReleased(Event, frozen=True, kw_only=True):
    """The sums at the end of a window, among so many `people`; None, without tables: withheld.

    A table that may not be counted anew yet is repeated as it was. Withheld when none may be, or when
    fewer than five people differ from the last release: then that one stays in force.
    """

    about: Literal["attributes"]
    window_ended: date
    people: int | None
    tables: tuple[Figures, ...]


AttributesEvent = AttributesShared | AttributesWithdrawn | FiguresReleased
