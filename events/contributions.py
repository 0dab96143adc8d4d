"""Promises: made, revised, kept, confirmed by another partner, or let go."""

from datetime import date
from decimal import Decimal
from typing import Literal

from events.sealed import Words
from events.vocabulary import FACILITATORS, Event, kept

ContributionKind = Literal[
    "funding",
    "in-kind",
    "paid staff time",
    "volunteer time",
    "data",
    "information",
    "health expertise",
    "other expertise",
    "community connections",
    "fiscal management",
    "facilitation",
    "advocacy",
    "IT",
]
Unit = Literal["hours", "days", "money", "pieces"]


@kept("ContributionPledged")
class ContributionPledged(Event, frozen=True, kw_only=True):
    """A partner promises something. `amount` is in `unit`; both None where counting makes no sense."""

    pledge: str
    partner: str
    kind: ContributionKind
    title: Words
    amount: Decimal | None
    unit: Unit | None
    due: date | None
    goal: str | None


@kept("PledgeRevised")
class PledgeRevised(Event, frozen=True, kw_only=True):
    """The promise is agreed anew: another amount or another day, with the reason."""

    pledge: str
    amount: Decimal | None
    due: date | None
    why: Words


@kept("PledgeReleased")
class PledgeReleased(Event, frozen=True, kw_only=True):
    """The promise is let go, in good faith."""

    pledge: str
    why: Words | None


@kept("ContributionDelivered")
class ContributionDelivered(Event, frozen=True, kw_only=True):
    """The partner says it is done, and where it can be seen."""

    pledge: str
    evidence: Words | None


@kept("DeliveryConfirmed")
class DeliveryConfirmed(Event, frozen=True, kw_only=True):
    """Another partner has seen it."""

    pledge: str
    partner: str


@kept("DeliveryDisputed")
class DeliveryDisputed(Event, frozen=True, kw_only=True):
    """Another partner sees it differently, and says why."""

    pledge: str
    partner: str
    why: Words


@kept("DisputeSettled")
class DisputeSettled(Event, frozen=True, kw_only=True):
    """Both have talked: it counts as kept, goes on, or is let go."""

    pledge: str
    how: Literal["kept", "goes on", "let go"]
    note: Words


@kept("CapacityDeclared", readers=FACILITATORS)
class CapacityDeclared(Event, frozen=True, kw_only=True):
    """How many hours a month a partner can give. None for now is fine: 0."""

    person: str
    partner: str
    hours: Decimal


ContributionsEvent = (
    ContributionPledged
    | PledgeRevised
    | PledgeReleased
    | ContributionDelivered
    | DeliveryConfirmed
    | DeliveryDisputed
    | DisputeSettled
)
