"""Sentences about what people need in order to take part; never what it is."""

from markupsafe import Markup

from events.support import SupportEvent
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: SupportEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    return tell.say(N_("{who} said what they need in order to take part."))
