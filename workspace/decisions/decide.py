"""Rules about decisions, from the question that is put to the count that is published."""

from typing import assert_never

from workspace.acts import Act
from workspace.decisions import closing, objecting, opening, voting
from workspace.decisions.commands import (
    CastBallot,
    CloseDecision,
    CloseDecisionByClock,
    DecisionsCommand,
    ExtendDecision,
    IntegrateObjection,
    OpenDecision,
    RaiseObjection,
    WithdrawBallot,
    WithdrawObjection,
)
from workspace.refusals import Decided
from workspace.state import Partnership


def decide(command: DecisionsCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about a decision."""
    match command:
        case CastBallot() | WithdrawBallot():
            return voting.decide(command, state, act)
        case RaiseObjection() | WithdrawObjection() | IntegrateObjection():
            return objecting.decide(command, state, act)
        case OpenDecision():
            return opening.decide(command, state, act)
        case ExtendDecision() | CloseDecision() | CloseDecisionByClock():
            return closing.decide(command, state, act)
        case _:
            assert_never(command)
