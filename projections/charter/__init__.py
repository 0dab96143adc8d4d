"""The view "charter": what the partnership says of itself, and how it came to say it."""

from typing import get_args

from events.charter import ROUNDS, CharterEvent
from events.decisions import DecisionOpened
from projections.charter.folding import fold
from projections.charter.languages import (
    added_later,
    bound,
    corrected_since,
    earlier,
    missing,
    primary,
    text_in,
    translation,
    versions,
    waiting,
)
from projections.charter.queries import (
    adopted,
    asking,
    ideas,
    next_change,
    no_longer,
    review_begins,
    shown,
    stands,
    suggestions,
    text_at,
    time_to_look_again,
    under_discussion,
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
    5,
    Charter,
    fold,
    frozenset((*get_args(CharterEvent), DecisionOpened)),
    next_change,
)

__all__ = [
    "KINDS",
    "PROJECTION",
    "ROUNDS",
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
    "added_later",
    "adopted",
    "asking",
    "bound",
    "corrected_since",
    "earlier",
    "fold",
    "ideas",
    "missing",
    "next_change",
    "no_longer",
    "primary",
    "review_begins",
    "shown",
    "stands",
    "suggestions",
    "text_at",
    "text_in",
    "time_to_look_again",
    "translation",
    "under_discussion",
    "versions",
    "waiting",
    "wordings",
]
