"""Rules about promises."""

from typing import assert_never

from events.contributions import CapacityDeclared
from workspace.acts import Act
from workspace.contributions import keeping, promising, witnessing
from workspace.contributions.commands import (
    HOURS,
    ConfirmDelivery,
    ContributionsCommand,
    DeclareCapacity,
    DeliverPromise,
    DisputeDelivery,
    MakePromise,
    ReleasePromise,
    RevisePromise,
    SettleDispute,
)
from workspace.refusals import QUIET, Decided, refuse
from workspace.standing import speaks_for
from workspace.state import Partnership


def decide(command: ContributionsCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about a promise."""
    match command:
        case MakePromise():
            return promising.decide(command, state, act)
        case RevisePromise() | ReleasePromise() | DeliverPromise():
            return keeping.decide(command, state, act)
        case ConfirmDelivery() | DisputeDelivery() | SettleDispute():
            return witnessing.decide(command, state, act)
        case DeclareCapacity():
            return _declare(command, state, act)
        case _:
            assert_never(command)


def _declare(command: DeclareCapacity, state: Partnership, act: Act) -> Decided:
    """A figure of one's own choice; nobody is asked why it is not more."""
    if not HOURS.holds(command.hours):
        return refuse("not valid", "Give the hours of a month as a plain number, or 0.")
    partner = speaks_for(act)
    if state.contributions.hours.get(partner) == (act.person, command.hours):
        return QUIET
    return (CapacityDeclared(person=act.person, partner=partner, hours=command.hours),)
