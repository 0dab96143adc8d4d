"""What the rules remember."""

from events.goals import GoalsEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: GoalsEvent, header: Header) -> None:
    """Nothing yet."""
