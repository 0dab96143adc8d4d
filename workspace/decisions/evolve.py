"""What the rules remember."""

from events.decisions import DecisionsEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: DecisionsEvent, header: Header) -> None:
    """Nothing yet."""
