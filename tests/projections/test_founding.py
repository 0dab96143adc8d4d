"""The view "founding": how the partnership begins, as it was said last."""

from __future__ import annotations

from datetime import date

import pytest

from events.leadership import QuickWinChosen
from events.partners import InclusionWavePlanned, StartingApproachChosen
from projections.partners import founding
from tests.projections.told import Told, words
from tests.workspace.histories import random_history


def wave(number: int, *categories: str) -> InclusionWavePlanned:
    return InclusionWavePlanned(number=number, title=None, categories=categories, by=None)  # type: ignore[arg-type]


def test_what_was_said_last_holds() -> None:
    told = Told(founding.PROJECTION).tell(
        StartingApproachChosen(we="network", approach="large", affected=None, why=None),
        StartingApproachChosen(we="coalition", approach="small", affected=words("us"), why=None),
        QuickWinChosen(title=words("a walk"), due=date(2026, 3, 9)),
        QuickWinChosen(title=words("a talk"), due=date(2026, 3, 19)),
    )
    view = told.view
    assert (view.approach.we, view.approach.approach, view.approach.provenance.position) == (
        "coalition",
        "small",
        2,
    )
    assert (view.quick_win.title, view.quick_win.due) == (words("a talk"), date(2026, 3, 19))


def test_waves_stand_in_order_and_the_same_number_replaces() -> None:
    told = Told(founding.PROJECTION).tell(wave(2, "payer"), wave(1, "patient"), wave(2, "clinician"))
    assert [(one.number, one.categories) for one in told.view.waves] == [
        (1, ("patient",)),
        (2, ("clinician",)),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_live_rebuilt_and_from_a_snapshot_are_the_same(seed: int) -> None:
    told = Told(founding.PROJECTION)
    for recorded in random_history(seed, 250):
        told.add(recorded)
    assert told.view == told.rebuilt() == told.from_snapshot()
    assert told.view != founding.Founding()
