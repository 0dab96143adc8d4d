"""Rules about whom the table is looking for, gathered by what people come to do."""

from typing import assert_never

from workspace.acts import Act
from workspace.partners.commands.seats import (
    DismissSeat,
    FillSeat,
    LogOutreach,
    NominatePartner,
    OpenSeat,
    ReopenSeat,
    SeatsCommand,
    StateAssumption,
    TestAssumption,
    VacateSeat,
)
from workspace.partners.seats import assumptions, filling, opening, outreach
from workspace.refusals import Decided
from workspace.state import Partnership


def decide(command: SeatsCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about seats, nominations, outreach or assumptions."""
    match command:
        case OpenSeat() | DismissSeat() | ReopenSeat():
            return opening.decide(command, state, act)
        case FillSeat() | VacateSeat():
            return filling.decide(command, state, act)
        case NominatePartner() | LogOutreach():
            return outreach.decide(command, state, act)
        case StateAssumption() | TestAssumption():
            return assumptions.decide(command, state, act)
        case _:
            assert_never(command)
