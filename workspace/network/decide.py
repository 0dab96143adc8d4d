"""Rules."""

from workspace.acts import Act
from workspace.network.commands import NetworkCommand
from workspace.refusals import QUIET, Decided
from workspace.state import Partnership


def decide(command: NetworkCommand, state: Partnership, act: Act) -> Decided:
    """Nothing yet."""
    return QUIET
