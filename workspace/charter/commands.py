"""What can be asked about mission, vision, purpose and values."""

from typing import Annotated, Literal

import msgspec

from events.charter import Anchor, Letters, StatementKind
from events.sealed import Words
from events.vocabulary import Moment
from workspace.commands import Command, Id, Limit, Reason, Wording

Language = Literal["en", "es"]
Idea = Annotated[Words, Limit(300)]
Passage = Annotated[Words, Limit(1_000)]
Position = Annotated[int, msgspec.Meta(ge=0)]
Root = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class OpenStatement(Command, frozen=True, kw_only=True):
    """Start to look for a statement; each kind is opened once."""

    kind: StatementKind


class ProposeWording(Command, frozen=True, kw_only=True):
    """Propose a text. It supersedes a decision that is open on an earlier wording of the statement."""

    statement: Id
    text: Wording


class CorrectWording(Command, frozen=True, kw_only=True):
    """Put a slip of the pen right (its author, or a facilitator), shown as a difference."""

    wording: Id
    text: Wording
    why: Reason


class WithdrawWording(Command, frozen=True, kw_only=True):
    """Take a proposed wording of one's own back; not while it is being decided on, nor once adopted."""

    wording: Id
    why: Reason | None = None


class OpenDraft(Command, frozen=True, kw_only=True):
    """Begin to write a text for a statement together; one for each language."""

    statement: Id
    language: Language


class ProposeDraft(Command, frozen=True, kw_only=True):
    """Propose what a draft says now. The server says what that is, and where the draft stands."""

    draft: Id
    text: Wording
    position: Position
    root: Root


class SealDraft(Command, frozen=True, kw_only=True):
    """Close a draft up to a position. The server does it, and counts whose letters are left."""

    draft: Id
    position: Position
    root: Root
    letters: tuple[Letters, ...] = ()


class InviteIdeas(Command, frozen=True, kw_only=True):
    """Ask everybody what matters to them about a statement (those who lead); all is shown at `reveals_at`."""

    statement: Id
    reveals_at: Moment | None = None


class DeclareInterest(Command, frozen=True, kw_only=True):
    """Say what matters to oneself, and up to three ideas. Nobody reads it before all is shown.

    It replaces what the same person said before; without any text it takes that back.
    """

    round: Id
    interest: Reason | None = None
    first_idea: Idea | None = None
    second_idea: Idea | None = None
    third_idea: Idea | None = None


class RevealIdeas(Command, frozen=True, kw_only=True):
    """Show everybody what everybody wrote (those who lead)."""

    round: Id


class RevealIdeasByClock(Command, frozen=True, kw_only=True):
    """The scheduler shows them at the time that was agreed; stays quiet if they are shown already."""

    round: Id


class OpenDraftRound(Command, frozen=True, kw_only=True):
    """Begin a time to write together (those who lead); two of them until the text is proposed."""

    draft: Id
    minutes: Annotated[int, msgspec.Meta(ge=5, le=180)]


class EndDraftRound(Command, frozen=True, kw_only=True):
    """End the round before its time (those who lead)."""

    draft: Id


class EndDraftRoundByClock(Command, frozen=True, kw_only=True):
    """The scheduler ends the round when its time is over."""

    draft: Id


class MakeSuggestion(Command, frozen=True, kw_only=True):
    """Suggest other words for a passage. The server says where it stands; no `replacement` leaves it out."""

    draft: Id
    anchor: Anchor
    passage: Passage
    replacement: Passage | None = None
    why: Reason | None = None


class AcceptSuggestion(Command, frozen=True, kw_only=True):
    """Take the suggested words (somebody other than their author). The server has put them into the draft."""

    suggestion: Id


class DeclineSuggestion(Command, frozen=True, kw_only=True):
    """Leave the words as they are, with a reason."""

    suggestion: Id
    why: Reason


class WithdrawSuggestion(Command, frozen=True, kw_only=True):
    """Its author takes the suggestion back."""

    suggestion: Id


class OfferTranslation(Command, frozen=True, kw_only=True):
    """Offer a wording in another language, in which the text has to be.

    It takes the place of an earlier version once somebody has checked it, unless people vote on that one or
    have agreed on it.
    """

    wording: Id
    language: Language
    text: Wording


class CheckTranslation(Command, frozen=True, kw_only=True):
    """Say that a translation says the same as the wording (somebody other than its translator).

    `corrections`, when given, is how many slips had been put right in the wording that was read.
    """

    translation: Id
    corrections: Annotated[int, msgspec.Meta(ge=0)] | None = None


MeaningCommand = InviteIdeas | DeclareInterest | RevealIdeas | RevealIdeasByClock
DraftingCommand = OpenDraft | ProposeDraft | SealDraft | OpenDraftRound | EndDraftRound | EndDraftRoundByClock
SuggestingCommand = MakeSuggestion | AcceptSuggestion | DeclineSuggestion | WithdrawSuggestion
TranslatingCommand = OfferTranslation | CheckTranslation
CharterCommand = (
    OpenStatement
    | ProposeWording
    | CorrectWording
    | WithdrawWording
    | MeaningCommand
    | DraftingCommand
    | SuggestingCommand
    | TranslatingCommand
)
