"""What the rules remember of leading by small steps."""

from events.leadership import LeadershipEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: LeadershipEvent, header: Header) -> None:
    """Take one event in: no rule asks for the quick win afterwards."""
