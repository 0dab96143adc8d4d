"""Sentences about how a partnership begins."""

from typing import assert_never

from markupsafe import Markup

from events.partners import FoundingEvent, InclusionWavePlanned, StartingApproachChosen
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: FoundingEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case StartingApproachChosen():
            return tell.say(N_("{who} said what kind of group this is and how it starts."))
        case InclusionWavePlanned():
            return tell.say(N_("{who} planned who is asked when."))
        case _:
            assert_never(event)
