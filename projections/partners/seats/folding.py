"""How events about seats change the view."""

from typing import assert_never, cast

from events.partners import (
    AssumptionStated,
    AssumptionTested,
    NominationMade,
    OutreachLogged,
    SeatDismissed,
    SeatFilled,
    SeatOpened,
    SeatReopened,
    SeatsEvent,
    SeatVacated,
)
from events.vocabulary import Recorded
from projections.partners.seats.shape import Assumption, Dismissal, Nomination, Retest, Seat, Seats, Step
from projections.provenance import Provenance, provenance

SeatEvent = SeatFilled | SeatVacated | SeatDismissed | SeatReopened


def fold(view: Seats, recorded: Recorded) -> Seats:
    """The view after one more event."""
    by = provenance(recorded.header)
    match cast(SeatsEvent, recorded.event):
        case SeatOpened() as opened:
            view.seats[opened.seat] = seat_of(opened, by)
        case SeatFilled() | SeatVacated() | SeatDismissed() | SeatReopened() as event:
            change(view.seats[event.seat], event, by)
        case NominationMade() as made:
            view.nominations[made.nomination] = Nomination(
                made.nomination, made.seat, made.category, made.who, made.why, by
            )
        case OutreachLogged() as logged:
            reach_out(view, logged, by)
        case AssumptionStated() as stated:
            view.assumptions[stated.assumption] = Assumption(
                stated.assumption, stated.text, by, stated.test_by
            )
        case AssumptionTested() as tested:
            assumption = view.assumptions[tested.assumption]
            assumption.tests.append(Retest(tested.finding, tested.note, by))
            assumption.test_by = tested.test_by
        case other:
            assert_never(other)
    return view


def seat_of(event: SeatOpened, by: Provenance) -> Seat:
    """The seat as it was opened, with nobody there."""
    return Seat(
        id=event.seat,
        category=event.category,
        population=event.population,
        geography=event.geography,
        resource=event.resource,
        looking_for=event.looking_for,
        timing=event.timing,
        places=event.places,
        weight=event.weight,
        opened=by,
        since=by,
    )


def change(seat: Seat, event: SeatEvent, by: Provenance) -> None:
    """One clause for each thing that can happen to a seat."""
    match event:
        case SeatFilled():
            take(seat, event.partner)
            seat.filled = by
        case SeatVacated():
            if seat.free == 0:
                seat.since = by
            leave(seat, event.partner)
        case SeatDismissed():
            seat.dismissed = Dismissal(event.why, by)
        case SeatReopened():
            seat.dismissed, seat.since = None, by
        case _:
            assert_never(event)


def take(seat: Seat, partner: str | None) -> None:
    """One more place is taken."""
    if partner is None:
        seat.people += 1
        seat.a_person_sat = True
    else:
        seat.partners.append(partner)


def leave(seat: Seat, partner: str | None) -> None:
    """One place is free again."""
    if partner is None:
        seat.people -= 1
    else:
        seat.partners.remove(partner)


def reach_out(view: Seats, event: OutreachLogged, by: Provenance) -> None:
    """One more step on the way to somebody."""
    step = Step(event.step, event.note, by, event.category)
    if event.nomination is None:
        view.approached.append(step)
    else:
        view.nominations[event.nomination].steps.append(step)
