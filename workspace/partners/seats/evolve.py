"""What the rules remember of seats, nominations and assumptions."""

from typing import assert_never

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
from events.vocabulary import Header
from workspace.state import Nomination, Partnership, Seat, Seats

SeatEvent = SeatFilled | SeatVacated | SeatDismissed | SeatReopened


def evolve(state: Partnership, event: SeatsEvent, header: Header) -> None:
    """Take one event in."""
    known = state.seats
    match event:
        case SeatOpened():
            known.seats[event.seat] = Seat(event.category, event.places)
        case SeatFilled() | SeatVacated() | SeatDismissed() | SeatReopened():
            _seat(known.seats[event.seat], event)
        case NominationMade():
            known.nominations[event.nomination] = Nomination()
        case OutreachLogged():
            _step(known, event)
        case AssumptionStated():
            known.assumptions[event.assumption] = header.person
        case AssumptionTested():
            pass  # It may be tested again and again.
        case _:
            assert_never(event)


def _seat(seat: Seat, event: SeatEvent) -> None:
    match event:
        case SeatFilled(partner=None):
            seat.people += 1
        case SeatFilled(partner=str(partner)):
            seat.partners |= {partner}
        case SeatVacated(partner=None):
            seat.people -= 1
        case SeatVacated(partner=str(partner)):
            seat.partners -= {partner}
        case SeatDismissed():
            seat.dismissed = True
        case SeatReopened():
            seat.dismissed = False
        case _:
            raise TypeError(f"nothing is known of {type(event).__name__}")


def _step(known: Seats, event: OutreachLogged) -> None:
    if event.nomination is not None:
        known.nominations[event.nomination].step = event.step
