"""What the rules remember."""

from events.network import NetworkEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: NetworkEvent, header: Header) -> None:
    """Nothing yet."""
