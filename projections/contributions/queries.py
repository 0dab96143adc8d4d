"""What pages ask of the promises: by partner, by goal, and what has come together."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from events.contributions import ContributionKind, Unit
from projections.contributions.shape import Promise, Promises


def of_partner(view: Promises, partner: str) -> list[Promise]:
    """What a partner has promised, in the order it was made."""
    return [promise for promise in view.promises.values() if promise.partner == partner]


def for_goal(view: Promises, goal: str) -> list[Promise]:
    """What was promised to a goal, in the order it was made."""
    return [promise for promise in view.promises.values() if promise.goal == goal]


def waiting_for_eyes(view: Promises, partner: str) -> list[Promise]:
    """What others have done and this partner could confirm."""
    return [
        promise
        for promise in view.promises.values()
        if promise.stage == "delivered" and promise.partner != partner
    ]


class Sum(NamedTuple):
    """What was promised and what is confirmed of one kind in one unit; different units are never added."""

    kind: ContributionKind
    unit: Unit | None
    promised: Decimal
    confirmed: Decimal
    number: int


def sums(promises: Iterable[Promise]) -> list[Sum]:
    """The ledger `Σ amount` by kind and unit, in order of first appearance.

    `promised` is all that was not let go, `confirmed` the part of it that another partner has seen, `number`
    how many promises. Unit: the promise's own; without one, promises are counted. Source:
    ContributionPledged, PledgeRevised, DeliveryConfirmed, DisputeSettled, PledgeReleased.
    """
    found: dict[tuple[ContributionKind, Unit | None], Sum] = {}
    for promise in promises:
        if promise.stage == "let go":
            continue
        key = (promise.kind, promise.unit)
        before = found.get(key, Sum(*key, Decimal(0), Decimal(0), 0))
        amount = Decimal(1) if promise.amount is None else promise.amount
        kept = amount if promise.stage == "confirmed" else Decimal(0)
        found[key] = Sum(*key, before.promised + amount, before.confirmed + kept, before.number + 1)
    return list(found.values())
