"""Rules."""

from workspace.acts import Act
from workspace.goals.commands import GoalsCommand
from workspace.refusals import QUIET, Decided
from workspace.state import Partnership


def decide(command: GoalsCommand, state: Partnership, act: Act) -> Decided:
    """Nothing yet."""
    return QUIET
