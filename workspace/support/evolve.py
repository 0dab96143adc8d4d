"""What the rules remember of what people need."""

from events.support import SupportEvent
from events.vocabulary import Header
from workspace.state import Partnership


def evolve(state: Partnership, event: SupportEvent, header: Header) -> None:
    """Take one event in: what somebody needs replaces what they needed before."""
    if event.needs or event.note is not None:
        state.support.needs[event.person] = event.needs
    else:
        state.support.needs.pop(event.person, None)
