"""Promises: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
)
from tests.workspace.table import START, Table, words
from workspace.commands import Command
from workspace.contributions.commands import (
    ConfirmDelivery,
    DeliverPromise,
    DisputeDelivery,
    MakePromise,
    ReleasePromise,
    RevisePromise,
    SettleDispute,
)
from workspace.goals.commands import DropGoal, ProposeGoal
from workspace.partners.commands import GrantMandate, RevokeMandate

IN_JUNE = date(2026, 6, 1)
STATES = ("offered", "delivered", "disputed", "confirmed", "released")


def promise(**given: Any) -> MakePromise:
    """Ten hours of facilitation until June."""
    usual = {"amount": Decimal(10), "unit": "hours", "due": IN_JUNE}
    return MakePromise(kind="facilitation", title=words(), **{**usual, **given})


class Promises(Table):
    """A table with ben, cleo, a facilitator (fay), and a clinic for which dan speaks."""

    def __init__(self) -> None:
        super().__init__()
        self.admit("ben")
        self.admit("cleo")
        self.admit("fay", role="facilitator")
        self.clinic = self.organisation("dan")
        self.dan = f"dan/{self.clinic}"

    def in_state(self, state: str, who: str = "ben") -> str:
        """A promise, brought to a state; cleo looks at it."""
        pledge = self.makes(who, promise())
        way: dict[str, list[tuple[str, Command]]] = {
            "offered": [],
            "released": [(who, ReleasePromise(pledge=pledge))],
            "delivered": [(who, DeliverPromise(pledge=pledge))],
            "confirmed": [(who, DeliverPromise(pledge=pledge)), ("cleo", ConfirmDelivery(pledge=pledge))],
            "disputed": [
                (who, DeliverPromise(pledge=pledge)),
                ("cleo", DisputeDelivery(pledge=pledge, why=words())),
            ],
        }
        for person, command in way[state]:
            self.does(person, command)
        return pledge


@pytest.fixture
def table() -> Promises:
    return Promises()


def test_a_promise_is_the_partners_acted_for(table: Promises) -> None:
    goal = table.makes("ben", ProposeGoal(title=words()))
    for who, partner in (("ben", "ben"), (table.dan, table.clinic)):
        assert table.does(who, promise(goal=goal)) == (
            ContributionPledged(
                pledge=table.act.command,
                partner=partner,
                kind="facilitation",
                title=words(),
                amount=Decimal(10),
                unit="hours",
                due=IN_JUNE,
                goal=goal,
            ),
        )


def test_a_promise_need_not_be_counted_dated_or_tied_to_a_goal(table: Promises) -> None:
    table.does("ben", promise(amount=None, unit=None, due=None))


@pytest.mark.parametrize(
    ("given", "saying"),
    [
        ({"amount": None}, "Say both how much and of what"),
        ({"unit": None}, "Say both how much and of what"),
        ({"amount": Decimal(0)}, "amount above zero"),
        ({"amount": Decimal(-1)}, "amount above zero"),
        ({"amount": Decimal("NaN")}, "amount above zero"),
        ({"due": START.date() - timedelta(days=2)}, "This day has passed"),
        ({"due": date.max}, "This day is too far away"),
        ({"goal": "nowhere"}, "goal is not here"),
    ],
)
def test_a_promise_can_be_kept(table: Promises, given: dict[str, Any], saying: str) -> None:
    table.refuses("ben", promise(**given), saying)


def test_today_is_as_long_as_it_is_today_somewhere(table: Promises) -> None:
    table.does("ben", promise(due=START.date()))
    just_after_midnight = timedelta(hours=24 - START.hour, minutes=5)
    table.now += just_after_midnight
    table.does("ben", promise(due=START.date()))
    table.later(hours=12).refuses("ben", promise(due=START.date()), "This day has passed")


def test_a_promise_is_not_tied_to_a_goal_that_was_let_go(table: Promises) -> None:
    goal = table.makes("ben", ProposeGoal(title=words()))
    table.does("ben", DropGoal(goal=goal, why=words()))
    table.refuses("ben", promise(goal=goal), "was let go")


def test_a_promise_is_agreed_anew_and_what_is_left_empty_stays(table: Promises) -> None:
    pledge = table.in_state("offered")
    july = date(2026, 7, 1)
    assert table.does("ben", RevisePromise(pledge=pledge, due=july, why=words())) == (
        PledgeRevised(pledge=pledge, amount=Decimal(10), due=july, why=words()),
    )
    assert table.does("ben", RevisePromise(pledge=pledge, amount=Decimal(6), why=words())) == (
        PledgeRevised(pledge=pledge, amount=Decimal(6), due=july, why=words()),
    )
    table.stays_quiet("ben", RevisePromise(pledge=pledge, amount=Decimal(6), due=july, why=words()))


def test_a_promise_past_its_day_can_get_another_amount_but_no_day_that_has_passed(table: Promises) -> None:
    pledge = table.in_state("offered")
    table.later(days=200)
    table.does("ben", RevisePromise(pledge=pledge, amount=Decimal(5), why=words()))
    passed = RevisePromise(pledge=pledge, due=IN_JUNE + timedelta(days=1), why=words())
    table.refuses("ben", passed, "This day has passed")


def test_what_is_not_counted_gets_no_amount(table: Promises) -> None:
    pledge = table.makes("ben", promise(amount=None, unit=None))
    table.refuses("ben", RevisePromise(pledge=pledge, amount=Decimal(1), why=words()), "is not counted")
    counted = table.in_state("offered")
    table.refuses("ben", RevisePromise(pledge=counted, amount=Decimal(0), why=words()), "above zero")


@pytest.mark.parametrize("state", STATES)
def test_only_the_partner_who_promised_keeps_or_lets_go(table: Promises, state: str) -> None:
    pledge = table.in_state(state)
    for command in (
        RevisePromise(pledge=pledge, amount=Decimal(1), why=words()),
        ReleasePromise(pledge=pledge),
        DeliverPromise(pledge=pledge),
    ):
        table.refuses("ana", command, "Only the partner who promised this")


def test_promises_that_are_not_there_are_named(table: Promises) -> None:
    for command in (
        ReleasePromise(pledge="nowhere"),
        ConfirmDelivery(pledge="nowhere"),
        SettleDispute(pledge="nowhere", how="kept", note=words()),
    ):
        assert table.refuses("ana", command, "promise is not here").kind == "not found"


TOO_LATE = {
    "delivered": "Another partner looks at it now",
    "disputed": "Settle it together first",
    "confirmed": "kept and confirmed",
    "released": "was let go",
}


@pytest.mark.parametrize("state", TOO_LATE)
def test_a_promise_is_agreed_anew_only_while_it_is_open(table: Promises, state: str) -> None:
    pledge = table.in_state(state)
    table.refuses("ben", RevisePromise(pledge=pledge, amount=Decimal(1), why=words()), TOO_LATE[state])


def test_a_promise_is_let_go_once(table: Promises) -> None:
    pledge = table.in_state("offered")
    release = ReleasePromise(pledge=pledge, why=words())
    assert table.does("ben", release) == (PledgeReleased(pledge=pledge, why=words()),)
    table.stays_quiet("ben", release)
    for state in ("delivered", "disputed", "confirmed"):
        table.refuses("ben", ReleasePromise(pledge=table.in_state(state)), TOO_LATE[state])


def test_a_promise_is_done_once(table: Promises) -> None:
    pledge = table.in_state("offered")
    deliver = DeliverPromise(pledge=pledge, evidence=words())
    assert table.does("ben", deliver) == (ContributionDelivered(pledge=pledge, evidence=words()),)
    table.stays_quiet("ben", DeliverPromise(pledge=pledge))
    table.refuses("ben", deliver, "Another partner looks at it now")
    for state in ("released", "disputed", "confirmed"):
        table.refuses("ben", DeliverPromise(pledge=table.in_state(state)), TOO_LATE[state])


def test_another_partner_confirms_once(table: Promises) -> None:
    pledge = table.in_state("delivered")
    confirm = ConfirmDelivery(pledge=pledge)
    assert table.does(table.dan, confirm) == (DeliveryConfirmed(pledge=pledge, partner=table.clinic),)
    table.stays_quiet(table.dan, confirm)
    table.stays_quiet("cleo", confirm)


@pytest.mark.parametrize("state", STATES)
def test_nobody_confirms_or_questions_their_own(table: Promises, state: str) -> None:
    pledge = table.in_state(state)
    table.refuses("ben", ConfirmDelivery(pledge=pledge), "Somebody else has to confirm")
    table.refuses("ben", DisputeDelivery(pledge=pledge, why=words()), "Somebody else has to look")


def test_the_same_person_does_not_confirm_for_another_partner(table: Promises) -> None:
    pledge = table.in_state("delivered", table.dan)
    hospital = table.organisation()
    table.does("ana", GrantMandate(person="dan", partner=hospital))
    table.refuses(f"dan/{hospital}", ConfirmDelivery(pledge=pledge), "Somebody else has to confirm")
    table.does("ana", RevokeMandate(person="dan", partner=table.clinic))
    table.refuses(f"dan/{hospital}", ConfirmDelivery(pledge=pledge), "Somebody else has to confirm")


def test_who_speaks_for_the_promising_partner_now_does_not_confirm_either(table: Promises) -> None:
    pledge = table.in_state("delivered", table.dan)
    table.does("ana", RevokeMandate(person="dan", partner=table.clinic))
    table.does("ana", GrantMandate(person="ben", partner=table.clinic))
    table.refuses("ben", ConfirmDelivery(pledge=pledge), "Somebody else has to confirm")


def test_another_partner_sees_it_differently_and_says_why(table: Promises) -> None:
    pledge = table.in_state("delivered")
    dispute = DisputeDelivery(pledge=pledge, why=words())
    assert table.does("cleo", dispute) == (DeliveryDisputed(pledge=pledge, partner="cleo", why=words()),)
    table.refuses("cleo", dispute, "Settle it together")
    table.refuses("ana", ConfirmDelivery(pledge=pledge), "Settle it together")


@pytest.mark.parametrize(
    ("state", "saying"), [("offered", "Nobody has said yet"), ("released", "was let go")]
)
def test_only_what_is_done_is_looked_at(table: Promises, state: str, saying: str) -> None:
    pledge = table.in_state(state)
    table.refuses("cleo", ConfirmDelivery(pledge=pledge), saying)
    table.refuses("cleo", DisputeDelivery(pledge=pledge, why=words()), saying)


def test_what_is_confirmed_is_not_questioned(table: Promises) -> None:
    dispute = DisputeDelivery(pledge=table.in_state("confirmed"), why=words())
    table.refuses("ana", dispute, "Another partner has confirmed this")


@pytest.mark.parametrize("who", ["cleo", "fay", "ana"])
@pytest.mark.parametrize(
    ("how", "status"), [("kept", "confirmed"), ("goes on", "offered"), ("let go", "released")]
)
def test_the_other_side_or_who_leads_settles(table: Promises, who: str, how: Any, status: str) -> None:
    pledge = table.in_state("disputed")
    settle = SettleDispute(pledge=pledge, how=how, note=words())
    assert table.does(who, settle) == (DisputeSettled(pledge=pledge, how=how, note=words()),)
    assert table.state.contributions.promises[pledge].status == status


def test_who_promised_settles_too_but_never_that_it_was_kept(table: Promises) -> None:
    kept = SettleDispute(pledge=table.in_state("disputed"), how="kept", note=words())
    table.refuses("ben", kept, "Somebody else has to confirm")
    for how in ("goes on", "let go"):
        table.does("ben", SettleDispute(pledge=table.in_state("disputed"), how=how, note=words()))


def test_others_do_not_settle_and_nothing_is_settled_without_a_dispute(table: Promises) -> None:
    settle = SettleDispute(pledge=table.in_state("disputed"), how="goes on", note=words())
    table.refuses(table.dan, settle, "Only the two partners or a facilitator")
    for state in ("offered", "delivered", "confirmed", "released"):
        settle = SettleDispute(pledge=table.in_state(state), how="goes on", note=words())
        table.refuses("cleo", settle, "nothing to settle")


def test_what_goes_on_can_be_done_and_confirmed_after_all(table: Promises) -> None:
    pledge = table.in_state("disputed")
    table.does("cleo", SettleDispute(pledge=pledge, how="goes on", note=words()))
    table.does("ben", DeliverPromise(pledge=pledge, evidence=words()))
    table.does("cleo", ConfirmDelivery(pledge=pledge))
