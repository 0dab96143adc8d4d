"""Sentences about wordings in another language."""

from typing import assert_never

from markupsafe import Markup

from events.charter import TranslatingEvent, TranslationChecked, TranslationOffered
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: TranslatingEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case TranslationOffered():
            return tell.say(
                N_("{who} translated a text for {statement}: {text}"),
                statement=tell.statement_of(event.wording),
                text=tell.quote(event.text),
            )
        case TranslationChecked():
            return tell.say(
                N_("{who} checked the translation of a text for {statement}."),
                statement=tell.statement_of_translation(event.translation),
            )
        case _:
            assert_never(event)
