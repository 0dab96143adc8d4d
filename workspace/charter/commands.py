"""What can be asked about mission, vision, purpose and values."""

from typing import Annotated, Literal

import msgspec

from events.charter import StatementKind
from workspace.commands import Command, Id, Reason, Wording

Language = Literal["en", "es"]
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
    """Close a draft up to a position. The server does it, every so often."""

    draft: Id
    position: Position
    root: Root


CharterCommand = (
    OpenStatement | ProposeWording | CorrectWording | WithdrawWording | OpenDraft | ProposeDraft | SealDraft
)
