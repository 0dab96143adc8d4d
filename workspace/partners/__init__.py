"""Rules about who is at the table: people, how it was founded, how people join, seats, shared attributes."""

from collections.abc import Callable
from typing import Any, get_args

from events.partners import (
    AttributesEvent,
    FoundingEvent,
    JoiningEvent,
    MandateRevoked,
    PartnerLeft,
    PartnersEvent,
    SeatsEvent,
)
from events.vocabulary import Event, Header
from workspace.partners import attributes, founding, joining, seats
from workspace.partners import evolve as people
from workspace.partners.decide import decide
from workspace.state import Partnership

__all__ = ["decide", "evolve"]

STEP_OF: dict[type[Event], Callable[[Partnership, Any, Header], None]] = {
    event_class: module.evolve
    for union, module in (
        (PartnersEvent, people),
        (FoundingEvent, founding),
        (JoiningEvent, joining),
        (SeatsEvent, seats),
        (AttributesEvent, attributes),
    )
    for event_class in get_args(union)
}


def evolve(state: Partnership, event: Event, header: Header) -> None:
    """Take one event in."""
    STEP_OF[type(event)](state, event, header)
    if isinstance(event, PartnerLeft | MandateRevoked):
        attributes.gone(state, header)
