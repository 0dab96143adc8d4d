"""What can be asked about decisions."""

from decimal import Decimal
from typing import Annotated

import msgspec

from events.decisions import Choice, ElectorateKind, Method, Subject
from events.vocabulary import Moment
from workspace.commands import Between, Command, Id, Reason, Title

SHARES = Between(Decimal(0), Decimal(1))
Share = Annotated[Decimal, SHARES]
Zone = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_+/-]{1,64}\Z")]


class OpenDecision(Command, frozen=True, kw_only=True):
    """Put a question; the electorate is frozen as it is now. Its id is the command's.

    For a question of its own, `subject` is None.
    """

    title: Title
    subject: Subject | None = None
    method: Method = "no objection"
    electorate_kind: ElectorateKind = "partners"
    quorum: Share = Decimal("0.5")
    threshold: Share = Decimal("0.5")
    closes_at: Moment | None = None
    zone: Zone = "UTC"


class CastBallot(Command, frozen=True, kw_only=True):
    """Vote, or change one's vote: the same choice again stays quiet, another replaces it."""

    decision: Id
    choice: Choice


class WithdrawBallot(Command, frozen=True, kw_only=True):
    """Take one's vote back while the decision is open."""

    decision: Id


class RaiseObjection(Command, frozen=True, kw_only=True):
    """Object, with a reason (no-objection decisions). Its id is the command's."""

    decision: Id
    reason: Reason


class WithdrawObjection(Command, frozen=True, kw_only=True):
    """Its author takes the objection back."""

    objection: Id
    note: Reason | None = None


class IntegrateObjection(Command, frozen=True, kw_only=True):
    """Whoever opened the decision, or a facilitator, says how the objection was taken in."""

    objection: Id
    note: Reason


class ExtendDecision(Command, frozen=True, kw_only=True):
    """Give more time, with a reason (its opener or a facilitator)."""

    decision: Id
    closes_at: Moment
    why: Reason


class CloseDecision(Command, frozen=True, kw_only=True):
    """Close by hand (its opener or a facilitator); before its time only with a reason."""

    decision: Id
    why: Reason | None = None


class CloseDecisionByClock(Command, frozen=True, kw_only=True):
    """The scheduler closes what is due; stays quiet if the time was moved or it is closed already."""

    decision: Id


DecisionsCommand = (
    OpenDecision
    | CastBallot
    | WithdrawBallot
    | RaiseObjection
    | WithdrawObjection
    | IntegrateObjection
    | ExtendDecision
    | CloseDecision
    | CloseDecisionByClock
)
