"""Rules about what people share for the sums."""

from events.partners import AttributesEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: AttributesEvent, header: Header) -> None:
    """Take one event in."""
