"""One readable sentence for everything that can happen, a module for each feature.

`sentence` picks the module by the feature that an event belongs to; in the module, a `match` over the
feature's closed union makes the type checker find an event that nobody has put into words.
"""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from events.vocabulary import BY_CLASS, Event
from web.sentences import (
    charter,
    contributions,
    conversation,
    decisions,
    goals,
    leadership,
    network,
    partners,
    support,
)
from web.sentences.telling import Telling

SENTENCES: dict[str, Callable[[Any, Telling], Markup]] = {
    "partners": partners.sentence,
    "charter": charter.sentence,
    "conversation": conversation.sentence,
    "decisions": decisions.sentence,
    "goals": goals.sentence,
    "contributions": contributions.sentence,
    "network": network.sentence,
    "leadership": leadership.sentence,
    "support": support.sentence,
}


def sentence(event: Event, tell: Telling) -> Markup:
    """What happened, in one sentence of the reader's language."""
    return SENTENCES[BY_CLASS[type(event)].feature](event, tell)
