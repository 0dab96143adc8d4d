"""What the rules remember of ties."""

from events.network import NetworkEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: NetworkEvent, header: Header) -> None:
    """Take one event in: a survey's ties replace the earlier ones of their kind."""
    state.network.ties[event.kind] = event.ties
