"""How a partnership begins: who says what kind of thing it is, who comes in when, a first quick win."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from events.leadership import QuickWinChosen
from events.partners import InclusionWavePlanned, StartingApproachChosen
from tests.workspace.table import START, Table, words
from workspace.commands import Command
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands.founding import ChooseStartingApproach, PlanInclusionWave

APPROACH = ChooseStartingApproach(we="coalition", approach="small", affected=words("who"), why=words("why"))
FIRST = PlanInclusionWave(number=1, categories=("patient", "clinician", "patient"))
TODAY = START.date()


def quick(days: int) -> ChooseQuickWin:
    return ChooseQuickWin(title=words("a walk"), due=TODAY + timedelta(days=days))


def test_whoever_convenes_says_what_kind_of_group_it_is_and_how_it_starts() -> None:
    assert Table().does("ana", APPROACH) == (
        StartingApproachChosen(we="coalition", approach="small", affected=words("who"), why=words("why")),
    )


def test_a_wave_names_each_kind_once() -> None:
    assert Table().does("ana", FIRST) == (
        InclusionWavePlanned(number=1, title=None, categories=("patient", "clinician"), by=None),
    )


def test_a_wave_needs_somebody_or_a_name() -> None:
    table = Table()
    table.refuses("ana", PlanInclusionWave(number=2), "choose at least one")
    table.does("ana", PlanInclusionWave(number=2, title=words("neighbours")))


def test_a_wave_is_not_planned_for_a_day_beyond_calendars() -> None:
    Table().refuses("ana", PlanInclusionWave(number=1, categories=("payer",), by=date(9999, 1, 1)), "too far")


def test_a_facilitator_may_say_how_it_begins() -> None:
    table = Table()
    table.admit("fay", role="facilitator")
    table.does("fay", APPROACH)
    table.does("fay", FIRST)
    table.does("fay", quick(3))


@pytest.mark.parametrize("command", [APPROACH, FIRST, quick(3)])
@pytest.mark.parametrize("who", ["ben", "olga", "stranger"])
def test_nobody_else_may(command: Command, who: str) -> None:
    table = Table()
    table.admit("ben")
    table.admit("olga", role="observer")
    assert table.refuses(who, command, "").kind == "not allowed"


@pytest.mark.parametrize("days", [-1, 0, 7, 30, 31])
def test_a_quick_win_is_done_within_thirty_days_in_any_zone(days: int) -> None:
    assert Table().does("ana", quick(days)) == (
        QuickWinChosen(title=words("a walk"), due=TODAY + timedelta(days=days)),
    )


@pytest.mark.parametrize("days", [-2, 32, 365])
def test_what_takes_longer_is_no_quick_win(days: int) -> None:
    Table().refuses("ana", quick(days), "within 30 days")
