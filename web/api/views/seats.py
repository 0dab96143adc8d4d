"""Who is missing, as the page of that name shows it.

Names of people who could be asked stay on their page: they are not here to agree to anything.
"""

from datetime import date
from decimal import Decimal

from events.partners import Finding, SeatTiming
from projections.partners import seats as missing
from projections.partners.seats import Assumption, SeatState
from web.api.caller import Caller
from web.api.shapes import Acted, PartnerNamed, Shape, Teller, Text
from web.pages.seats.contexts import Shown, assumptions_context, list_context
from web.sentences.labels import CATEGORIES
from web.wanted import as_known


class SeatWanted(Shape, frozen=True, kw_only=True):
    """A seat. `looking_for` goes on after "someone who"; both it and `kind` only where they may be read."""

    id: str
    state: SeatState
    looking_for: Text | None
    kind: str | None
    timing: SeatTiming
    weight: int
    places: int
    taken: int
    partners: list[PartnerNamed]
    age_days: int
    why_not_needed: Text | None
    opened: Acted


class Tested(Shape, frozen=True, kw_only=True):
    """What was found when somebody looked again."""

    finding: Finding
    note: Text
    tested: Acted


class Belief(Shape, frozen=True, kw_only=True):
    """What we believe about ourselves, and when somebody looks again."""

    id: str
    text: Text
    test_by: date | None
    due: bool
    stated: Acted
    tests: list[Tested]


class Coverage(Shape, frozen=True, kw_only=True):
    """How much of what is wanted is here: a share from 0 to 1, and the places it is made of."""

    share: Decimal
    taken: int
    wanted: int


class Seats(Shape, frozen=True, kw_only=True):
    """Whom the table is looking for. `beliefs` are missing for who looks from outside."""

    seats: list[SeatWanted]
    coverage: Coverage | None
    beliefs: list[Belief] | None


def seats(caller: Caller) -> Seats:
    """The seats for this reader."""
    tell, views = Teller(caller.naming), caller.views
    shared = list_context(views, caller.audience, now=as_known(caller.live))
    covered = missing.coverage(views.seats)
    believed = assumptions_context(views, caller.audience)
    due = believed["due"] if believed else ()
    return Seats(
        seats=[wanted(caller, tell, one) for shelf in shared["shelves"] for one in shelf.shown],
        coverage=None
        if covered is None
        else Coverage(share=round(covered.share, 6), taken=covered.taken, wanted=covered.wanted),
        beliefs=None
        if believed is None
        else [belief(tell, one, one.id in due) for one in believed["assumptions"]],
    )


def wanted(caller: Caller, tell: Teller, one: Shown) -> SeatWanted:
    """One seat, with what it is wanted for as far as this reader may read it."""
    seat, leads = one.seat, caller.audience.role == "facilitator"
    kind = seat.category if leads else one.kind
    return SeatWanted(
        id=seat.id,
        state=one.state,
        looking_for=tell.words(seat.looking_for) if one.told or leads else None,
        kind=caller.naming.say(CATEGORIES[kind]) if kind else None,
        timing=seat.timing,
        weight=seat.weight,
        places=seat.places,
        taken=seat.taken,
        partners=[tell.partner(partner) for partner in seat.partners],
        age_days=one.age,
        why_not_needed=tell.words(seat.dismissed.why) if seat.dismissed else None,
        opened=tell.act(seat.opened),
    )


def belief(tell: Teller, one: Assumption, due: bool) -> Belief:
    """One belief with what was found so far."""
    return Belief(
        id=one.id,
        text=tell.words(one.text),
        test_by=one.test_by,
        due=due,
        stated=tell.act(one.stated),
        tests=[
            Tested(finding=test.finding, note=tell.words(test.note), tested=tell.act(test.provenance))
            for test in one.tests
        ],
    )
