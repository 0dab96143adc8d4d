"""What the view "seats" is made of."""

from datetime import date
from typing import Literal

import msgspec

from events.partners import Category, Finding, OutreachStep, SeatTiming
from events.sealed import Words
from projections.provenance import Provenance

SeatState = Literal["looking", "thin", "filled", "not needed"]


class Dismissal(msgspec.Struct, frozen=True):
    """Nobody, or nobody else, is needed, and why."""

    why: Words
    provenance: Provenance


class Seat(msgspec.Struct):
    """Places that the table wants to fill. `looking_for` goes on after "someone who".

    `partners` are the organisations there, `people` how many people, who stay unnamed. `since` is when
    the gap began: when the seat was opened, became free, or was wanted again. `a_person_sat`: a person
    sits there, or did; that stays true (`is_told` says why).
    """

    id: str
    category: Category | None
    population: Words | None
    geography: Words | None
    resource: Words | None
    looking_for: Words
    timing: SeatTiming
    places: int
    weight: int
    opened: Provenance
    since: Provenance
    partners: list[str] = []
    people: int = 0
    a_person_sat: bool = False
    filled: Provenance | None = None
    dismissed: Dismissal | None = None

    @property
    def taken(self) -> int:
        """How many of the places are taken."""
        return len(self.partners) + self.people

    @property
    def free(self) -> int:
        """How many places are free."""
        return max(0, self.places - self.taken)


class Step(msgspec.Struct, frozen=True):
    """A step on the way to somebody. `note` is the reason where they declined."""

    step: OutreachStep
    note: Words | None
    provenance: Provenance
    category: Category | None = None


class Nomination(msgspec.Struct):
    """Somebody who could be asked, and the steps since, the latest last."""

    id: str
    seat: str | None
    category: Category | None
    who: Words
    why: Words | None
    nominated: Provenance
    steps: list[Step] = []

    @property
    def step(self) -> OutreachStep | None:
        """The last step; None: not asked yet."""
        return self.steps[-1].step if self.steps else None


class Retest(msgspec.Struct, frozen=True):
    """What was found when somebody looked again."""

    finding: Finding
    note: Words
    provenance: Provenance


class Assumption(msgspec.Struct):
    """What we believe about ourselves; `test_by` None: nobody wants to look again."""

    id: str
    text: Words
    stated: Provenance
    test_by: date | None
    tests: list[Retest] = []


class Seats(msgspec.Struct):
    """Everything by id, in the order in which it came. `approached` are steps to somebody of a kind."""

    seats: dict[str, Seat] = {}
    nominations: dict[str, Nomination] = {}
    approached: list[Step] = []
    assumptions: dict[str, Assumption] = {}
