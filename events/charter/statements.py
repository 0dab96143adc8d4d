"""What the partnership says of itself: statements and the wordings proposed for them."""

from datetime import date
from typing import Literal

from events.sealed import Words
from events.vocabulary import EVERYONE, Event, kept

StatementKind = Literal["mission", "vision", "purpose", "values"]


@kept("StatementOpened", readers=EVERYONE)
class StatementOpened(Event, frozen=True, kw_only=True):
    """The partnership starts to look for its mission, vision, purpose or values."""

    statement: str
    kind: StatementKind


@kept("WordingProposed")
class WordingProposed(Event, frozen=True, kw_only=True):
    """A frozen text is proposed for a statement.

    `draft`, `draft_position` and `draft_root` commit to the live draft it came from, if any.
    """

    wording: str
    statement: str
    text: Words
    draft: str | None
    draft_position: int | None
    draft_root: str | None


@kept("WordingCorrected")
class WordingCorrected(Event, frozen=True, kw_only=True):
    """A slip of the pen is put right without a new vote; anyone can ask for one."""

    wording: str
    text: Words
    why: Words


@kept("WordingWithdrawn")
class WordingWithdrawn(Event, frozen=True, kw_only=True):
    """Its author takes a proposed wording back."""

    wording: str
    why: Words | None


@kept("StatementAdopted", readers=EVERYONE)
class StatementAdopted(Event, frozen=True, kw_only=True):
    """A wording becomes the statement, through a decision; it is looked at again on a date."""

    statement: str
    wording: str
    decision: str
    review_on: date


StatementsEvent = StatementOpened | WordingProposed | WordingCorrected | WordingWithdrawn | StatementAdopted
