"""Rules about whom the table is looking for."""

from events.partners import SeatsEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: SeatsEvent, header: Header) -> None:
    """Take one event in."""
