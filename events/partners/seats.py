"""Whom the table is still looking for: seats, nominations, outreach, and assumptions about diversity."""

from datetime import date
from typing import Literal

from events.partners.people import Category
from events.sealed import Words
from events.vocabulary import EVERYONE, FACILITATORS, Event, before, kept

SeatTiming = Literal["from the start", "as progress is made"]
OutreachStep = Literal["asked", "answered", "joined", "declined"]
Finding = Literal["holds", "holds partly", "does not hold"]


@kept("SeatOpened", readers=before("SeatFilled"))
class SeatOpened(Event, frozen=True, kw_only=True):
    """The table wants somebody: a category, a population, a place, a resource, how many of them.

    Open to everyone while the table is looking. Once the seat is filled nobody but the facilitators
    reads any more what it was wanted for: that would say something about whoever sits there. Of several
    places, the first that a person takes is enough, and for good.
    `weight` says how much it matters, from 1 to 3.
    """

    seat: str
    category: Category | None
    population: Words | None
    geography: Words | None
    resource: Words | None
    looking_for: Words
    timing: SeatTiming
    places: int
    weight: int


@kept("SeatFilled", readers=EVERYONE)
class SeatFilled(Event, frozen=True, kw_only=True):
    """One place of a seat is taken. `partner` is an organisation; None for a person, who stays unnamed.

    A person is never named with a seat: what the seat was wanted for is then something that the record
    says about that person, and nobody but they may say so (`PerspectiveDeclared`).
    """

    seat: str
    partner: str | None


@kept("SeatVacated", readers=EVERYONE)
class SeatVacated(Event, frozen=True, kw_only=True):
    """One place of a seat is free again."""

    seat: str
    partner: str | None


@kept("SeatDismissed", readers=EVERYONE)
class SeatDismissed(Event, frozen=True, kw_only=True):
    """The table does not need this seat, and says why."""

    seat: str
    why: Words


@kept("SeatReopened", readers=EVERYONE)
class SeatReopened(Event, frozen=True, kw_only=True):
    """A seat that was not needed is wanted after all."""

    seat: str


@kept("NominationMade", readers=FACILITATORS)
class NominationMade(Event, frozen=True, kw_only=True):
    """Anybody may say who could be asked. `who` is about somebody who is not here to agree."""

    nomination: str
    seat: str | None
    category: Category | None
    who: Words
    why: Words | None


@kept("OutreachLogged", readers=FACILITATORS)
class OutreachLogged(Event, frozen=True, kw_only=True):
    """A step on the way to somebody: asked, answered, joined, or declined with the reason."""

    nomination: str | None
    category: Category | None
    step: OutreachStep
    note: Words | None


@kept("AssumptionStated")
class AssumptionStated(Event, frozen=True, kw_only=True):
    """ "We are diverse because …", and when to look whether that is still true."""

    assumption: str
    text: Words
    test_by: date


@kept("AssumptionTested")
class AssumptionTested(Event, frozen=True, kw_only=True):
    """What was found, and when to look again."""

    assumption: str
    finding: Finding
    note: Words
    test_by: date | None


SeatsEvent = (
    SeatOpened
    | SeatFilled
    | SeatVacated
    | SeatDismissed
    | SeatReopened
    | NominationMade
    | OutreachLogged
    | AssumptionStated
    | AssumptionTested
)
