"""Sentences about what people share for the sums; never what it was."""

from typing import assert_never

from markupsafe import Markup

from events.partners import AttributesEvent, AttributesShared, AttributesWithdrawn, FiguresReleased
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: AttributesEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case AttributesShared():
            return tell.say(N_("{who} shared something for the sums."))
        case AttributesWithdrawn():
            return tell.say(N_("{who} took theirs out of the sums."))
        case FiguresReleased(people=None):
            return tell.say(N_("{who} asked for new sums; too few people had shared something new."))
        case FiguresReleased():
            return tell.say(N_("{who} had what people share added up anew."))
        case _:
            assert_never(event)
