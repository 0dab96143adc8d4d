"""What the rules remember."""

from events.contributions import ContributionsEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: ContributionsEvent, header: Header) -> None:
    """Nothing yet."""
