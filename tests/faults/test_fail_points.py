"""A process dies between two steps that belong together: afterwards everything has happened exactly once."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import msgspec
import pytest

from events.decisions import DecisionClosed, DecisionOpened
from events.goals import GoalProposed
from events.log.codec import decode
from events.log.failing import POINTS, VARIABLE, Point
from events.log.log import Log
from tests.faults.conftest import Counted
from tests.faults.doing import done
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, PEOPLE, Votes, asked, beginning, must_hold, vote
from tests.web.served import MASTER, SECRET, settings_for
from web.command_line.opening import own_desk
from web.control import Asked, Kept, OwnDesk
from web.settings import SettingsProblem, load_settings

pytestmark = pytest.mark.fault

KILLED = -signal.SIGKILL
TITLES = [f"Goal number {number}, in somebody's own words" for number in range(40)]
"""Enough for twelve deaths, each one event further into what is left."""


@pytest.fixture
def environment(migrated_database_url: str, tmp_path: Path) -> dict[str, str]:
    """Where such a process may die: in the demo, and nowhere else."""
    return {
        "EVERYSEAT_DATABASE_URL": migrated_database_url,
        "EVERYSEAT_DATA": str(tmp_path),
        "EVERYSEAT_MASTER_KEY": MASTER,
        "EVERYSEAT_SECRET": SECRET,
        "EVERYSEAT_DEMO": "1",
    }


@asynccontextmanager
async def desk_at(url: str) -> AsyncIterator[OwnDesk]:
    """A process that lives."""
    async with own_desk(settings_for(url)) as desk:
        yield desk


def things() -> list[Asked]:
    """What is asked one by one: votes, and goals with words that need keys."""
    goals = [
        asked("ProposeGoal", f"e{number:031x}", PEOPLE[number % len(PEOPLE)], title=title)
        for number, title in enumerate(TITLES, 1)
    ]
    return [one for pair in zip(goals, map(vote, range(len(goals))), strict=True) for one in pair]


async def settle(desk: OwnDesk, history: Votes, everything: list[Asked]) -> int:
    """Ask what was not answered again; how much of it had been kept already."""
    left = [one for one in everything if one.command not in history.kept]
    answers = [(one, (await desk.ask([one]))[0]) for one in left]
    for one, answer in answers:
        assert isinstance(answer, Kept), answer
        history.answered(one.command, answer.first, answer.count)
    return sum(answer.again for _, answer in answers if isinstance(answer, Kept))


@pytest.mark.parametrize("point", ["keys kept", "events kept"])
async def test_a_death_between_key_event_and_answer_leaves_everything_once(
    migrated_database_url: str, environment: dict[str, str], point: Point, counted: Counted
) -> None:
    history, deaths = Votes(), size(2, 12)
    async with desk_at(migrated_database_url) as desk:
        await settle(desk, history, beginning())
    for turn in range(1, deaths + 1):
        how = await asyncio.to_thread(done, environment | {VARIABLE: f"{point}:{turn}"}, things(), history)
        assert (how, len(history.unknown)) == (KILLED, 1)
        with Log.open(migrated_database_url, read_only=True) as log:
            must_hold(log, history)
    async with desk_at(migrated_database_url) as desk:
        await settle(desk, history, things())
        must_hold(desk.engine.log, history)
        goals = (await desk.engine.views(PARTNERSHIP)).goals.goals
        words = [desk.engine.keys.open(PARTNERSHIP, goal.title) for goal in goals.values()]
        made = Counter(type(decode(one.state).event) for one in desk.engine.log.read(PARTNERSHIP))
    assert set(TITLES) <= {str(text) for text in words}
    assert made[GoalProposed] == len(TITLES) + 1
    counted(deaths=deaths, acknowledged=len(history.kept), lost=0, doubled=0)


async def nothing_is_due(log: Log) -> None:
    """Wait until the clock has done everything."""
    while log.due(datetime.now(UTC)):
        await asyncio.to_thread(Event().wait, 0.05)


async def test_a_death_after_the_clock_did_its_work_does_not_do_it_twice(
    migrated_database_url: str, environment: dict[str, str]
) -> None:
    async with desk_at(migrated_database_url) as desk:
        assert all(isinstance(answer, Kept) for answer in await desk.ask(beginning()))
    now, history = datetime.now(UTC), Votes()
    opening = asked("OpenDecision", "d" * 32, PEOPLE[0], title="Shall we meet?", closes_at=now.isoformat())
    # An hour ago by word of mouth, so that it has just closed; decisions take a minute at least.
    opening = msgspec.structs.replace(opening, at=now - timedelta(hours=1), recorded_by=PEOPLE[0])
    how = await asyncio.to_thread(done, environment | {VARIABLE: "due done"}, [opening], history)
    assert (how, len(history.kept)) == (KILLED, 1)
    async with desk_at(migrated_database_url) as desk:
        log = desk.engine.log
        assert len(log.due(datetime.now(UTC))) == 1
        await asyncio.wait_for(nothing_is_due(log), 20)
        made = Counter(type(decode(one.state).event) for one in log.read(PARTNERSHIP))
    assert (made[DecisionOpened], made[DecisionClosed]) == (1, 1)


@pytest.mark.parametrize("point", POINTS)
def test_a_real_server_refuses_to_die_on_purpose(environment: dict[str, str], point: Point) -> None:
    real = environment | {VARIABLE: point, "EVERYSEAT_DEMO": ""}
    with pytest.raises(SettingsProblem, match="die on purpose"):
        load_settings(real)
