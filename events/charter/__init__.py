"""What the partnership says of itself: statements, what they should mean, drafts, wordings, languages."""

from events.anchors import Anchor
from events.charter.drafting import (
    ROUNDS,
    DraftingEvent,
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    DraftSealed,
    Letters,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
)
from events.charter.meaning import IdeasInvited, IdeasRevealed, InterestDeclared, MeaningEvent
from events.charter.statements import (
    StatementAdopted,
    StatementKind,
    StatementOpened,
    StatementsEvent,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.charter.translating import TranslatingEvent, TranslationChecked, TranslationOffered

CharterEvent = StatementsEvent | MeaningEvent | DraftingEvent | TranslatingEvent

__all__ = [
    "ROUNDS",
    "Anchor",
    "CharterEvent",
    "DraftOpened",
    "DraftRoundEnded",
    "DraftRoundOpened",
    "DraftSealed",
    "DraftingEvent",
    "IdeasInvited",
    "IdeasRevealed",
    "InterestDeclared",
    "Letters",
    "MeaningEvent",
    "StatementAdopted",
    "StatementKind",
    "StatementOpened",
    "StatementsEvent",
    "SuggestionAccepted",
    "SuggestionDeclined",
    "SuggestionMade",
    "SuggestionWithdrawn",
    "TranslatingEvent",
    "TranslationChecked",
    "TranslationOffered",
    "WordingCorrected",
    "WordingProposed",
    "WordingWithdrawn",
]
