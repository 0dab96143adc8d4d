"""Sentences about who is at the table, a module for each way of coming there."""

from collections.abc import Callable
from typing import Any, get_args

from markupsafe import Markup

from events.partners import AttributesEvent, FoundingEvent, JoiningEvent, PartnersEvent, SeatsEvent
from events.vocabulary import Event
from web.sentences.partners import attributes, founding, joining, people, seats
from web.sentences.telling import Telling

SENTENCE_OF: dict[type[Event], Callable[[Any, Telling], Markup]] = {
    event_class: module.sentence
    for union, module in (
        (PartnersEvent, people),
        (FoundingEvent, founding),
        (JoiningEvent, joining),
        (SeatsEvent, seats),
        (AttributesEvent, attributes),
    )
    for event_class in get_args(union)
}


def sentence(event: Event, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    return SENTENCE_OF[type(event)](event, tell)
