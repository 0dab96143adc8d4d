"""What people might ask about how it begins."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from events.partners import Category, KindOfWe, StartingApproach
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands.founding import ChooseStartingApproach, PlanInclusionWave


def choose_approach(a: Asking) -> Command:
    return ChooseStartingApproach(
        we=a.one(get_args(KindOfWe)),
        approach=a.one(get_args(StartingApproach)),
        affected=a.perhaps("affected"),
        why=a.perhaps("why"),
    )


def plan_wave(a: Asking) -> Command:
    categories = tuple(a.one(get_args(Category)) for _ in range(a.chance.randrange(4)))
    return PlanInclusionWave(
        number=a.chance.randrange(1, 10),
        title=a.perhaps("title"),
        categories=categories,
        by=a.day() if a.likely(40) else None,
    )


def choose_quick_win(a: Asking) -> Command:
    due = (a.act.at + timedelta(days=a.chance.randrange(-2, 34))).date()
    return ChooseQuickWin(title=a.words("title"), due=due)


MAKERS: list[tuple[Maker, int]] = [(choose_approach, 1), (plan_wave, 2), (choose_quick_win, 1)]
