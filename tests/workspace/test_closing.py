"""Closing a decision: who may, when, and what the count means."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from events.charter import StatementAdopted
from events.decisions import DecisionClosed, DecisionOpened, OutcomePublished, Subject
from events.goals import GoalAdopted
from events.vocabulary import Event
from tests.workspace.table import START, Table, words
from workspace.charter.commands import OpenStatement, ProposeWording
from workspace.decisions.closing import a_year_after
from workspace.decisions.commands import (
    CastBallot,
    CloseDecision,
    CloseDecisionByClock,
    ExtendDecision,
    OpenDecision,
    RaiseObjection,
    WithdrawObjection,
)
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import AdmitPeople
from workspace.scheduled import command_for, due_after

TOMORROW = START + timedelta(days=1)
FOUR = ("ben", "cleo", "dan", "eve")


class Counting(Table):
    """A table with ana, who convenes, and four more people."""

    def __init__(self) -> None:
        super().__init__()
        for person in FOUR:
            self.admit(person)

    def put(self, **how: Any) -> str:
        """A question put by ben."""
        return self.makes("ben", OpenDecision(title=words(), **how))

    def vote(self, decision: str, **choices: str) -> None:
        """Ballots, by person; an underscore stands for a blank."""
        for person, choice in choices.items():
            if choice == "objection":
                self.does(person, RaiseObjection(decision=decision, reason=words()))
            else:
                cast: Any = choice.replace("_", " ")
                self.does(person, CastBallot(decision=decision, choice=cast))

    def clock(self, decision: str) -> tuple[Event, ...]:
        """The clock closes."""
        return self.does("clock", CloseDecisionByClock(decision=decision), clock=True)

    def outcome(self, decision: str) -> OutcomePublished:
        """What comes of it when ben closes."""
        published = self.does("ben", CloseDecision(decision=decision, why=words()))[1]
        assert isinstance(published, OutcomePublished)
        return published


@pytest.fixture
def table() -> Counting:
    return Counting()


def test_closing_tells_who_voted_and_every_count(table: Counting) -> None:
    decision = table.put(method="majority")
    table.vote(decision, eve="yes", cleo="abstain")
    assert table.does("ana", CloseDecision(decision=decision)) == (
        DecisionClosed(decision=decision, how="by hand", why=None, voted=("cleo", "eve")),
        OutcomePublished(
            decision=decision,
            outcome="too few voices",
            entitled=5,
            counts={"yes": 1, "no": 0, "abstain": 1, "objection": 0},
        ),
    )


def test_without_an_end_it_is_closed_by_hand_at_any_time(table: Counting) -> None:
    decision = table.put()
    table.refuses("cleo", CloseDecision(decision=decision), "Only the person who opened this")
    table.does("ben", CloseDecision(decision=decision))
    for who in ("ben", "ana"):
        table.refuses(who, CloseDecision(decision=decision), "This vote is closed")
    table.refuses("cleo", CastBallot(decision=decision, choice="no objection"), "This vote is closed")


def test_before_its_time_it_is_closed_only_with_a_reason(table: Counting) -> None:
    decision = table.put(closes_at=TOMORROW)
    table.refuses("ben", CloseDecision(decision=decision), "Say why you close it now")
    closed = table.does("ben", CloseDecision(decision=decision, why=words()))[0]
    assert closed == DecisionClosed(decision=decision, how="by hand", why=words(), voted=())


def test_after_its_time_no_reason_is_needed(table: Counting) -> None:
    decision = table.put(closes_at=TOMORROW)
    table.later(days=1).does("ana", CloseDecision(decision=decision))


def test_the_clock_closes_when_the_time_has_come(table: Counting) -> None:
    decision = table.put(closes_at=TOMORROW)
    close = CloseDecisionByClock(decision=decision)
    table.stays_quiet("clock", close, clock=True)
    table.later(days=1)
    table.refuses("ana", close, "Only the clock")
    closed = table.clock(decision)[0]
    assert closed == DecisionClosed(decision=decision, how="by the clock", why=None, voted=())
    table.stays_quiet("clock", close, clock=True)


def test_the_clock_is_quiet_about_what_was_extended_closed_overtaken_or_never_there(table: Counting) -> None:
    mission = table.makes("ben", OpenStatement(kind="mission"))
    wording = table.makes("ben", ProposeWording(statement=mission, text=words()))
    overtaken = table.put(subject=Subject("wording", wording), closes_at=TOMORROW)
    table.does("ben", ProposeWording(statement=mission, text=words()))
    extended, closed, endless = table.put(closes_at=TOMORROW), table.put(closes_at=TOMORROW), table.put()
    table.does("ben", ExtendDecision(decision=extended, closes_at=START + timedelta(days=9), why=words()))
    table.does("ben", CloseDecision(decision=closed, why=words()))
    table.later(days=1)
    for decision in (overtaken, extended, closed, endless, "nowhere"):
        table.stays_quiet("clock", CloseDecisionByClock(decision=decision), clock=True)


def test_an_overtaken_decision_is_closed_by_nobody(table: Counting) -> None:
    mission = table.makes("ben", OpenStatement(kind="mission"))
    wording = table.makes("ben", ProposeWording(statement=mission, text=words()))
    decision = table.put(subject=Subject("wording", wording))
    table.does("cleo", ProposeWording(statement=mission, text=words()))
    table.refuses("ben", CloseDecision(decision=decision), "new text has replaced")


@pytest.mark.parametrize(
    ("ballots", "threshold", "outcome"),
    [
        ({"ana": "yes", "ben": "yes", "cleo": "no"}, "0.5", "agreed"),
        ({"ana": "yes", "ben": "no", "cleo": "abstain"}, "0.5", "not agreed"),  # Half is not more than half.
        ({"ana": "yes", "ben": "abstain", "cleo": "abstain"}, "0.5", "agreed"),
        ({"ana": "abstain", "ben": "abstain", "cleo": "abstain"}, "0", "not agreed"),
        ({"ana": "no", "ben": "no", "cleo": "no"}, "0", "not agreed"),
        ({"ana": "yes", "ben": "yes", "cleo": "no"}, "0.666667", "not agreed"),
        ({"ana": "yes", "ben": "yes", "cleo": "no"}, "0.666666", "agreed"),
        ({"ana": "yes", "ben": "yes"}, "0.5", "too few voices"),
        ({}, "0.5", "too few voices"),
    ],
)
def test_a_majority_is_more_than_the_threshold_of_yes_and_no(
    table: Counting, ballots: dict[str, str], threshold: str, outcome: str
) -> None:
    decision = table.put(method="majority", threshold=Decimal(threshold))
    table.vote(decision, **ballots)
    assert table.outcome(decision).outcome == outcome


@pytest.mark.parametrize(
    ("ballots", "outcome"),
    [
        ({"ana": "no_objection", "ben": "no_objection", "cleo": "no_objection"}, "agreed"),
        ({"ana": "no_objection", "ben": "no_objection", "cleo": "objection"}, "not agreed"),
        ({"ana": "no_objection", "cleo": "objection"}, "too few voices"),
    ],
)
def test_without_objections_a_proposal_is_agreed(
    table: Counting, ballots: dict[str, str], outcome: str
) -> None:
    decision = table.put()
    table.vote(decision, **ballots)
    assert table.outcome(decision).outcome == outcome


@pytest.mark.parametrize(
    ("quorum", "voices", "enough"),
    [
        ("0", 0, True),
        ("0.2", 1, True),
        ("0.21", 1, False),
        ("0.4", 2, True),
        ("0.5", 2, False),
        ("1", 4, False),
        ("1", 5, True),
        ("0.000001", 0, False),
        ("0.000001", 1, True),
    ],
)
def test_the_quorum_is_rounded_up_to_whole_voices(
    table: Counting, quorum: str, voices: int, enough: bool
) -> None:
    decision = table.put(quorum=Decimal(quorum))
    table.vote(decision, **dict.fromkeys(("ana", *FOUR)[:voices], "no_objection"))
    assert (table.outcome(decision).outcome != "too few voices") is enough


def test_objections_taken_back_no_longer_count(table: Counting) -> None:
    decision = table.put(quorum=Decimal("0.4"))
    table.vote(decision, ana="no_objection", ben="no_objection")
    objection = table.makes("cleo", RaiseObjection(decision=decision, reason=words()))
    table.does("cleo", WithdrawObjection(objection=objection))
    published = table.outcome(decision)
    assert published.counts == {"no objection": 2, "objection": 0}
    assert published.outcome == "agreed"


def test_who_joined_later_changes_no_denominator(table: Counting) -> None:
    decision = table.put(electorate_kind="members")
    table.does("ana", AdmitPeople(people=tuple(f"v-{n}" for n in range(50)), source="a list"))
    assert table.outcome(decision).entitled == 5


def test_an_agreed_wording_becomes_the_statement_for_a_year(table: Counting) -> None:
    mission = table.makes("ben", OpenStatement(kind="mission"))
    wording = table.makes("ben", ProposeWording(statement=mission, text=words()))
    decision = table.put(subject=Subject("wording", wording), quorum=Decimal(0), closes_at=TOMORROW)
    table.later(days=1)
    assert table.clock(decision)[2:] == (
        StatementAdopted(statement=mission, wording=wording, decision=decision, review_on=date(2027, 3, 3)),
    )


def test_an_agreed_goal_is_taken_on(table: Counting) -> None:
    goal = table.makes("ben", ProposeGoal(title=words()))
    decision = table.put(subject=Subject("goal", goal), quorum=Decimal(0))
    assert table.does("ben", CloseDecision(decision=decision))[2:] == (
        GoalAdopted(goal=goal, decision=decision),
    )


def test_what_is_not_agreed_changes_nothing_and_can_be_put_again(table: Counting) -> None:
    goal = table.makes("ben", ProposeGoal(title=words()))
    decision = table.put(subject=Subject("goal", goal))
    assert len(table.does("ben", CloseDecision(decision=decision))) == 2
    table.put(subject=Subject("goal", goal))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 3, 2), date(2027, 3, 2)), (date(2028, 2, 29), date(2029, 2, 28))],
)
def test_a_year_later_is_the_same_day(day: date, expected: date) -> None:
    assert a_year_after(day) == expected


def test_openings_and_extensions_are_due_and_nothing_else(table: Counting) -> None:
    opened = table.does("ben", OpenDecision(title=words(), closes_at=TOMORROW))
    decision = table.act.command
    endless = table.does("ben", OpenDecision(title=words()))
    later = datetime(2026, 4, 1, tzinfo=UTC)
    extended = table.does("ben", ExtendDecision(decision=decision, closes_at=later, why=words()))
    assert isinstance(opened[0], DecisionOpened)
    assert due_after([*opened, *endless, *extended]) == [
        (TOMORROW, "close decision", decision),
        (later, "close decision", decision),
    ]
    assert command_for("close decision", decision) == CloseDecisionByClock(decision=decision)
    with pytest.raises(ValueError, match="nothing is known"):
        command_for("sing", decision)
