"""Sentences about how people come in. An invitation never says who was invited."""

from typing import assert_never

from markupsafe import Markup

from events.partners import (
    DisplayNameChosen,
    IntroductionWritten,
    InvitationAccepted,
    InvitationWithdrawn,
    JoiningEvent,
    PartnerInvited,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: JoiningEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case PartnerInvited():
            return tell.say(N_("{who} invited somebody."))
        case InvitationAccepted():
            return tell.say(N_("{who} came in with an invitation."))
        case InvitationWithdrawn():
            return tell.say(N_("{who} took an invitation back."))
        case DisplayNameChosen():
            return tell.say(N_("{who} chose how to be called."))
        case IntroductionWritten():
            return tell.say(N_("{who} wrote what they bring."))
        case _:
            assert_never(event)
