"""Which seats the table wants: opened, not needed with a reason, wanted after all."""

from typing import assert_never

from events.partners import SeatDismissed, SeatOpened, SeatReopened
from workspace.acts import Act
from workspace.partners.commands.seats import DismissSeat, OpenSeat, ReopenSeat
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import Partnership, Seat


def decide(command: OpenSeat | DismissSeat | ReopenSeat, state: Partnership, act: Act) -> Decided:
    """Those who lead say whom the table wants."""
    match command:
        case OpenSeat():
            return _open(command, state, act)
        case DismissSeat():
            return _dismiss(command, state, act)
        case ReopenSeat():
            return _reopen(command, state, act)
        case _:
            assert_never(command)


def _open(command: OpenSeat, state: Partnership, act: Act) -> Decided:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    return (
        SeatOpened(
            seat=act.command,
            category=command.category,
            population=command.population,
            geography=command.geography,
            resource=command.resource,
            looking_for=command.looking_for,
            timing=command.timing,
            places=command.places,
            weight=command.weight,
        ),
    )


def steered(state: Partnership, seat: str, act: Act) -> Seat | Refusal:
    """The seat, if it is there and the actor leads."""
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    found = state.seats.seats.get(seat)
    if found is None:
        return refuse("not found", "This seat is not here. Choose one from the list.")
    return found


def _dismiss(command: DismissSeat, state: Partnership, act: Act) -> Decided:
    seat = steered(state, command.seat, act)
    if isinstance(seat, Refusal):
        return seat
    if seat.dismissed:
        return QUIET
    if seat.taken >= seat.places:
        return refuse("not now", "Every place of this seat is taken, so we look for nobody any more.")
    return (SeatDismissed(seat=command.seat, why=command.why),)


def _reopen(command: ReopenSeat, state: Partnership, act: Act) -> Decided:
    seat = steered(state, command.seat, act)
    if isinstance(seat, Refusal):
        return seat
    return (SeatReopened(seat=command.seat),) if seat.dismissed else QUIET
