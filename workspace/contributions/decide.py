"""Rules."""

from workspace.acts import Act
from workspace.contributions.commands import ContributionsCommand
from workspace.refusals import QUIET, Decided
from workspace.state import Partnership


def decide(command: ContributionsCommand, state: Partnership, act: Act) -> Decided:
    """Nothing yet."""
    return QUIET
