"""Decisions: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from events.decisions import (
    DecisionOpened,
    Subject,
)
from tests.workspace.table import START, words
from tests.workspace.voting import Voting
from workspace import decider
from workspace.acts import Act
from workspace.charter.commands import OpenStatement, ProposeWording
from workspace.decisions import opening
from workspace.decisions.commands import (
    OpenDecision,
)
from workspace.goals.commands import AdoptGoal, DropGoal, ProposeGoal
from workspace.partners.commands import GrantMandate, GrantRole, LeavePartnership, PausePartner
from workspace.refusals import Refusal

TOMORROW = START + timedelta(days=1)


@pytest.fixture
def table() -> Voting:
    return Voting()


def test_any_member_puts_a_question_of_its_own(table: Voting) -> None:
    command = OpenDecision(title=words(), closes_at=TOMORROW, zone="Europe/Madrid")
    assert table.does("ben", command) == (
        DecisionOpened(
            decision=table.act.command,
            title=words(),
            subject=Subject("question", table.act.command),
            method="no objection",
            electorate_kind="partners",
            electorate=("ana", "ben", "cleo"),
            quorum=Decimal("0.5"),
            threshold=Decimal("0.5"),
            closes_at=TOMORROW,
            zone="Europe/Madrid",
        ),
    )


@pytest.mark.parametrize("kind", ["wording", "goal"])
def test_what_is_decided_on_exists(table: Voting, kind: Any) -> None:
    table.refuses("ben", OpenDecision(title=words(), subject=Subject(kind, "nowhere")), "is not here")


def test_one_open_decision_on_a_statement_at_a_time(table: Voting) -> None:
    mission = table.makes("ana", OpenStatement(kind="mission"))
    one, other = (table.makes("ben", ProposeWording(statement=mission, text=words())) for _ in range(2))
    table.put(subject=Subject("wording", one))
    for wording in (one, other):
        again = OpenDecision(title=words(), subject=Subject("wording", wording))
        table.refuses("ana", again, "is open already")


def test_one_open_decision_on_a_goal_at_a_time_and_nobody_forestalls_it(table: Voting) -> None:
    goal = table.makes("ben", ProposeGoal(title=words()))
    table.put(subject=Subject("goal", goal))
    table.refuses("ana", OpenDecision(title=words(), subject=Subject("goal", goal)), "is open already")
    table.refuses("ana", AdoptGoal(goal=goal), "People are voting")
    table.refuses("ben", DropGoal(goal=goal, why=words()), "People are voting")


def test_only_a_proposed_goal_is_decided_on(table: Voting) -> None:
    goal = table.makes("ben", ProposeGoal(title=words()))
    table.does("ana", AdoptGoal(goal=goal))
    table.refuses("ana", OpenDecision(title=words(), subject=Subject("goal", goal)), "waits for a vote")


def test_members_are_people_and_partners_have_one_voice_each(table: Voting) -> None:
    clinic = table.organisation("dan")
    table.does("ana", GrantMandate(person="ana", partner=table.organisation()))
    quiet = table.organisation()
    assert table.electorate("members") == ("ana", "ben", "cleo", "dan")
    assert set(table.electorate("partners")) > {"ana", "ben", "cleo", clinic, quiet}
    assert "dan" not in table.electorate("partners")


def test_who_left_or_only_looks_has_no_vote_and_who_pauses_keeps_it(table: Voting) -> None:
    table.admit("olga", role="observer")
    table.does("ana", GrantRole(person="cleo", role="auditor"))
    funder = table.organisation("fred")
    table.does("ana", GrantRole(person="fred", role="funder"))
    table.does("ben", PausePartner())
    table.admit("dan")
    table.does("dan", LeavePartnership())
    assert table.electorate("members") == ("ana", "ben")
    assert table.electorate("partners") == ("ana", "ben")
    assert funder not in table.electorate("partners")


def test_a_mandate_that_ran_out_takes_the_persons_vote_and_leaves_the_organisations(table: Voting) -> None:
    clinic = table.organisation("dan")
    table.does("ana", GrantMandate(person="dan", partner=clinic, until=TOMORROW))
    assert "dan" in table.electorate("members")
    table.later(days=1)
    assert "dan" not in table.electorate("members")
    assert clinic in table.electorate("partners")


def test_somebody_must_be_there_to_vote() -> None:
    act = Act(command="c-1", person="ana", at=START)
    answer = opening.decide(OpenDecision(title=words()), decider.empty(), act)
    assert isinstance(answer, Refusal)
    assert "Nobody may vote here yet" in answer.sentence


@pytest.mark.parametrize(
    ("closes_at", "saying"),
    [
        (START - timedelta(days=1), "Choose a later time"),
        (START + timedelta(seconds=59), "Choose a later time"),
        (START + timedelta(days=367), "more than a year"),
    ],
)
def test_a_closing_time_is_a_minute_to_a_year_away(table: Voting, closes_at: Any, saying: str) -> None:
    table.refuses("ben", OpenDecision(title=words(), closes_at=closes_at), saying)


@pytest.mark.parametrize("closes_at", [START + timedelta(minutes=1), START + timedelta(days=366)])
def test_the_nearest_and_farthest_closing_times_are_fine(table: Voting, closes_at: Any) -> None:
    table.put(closes_at=closes_at)


@pytest.mark.parametrize("share", ["-0.1", "1.01", "NaN", "Infinity", "0.1234567"])
def test_shares_are_between_nothing_and_all(table: Voting, share: str) -> None:
    for field in ("quorum", "threshold"):
        command = OpenDecision(title=words(), **{field: Decimal(share)})
        table.refuses("ben", command, "between 0 and 100 percent")


def test_a_majority_of_more_than_all_is_not_asked_for(table: Voting) -> None:
    command = OpenDecision(title=words(), method="majority", threshold=Decimal(1))
    table.refuses("ben", command, "more than all")
