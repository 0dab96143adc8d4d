"""Sentences about mission, vision, purpose and values: what they should mean, drafts, wordings, languages."""

from markupsafe import Markup

from events.charter import (
    CharterEvent,
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    DraftSealed,
    IdeasInvited,
    IdeasRevealed,
    InterestDeclared,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
    TranslationChecked,
    TranslationOffered,
)
from web.sentences.charter import drafting, meaning, statements, translating
from web.sentences.telling import Telling


def sentence(event: CharterEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case IdeasInvited() | InterestDeclared() | IdeasRevealed():
            return meaning.sentence(event, tell)
        case DraftOpened() | DraftSealed() | DraftRoundOpened() | DraftRoundEnded():
            return drafting.sentence(event, tell)
        case SuggestionMade() | SuggestionAccepted() | SuggestionDeclined() | SuggestionWithdrawn():
            return drafting.sentence(event, tell)
        case TranslationOffered() | TranslationChecked():
            return translating.sentence(event, tell)
        case _:
            return statements.sentence(event, tell)
