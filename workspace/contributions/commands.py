"""What can be asked about promises."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from events.contributions import ContributionKind, Unit
from workspace.commands import Between, Command, Id, Reason, Title

AMOUNTS = Between(Decimal("0.01"), Decimal(1_000_000_000))
Amount = Annotated[Decimal, AMOUNTS]


class MakePromise(Command, frozen=True, kw_only=True):
    """Promise something, for the partner acted for. Its id is the command's."""

    kind: ContributionKind
    title: Title
    amount: Amount | None = None
    unit: Unit | None = None
    due: date | None = None
    goal: Id | None = None


class RevisePromise(Command, frozen=True, kw_only=True):
    """Agree on another amount or day, with the reason (the promising partner)."""

    pledge: Id
    amount: Amount | None = None
    due: date | None = None
    why: Reason


class ReleasePromise(Command, frozen=True, kw_only=True):
    """Let the promise go (the promising partner)."""

    pledge: Id
    why: Reason | None = None


class DeliverPromise(Command, frozen=True, kw_only=True):
    """Say that it is done (the promising partner)."""

    pledge: Id
    evidence: Reason | None = None


class ConfirmDelivery(Command, frozen=True, kw_only=True):
    """Another partner has seen it."""

    pledge: Id


class DisputeDelivery(Command, frozen=True, kw_only=True):
    """Another partner sees it differently, and says why."""

    pledge: Id
    why: Reason


class SettleDispute(Command, frozen=True, kw_only=True):
    """After talking, one of the two partners or a facilitator notes what it came to."""

    pledge: Id
    how: Literal["kept", "goes on", "let go"]
    note: Reason


HOURS = Between(Decimal(0), Decimal(744))


class DeclareCapacity(Command, frozen=True, kw_only=True):
    """Say how many hours a month the partner acted for can give. None for now is fine: 0."""

    hours: Annotated[Decimal, HOURS]


ContributionsCommand = (
    MakePromise
    | RevisePromise
    | ReleasePromise
    | DeliverPromise
    | ConfirmDelivery
    | DisputeDelivery
    | SettleDispute
    | DeclareCapacity
)
