"""Objectives and progress: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from events.goals import (
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
)
from tests.workspace.pursuing import IN_JUNE, SMART, Goals
from tests.workspace.table import START, words
from workspace.goals.commands import (
    DropGoal,
    ReportProgress,
    ReviseObjective,
)
from workspace.partners.commands import LeavePartnership, PausePartner


@pytest.fixture
def table() -> Goals:
    return Goals()


def test_any_member_defines_a_step_to_an_adopted_goal(table: Goals) -> None:
    table.in_state("adopted")
    assert table.does("cleo", table.step()) == (
        ObjectiveDefined(
            objective=table.act.command,
            goal=table.goal,
            title=words(),
            smart=SMART,
            baseline=Decimal(0),
            target=Decimal(10),
            unit=words(),
            owner="ben",
            due=IN_JUNE,
        ),
    )


@pytest.mark.parametrize(
    ("state", "saying"),
    [("proposed", "not taken on yet"), ("dropped", "was let go"), ("achieved", "is reached")],
)
def test_a_step_leads_to_a_goal_that_is_pursued(table: Goals, state: str, saying: str) -> None:
    table.in_state(state)
    table.refuses("cleo", table.step(), saying)


@pytest.mark.parametrize(
    ("given", "saying"),
    [
        ({"target": Decimal(0)}, "Choose another target"),
        ({"due": START.date()}, "Choose a day after today"),
        ({"due": date.max}, "This day is too far away"),
        ({"target": Decimal("NaN")}, "Give a number"),
        ({"baseline": Decimal("1e10")}, "Give a number"),
        ({"owner": "nobody"}, "no such partner"),
    ],
)
def test_a_step_can_be_measured_owned_and_reached_in_time(
    table: Goals, given: dict[str, Any], saying: str
) -> None:
    table.in_state("adopted")
    table.refuses("cleo", table.step(**given), saying)


def test_tomorrow_is_soon_enough(table: Goals) -> None:
    table.in_state("adopted")
    table.does("cleo", table.step(due=START.date() + timedelta(days=1)))


def test_who_takes_a_break_is_not_asked_but_may_offer(table: Goals) -> None:
    table.in_state("adopted")
    table.does("ben", PausePartner())
    table.refuses("cleo", table.step(owner="ben"), "taking a break")
    table.does("ben", table.step(owner="ben"))


def test_who_left_owns_no_new_step(table: Goals) -> None:
    table.in_state("adopted")
    table.does("ben", LeavePartnership())
    table.refuses("cleo", table.step(owner="ben"), "no such partner")


def test_a_step_is_agreed_anew_by_its_owner_or_who_leads(table: Goals) -> None:
    step = table.objective()
    revise = ReviseObjective(objective=step, target=Decimal(12), due=IN_JUNE, why=words())
    table.refuses("cleo", revise, "Only the partner who looks after this")
    assert table.does("ben", revise) == (
        ObjectiveRevised(objective=step, target=Decimal(12), due=IN_JUNE, why=words()),
    )
    table.stays_quiet("fay", revise)
    same_as_now = ReviseObjective(objective=step, target=Decimal(0), due=IN_JUNE, why=words())
    table.refuses("fay", same_as_now, "Choose another target")
    nowhere = ReviseObjective(objective="nowhere", target=Decimal(1), due=IN_JUNE, why=words())
    table.refuses("fay", nowhere, "step is not here")


@pytest.mark.parametrize(("baseline", "target", "beyond"), [(0, 10, 11), (10, 0, -1), (-5, 5, 6)])
def test_reaching_the_target_from_either_side_achieves_the_step_once(
    table: Goals, baseline: int, target: int, beyond: int
) -> None:
    step = table.objective(baseline, target)
    halfway = ReportProgress(objective=step, value=Decimal(baseline + target) / 2)
    assert table.does("ben", halfway) == (
        ProgressReported(objective=step, value=Decimal(baseline + target) / 2, evidence=None),
    )
    there = ReportProgress(objective=step, value=Decimal(target), evidence=words())
    assert table.does("fay", there) == (
        ProgressReported(objective=step, value=Decimal(target), evidence=words()),
        ObjectiveAchieved(objective=step),
    )
    assert len(table.does("ben", ReportProgress(objective=step, value=Decimal(beyond)))) == 1


def test_a_step_may_be_passed_in_one_go(table: Goals) -> None:
    assert len(table.does("ben", ReportProgress(objective=table.objective(), value=Decimal(99)))) == 2


def test_a_step_that_is_reached_stays_as_it_is(table: Goals) -> None:
    step = table.objective()
    table.does("ben", ReportProgress(objective=step, value=Decimal(10)))
    revise = ReviseObjective(objective=step, target=Decimal(12), due=IN_JUNE, why=words())
    table.refuses("ben", revise, "is reached, so it stays")


def test_progress_is_told_by_the_owner_or_who_leads_while_the_goal_is_pursued(table: Goals) -> None:
    step = table.objective()
    report = ReportProgress(objective=step, value=Decimal(1))
    table.refuses("cleo", report, "Only the partner who looks after this")
    table.refuses("ben", ReportProgress(objective=step, value=Decimal("Infinity")), "Give a number")
    table.refuses("ben", ReportProgress(objective="nowhere", value=Decimal(1)), "step is not here")
    table.does("ana", DropGoal(goal=table.goal, why=words()))
    table.refuses("ben", report, "was let go")


def test_an_organisations_step_is_kept_by_whoever_speaks_for_it(table: Goals) -> None:
    clinic = table.organisation("dan")
    step = table.objective(owner=clinic)
    table.does(f"dan/{clinic}", ReportProgress(objective=step, value=Decimal(1)))
