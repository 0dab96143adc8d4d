"""Places of a seat that are taken, and free again. A person is never named with a seat."""

from typing import assert_never

from events.partners import SeatFilled, SeatVacated
from workspace.acts import Act
from workspace.partners.commands.seats import FillSeat, VacateSeat
from workspace.partners.seats.opening import steered
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import Partnership, Seat


def decide(command: FillSeat | VacateSeat, state: Partnership, act: Act) -> Decided:
    """Those who lead note who sits where: organisations by name, people without one."""
    seat = steered(state, command.seat, act)
    if isinstance(seat, Refusal):
        return seat
    match command:
        case FillSeat():
            return _fill(command, seat, state)
        case VacateSeat():
            return _vacate(command, seat, state)
        case _:
            assert_never(command)


def _fill(command: FillSeat, seat: Seat, state: Partnership) -> Decided:
    """One more place is taken.

    The record never ties a person to a seat: whoever may read what the seat was wanted for would read
    it as something about them. So `partner` is an organisation at the table, or nobody.
    """
    if (refusal := _named(state, command.partner)) is not None:
        return refusal
    if command.partner in seat.partners:
        return QUIET
    if seat.dismissed:
        return refuse("not now", "This seat is not needed, it was said. Say first that we look again.")
    if seat.taken >= seat.places:
        return refuse("not now", "Every place of this seat is taken. Open another seat.")
    return (SeatFilled(seat=command.seat, partner=command.partner),)


def _named(state: Partnership, partner: str | None) -> Refusal | None:
    """None if nobody is named, or an organisation that is at the table."""
    if partner is None:
        return None
    if partner in state.partners.members:
        return refuse("not valid", "A person is never named with a seat. Choose “a person” instead.")
    known = state.partners.partners.get(partner)
    if known is None or known.kind != "organisation":
        return refuse("not found", "There is no such organisation at the table. Choose one from the list.")
    if known.place == "left":
        return refuse("not now", "This organisation gave up its place at the table. Choose another one.")
    return None


def _vacate(command: VacateSeat, seat: Seat, state: Partnership) -> Decided:
    if command.partner in state.partners.members:
        return refuse("not valid", "A person is never named with a seat. Choose “a person” instead.")
    if command.partner is not None and command.partner not in seat.partners:
        return QUIET
    if command.partner is None and not seat.people:
        return QUIET
    return (SeatVacated(seat=command.seat, partner=command.partner),)


def freed_by_leaving(state: Partnership, partner: str) -> tuple[SeatVacated, ...]:
    """What an organisation that gives up its place at the table leaves free."""
    return tuple(
        SeatVacated(seat=seat, partner=partner)
        for seat, known in state.seats.seats.items()
        if partner in known.partners
    )
