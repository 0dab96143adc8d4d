"""Rules about how people come in."""

from events.partners import JoiningEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: JoiningEvent, header: Header) -> None:
    """Take one event in."""
