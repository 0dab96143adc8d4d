"""Rules about how the partnership begins."""

from events.partners import FoundingEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: FoundingEvent, header: Header) -> None:
    """Take one event in."""
