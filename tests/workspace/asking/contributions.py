"""What people might ask about contributions."""

from __future__ import annotations

from typing import get_args

from events.contributions import ContributionKind, Unit
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.contributions import commands
from workspace.standing import speaks_for


def make_promise(a: Asking) -> Command:
    counted = a.likely(70)
    return commands.MakePromise(
        kind=a.one(get_args(ContributionKind)),
        title=a.words("title"),
        amount=a.figure() if counted else None,
        unit=a.one(get_args(Unit)) if counted else None,
        due=a.day() if a.likely(70) else None,
        goal=a.an_id(a.state.goals.goals) if a.likely(40) else None,
    )


def a_promise(a: Asking, *statuses: str, own: bool) -> str:
    """A promise of the partner acted for, or of another one, most likely in one of these states."""
    return a.an_id(
        pledge
        for pledge, known in a.state.contributions.promises.items()
        if (known.partner == speaks_for(a.act)) == own and (known.status in statuses or a.likely(5))
    )


def revise_promise(a: Asking) -> Command:
    return commands.RevisePromise(
        pledge=a_promise(a, "offered", own=True),
        amount=a.figure() if a.likely(50) else None,
        due=a.day(),
        why=a.words("why"),
    )


def release_promise(a: Asking) -> Command:
    return commands.ReleasePromise(pledge=a_promise(a, "offered", own=True), why=a.perhaps("why"))


def deliver_promise(a: Asking) -> Command:
    return commands.DeliverPromise(pledge=a_promise(a, "offered", own=True), evidence=a.perhaps("evidence"))


def confirm_delivery(a: Asking) -> Command:
    return commands.ConfirmDelivery(pledge=a_promise(a, "delivered", own=False))


def dispute_delivery(a: Asking) -> Command:
    return commands.DisputeDelivery(pledge=a_promise(a, "delivered", own=False), why=a.words("why"))


def settle_dispute(a: Asking) -> Command:
    disputed = [i for i, known in a.state.contributions.promises.items() if known.status == "disputed"]
    return commands.SettleDispute(
        pledge=a.an_id(disputed), how=a.one(["kept", "goes on", "let go"]), note=a.words("note")
    )


MAKERS: list[tuple[Maker, int]] = [
    (make_promise, 7),
    (revise_promise, 3),
    (release_promise, 3),
    (deliver_promise, 6),
    (confirm_delivery, 4),
    (dispute_delivery, 3),
    (settle_dispute, 3),
]
