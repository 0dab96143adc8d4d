"""The view "charter": what the partnership says of itself, and how it came to say it."""

from typing import get_args

from events.charter import CharterEvent
from events.decisions import DecisionOpened
from projections.charter.folding import fold
from projections.charter.queries import (
    adopted,
    ideas,
    missing,
    next_change,
    no_longer,
    review_begins,
    suggestions,
    text_at,
    time_to_look_again,
    under_discussion,
    versions,
    wordings,
)
from projections.charter.shape import (
    KINDS,
    Charter,
    Correction,
    Declared,
    Draft,
    IdeaRound,
    Statement,
    Suggestion,
    Translation,
    Wording,
    WordingStatus,
)
from projections.view import Projection

PROJECTION = Projection(
    "charter",
    3,
    Charter,
    fold,
    frozenset((*get_args(CharterEvent), DecisionOpened)),
    next_change,
)

__all__ = [
    "KINDS",
    "PROJECTION",
    "Charter",
    "Correction",
    "Declared",
    "Draft",
    "IdeaRound",
    "Statement",
    "Suggestion",
    "Translation",
    "Wording",
    "WordingStatus",
    "adopted",
    "fold",
    "ideas",
    "missing",
    "next_change",
    "no_longer",
    "review_begins",
    "suggestions",
    "text_at",
    "time_to_look_again",
    "under_discussion",
    "versions",
    "wordings",
]
