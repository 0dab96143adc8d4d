"""Rules."""

from workspace.acts import Act
from workspace.decisions.commands import DecisionsCommand
from workspace.refusals import QUIET, Decided
from workspace.state import Partnership


def decide(command: DecisionsCommand, state: Partnership, act: Act) -> Decided:
    """Nothing yet."""
    return QUIET
