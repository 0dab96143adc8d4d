"""Sentences about what matters to each, before anybody writes a text."""

from typing import assert_never

from markupsafe import Markup

from events.charter import IdeasInvited, IdeasRevealed, InterestDeclared, MeaningEvent
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: MeaningEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case IdeasInvited():
            statement = tell.statement(event.statement)
            return tell.say(
                N_("{who} asked everybody what matters to them about {statement}."), statement=statement
            )
        case InterestDeclared():
            return declared(event, tell)
        case IdeasRevealed(authors=0):
            return tell.say(N_("The time to say what matters was over; nobody had written anything."))
        case IdeasRevealed():
            return tell.ngettext(
                "What matters to {count} person was shown to everybody.",
                "What matters to {count} people was shown to everybody, at the same moment.",
                event.authors,
            )
        case _:
            assert_never(event)


def declared(event: InterestDeclared, tell: Telling) -> Markup:
    """What somebody wrote, or that they took it back."""
    texts = [tell.quote(one) for one in event.texts]
    if not texts:
        return tell.say(N_("{who} took their ideas back."))
    return tell.say(N_("{who} said what matters to them: {texts}"), texts=Markup(" · ").join(texts))
