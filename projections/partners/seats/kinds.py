"""Which kinds of partner the table has, has asked, or has not thought of yet."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple, get_args

from events.partners import Category
from projections.partners.directory import Directory, organisations
from projections.partners.seats.shape import Seats
from projections.partners.seats.standing import is_told

CATEGORIES: tuple[Category, ...] = get_args(Category)
LIVED: frozenset[Category] = frozenset(("patient", "family", "caregiver"))
"""What a person can be, and what therefore says something about whoever came."""
SMALL = 10
"""With fewer organisations than this, one more or less moves the figure of diversity so far that it says
nothing; which kinds nobody has asked about is of more use then."""
FEW = 5
"""Counts about what a person can be are shown to those who lead; to others from this number on."""


def diversity(directory: Directory) -> Decimal | None:
    """Blau's index over the categories of the organisations at the table: `1 − Σ p²`.

    `p` is a category's share of the organisations. No unit: 0 when all are of one kind, at most
    1 − 1/k with k kinds. None below `SMALL` organisations. Source: Blau, *Inequality and Heterogeneity*
    (1977); PartnerJoined, PartnerLeft. People in their own right are never in it.
    """
    kinds = Counter(one.category for one in organisations(directory).values())
    total = kinds.total()
    if total < SMALL:
        return None
    return Decimal(1) - sum((Decimal(count) / total) ** 2 for count in kinds.values())


class Reached(NamedTuple):
    """How many of a kind were suggested, and how many of them (or beside them) were asked."""

    suggested: int
    asked: int


def reached(view: Seats) -> dict[Category | None, Reached]:
    """Nominations and outreach by category: counts, unit: partners. Source: NominationMade, OutreachLogged.

    Nobody is counted twice for being asked twice. What came of asking is not in it: how many of a kind
    joined would tell, on the day somebody joins, of which kind they are.
    """
    suggested = Counter(one.category for one in view.nominations.values())
    asked = Counter(one.category for one in view.nominations.values() if one.steps)
    asked.update(step.category for step in view.approached if step.step == "asked")
    return {
        kind: Reached(suggested[kind], asked[kind])
        for kind in (*CATEGORIES, None)
        if suggested[kind] or asked[kind]
    }


def not_asked_about(view: Seats, directory: Directory) -> list[Category]:
    """The kinds that have no organisation here, no seat, nobody suggested or asked: for those who lead.

    A seat that is not needed counts as asked about: somebody has thought of the kind, and said why not.
    """
    seen = {seat.category for seat in view.seats.values()}
    seen |= {one.category for one in organisations(directory).values()}
    return without({*seen, *reached(view)})


def openly_not_asked_about(view: Seats, directory: Directory, told: Collection[str]) -> list[Category]:
    """The same as everybody may know it: made only of what everybody may read.

    A kind that is missing from this list because of a filled seat would say who sits there. So only
    seats count whose words are told (`told`: their ids), and of what a person can be no suggestions.
    """
    seen = {seat.category for seat in view.seats.values() if seat.id in told and is_told(seat)}
    seen |= {one.category for one in organisations(directory).values()}
    return without({*seen, *(kind for kind in reached(view) if kind not in LIVED)})


def without(seen: Collection[Category | None]) -> list[Category]:
    """The other kinds, in the order of the catalogue."""
    return [kind for kind in CATEGORIES if kind not in seen]
