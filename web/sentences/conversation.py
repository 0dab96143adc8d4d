"""Sentences about remarks and their answers."""

from typing import assert_never

from markupsafe import Markup

from events.conversation import Answer, ConversationEvent, InputAnswered, RemarkMade
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling

SENTENCES: dict[Answer, str] = {
    "taken": N_("{who} answered the remark {remark}: it is taken. {why}"),
    "partly": N_("{who} answered the remark {remark}: it is taken in part. {why}"),
    "not taken": N_("{who} answered the remark {remark}: it is not taken. {why}"),
}


def sentence(event: ConversationEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case RemarkMade(passage=passage) if passage is not None:
            quoted = tell.quote(passage)
            return tell.say(
                N_("{who} said about {passage}: {text}"), passage=quoted, text=tell.quote(event.text)
            )
        case RemarkMade():
            return tell.say(N_("{who} said about a text: {text}"), text=tell.quote(event.text))
        case InputAnswered():
            remark, why = tell.remark(event.remark), tell.quote(event.why)
            return tell.say(SENTENCES[event.answer], remark=remark, why=why)
        case _:
            assert_never(event)
