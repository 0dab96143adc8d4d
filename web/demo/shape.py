"""The shape of a real coalition, from aggregate figures: how many of each kind, how densely they are tied.

The figures are those published about a state's tobacco control coalition (Harris, Luke et al.; package
UserNetR): 25 organisations in six kinds, the share of possible ties that exist, how many ties each kind has
on average, and how strong ties are. No organisation and no tie of that network stands here; names and ties
below are drawn by chance, and only the totals agree.
"""

from itertools import combinations
from random import Random
from typing import NamedTuple

from events.network import TieKind
from events.partners import Category, FocalGroup


class Kind(NamedTuple):
    """A kind of organisation: how many there are, and with how many of the other 24 each works on average."""

    number: int
    ties: float


KINDS: dict[str, Kind] = {
    "lead": Kind(1, 24),
    "contractor": Kind(12, 13.1),
    "coalition": Kind(3, 14.3),
    "advocacy": Kind(2, 14),
    "government": Kind(3, 6),
    "national": Kind(4, 13),
}


class Density(NamedTuple):
    """The share of possible ties that exist, and the shares of each strength, from 1."""

    share: float
    strengths: tuple[float, ...]


DENSITIES: dict[TieKind, Density] = {
    "contact": Density(0.583, (0, 0.46, 0.38, 0.15, 0.01)),
    "collaboration": Density(0.537, (0, 0.50, 0.24, 0.26)),
    "dissemination": Density(0.343, (1,)),
}

PLACES = (
    "Millbrook",
    "Harrow Creek",
    "Fenwick",
    "Stonebridge",
    "Lake Orrin",
    "Eastside",
    "Ridgeway",
    "Tamarack",
    "Old Quarry",
    "Willow Bend",
    "North Ferry",
    "Juniper Flats",
)
"""Places of a valley that is on no map."""


class Sort(NamedTuple):
    """What an organisation may be: how its name goes on after the place, and where it sits at the table."""

    kind: str
    name: str
    group: FocalGroup
    category: Category


SORTS = (
    Sort("lead", "Alder Valley Breathing Alliance", "stakeholders", "community organisation"),
    Sort("contractor", "Alder State School of Public Health", "researchers", "academic research"),
    Sort("contractor", "{} Tenants and Neighbours", "stakeholders", "community organisation"),
    Sort("contractor", "{} Pharmacy Group", "stakeholders", "industry"),
    Sort("contractor", "{} General Hospital", "stakeholders", "hospital or health system"),
    Sort("contractor", "Hearth Facilitation Cooperative", "stakeholders", "community organisation"),
    Sort("contractor", "Radio Puente {}", "stakeholders", "community organisation"),
    Sort("contractor", "{} Library", "stakeholders", "community organisation"),
    Sort("contractor", "{} Home Visiting Service", "stakeholders", "clinician"),
    Sort("contractor", "{} School District", "stakeholders", "purchaser"),
    Sort("contractor", "{} Air Laboratory", "researchers", "non-academic research"),
    Sort("contractor", "{} Community College", "stakeholders", "training institution"),
    Sort("contractor", "{} Youth Centre", "stakeholders", "community organisation"),
    Sort("coalition", "{} School Health Coalition", "stakeholders", "community organisation"),
    Sort("coalition", "{} Healthy Homes Coalition", "stakeholders", "community organisation"),
    Sort("coalition", "{} Interfaith Council", "stakeholders", "community organisation"),
    Sort("advocacy", "Clean Air for {}", "patients", "representative organisation"),
    Sort("advocacy", "{} Asthma Voices", "patients", "representative organisation"),
    Sort("government", "Alder County Public Health", "stakeholders", "policy maker"),
    Sort("government", "Alder County Housing Office", "stakeholders", "policy maker"),
    Sort("government", "{} City Council", "stakeholders", "policy maker"),
    Sort("national", "National Breathing Research Network", "researchers", "non-academic research"),
    Sort("national", "Institute for Plain Health Words", "stakeholders", "training institution"),
    Sort("national", "Lungs for Life Foundation", "patients", "representative organisation"),
    Sort("national", "League of Respiratory Nurses", "stakeholders", "clinician"),
)


class Organisation(NamedTuple):
    """An invented organisation."""

    kind: str
    name: str
    group: FocalGroup
    category: Category


class DrawnTie(NamedTuple):
    """Two organisations, by their place in the list, and how strongly they are tied."""

    one: int
    other: int
    strength: int


def organisations(chance: Random) -> list[Organisation]:
    """The 25, with places drawn for their names."""
    places = list(PLACES) * 2
    chance.shuffle(places)
    names = [sort.name.format(places.pop()) if "{}" in sort.name else sort.name for sort in SORTS]
    return [Organisation(sort.kind, name, *sort[2:]) for sort, name in zip(SORTS, names, strict=True)]


def ties(kind: TieKind, members: list[Organisation], chance: Random) -> list[DrawnTie]:
    """So many ties as the share asks for; a pair is the likelier the more ties its two kinds have.

    The lead organisation is tied to everybody. Weighted draw without replacement: the pairs with the
    largest u ** (1 / weight) are taken (Efraimidis and Spirakis, 2006).
    """
    density = DENSITIES[kind]
    pairs = list(combinations(range(len(members)), 2))
    wanted = round(density.share * len(pairs))

    def drawn(pair: tuple[int, int]) -> float:
        if "lead" in (members[pair[0]].kind, members[pair[1]].kind):
            return 2.0
        weight = KINDS[members[pair[0]].kind].ties * KINDS[members[pair[1]].kind].ties
        return float(chance.random() ** (100 / weight))

    chosen = sorted(pairs, key=drawn, reverse=True)[:wanted]
    strengths = range(1, len(density.strengths) + 1)
    return [
        DrawnTie(one, other, chance.choices(strengths, density.strengths)[0]) for one, other in sorted(chosen)
    ]
