"""What can be asked about mission, vision, purpose and values."""

from events.charter import StatementKind
from workspace.commands import Command, Id, Reason, Wording


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


CharterCommand = OpenStatement | ProposeWording | CorrectWording | WithdrawWording
