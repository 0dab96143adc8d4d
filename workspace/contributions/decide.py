"""Rules about promises."""

from typing import assert_never

from workspace.acts import Act
from workspace.contributions import keeping, promising, witnessing
from workspace.contributions.commands import (
    ConfirmDelivery,
    ContributionsCommand,
    DeliverPromise,
    DisputeDelivery,
    MakePromise,
    ReleasePromise,
    RevisePromise,
    SettleDispute,
)
from workspace.refusals import Decided
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
        case _:
            assert_never(command)
