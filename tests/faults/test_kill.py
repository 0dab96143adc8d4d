"""Whoever is killed in the middle of writing loses nothing that was acknowledged, and doubles nothing."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from events.log.log import Log
from tests.faults.conftest import Counted
from tests.faults.looking import shown_on, token_in
from tests.faults.sizes import chance, size
from tests.faults.voting import (
    PARTNERSHIP,
    Votes,
    batches,
    beginning,
    must_hold,
    replayed,
    views_must_hold,
    vote,
)
from tests.faults.warm import Warm
from tests.faults.writer import acknowledged, started
from tests.web.served import settings_for
from web.command_line.opening import own_desk
from web.control import Answer, Asked, Kept, ServerSaysNo, ServersDesk, socket_path
from web.settings import load_settings

pytestmark = pytest.mark.fault

CHECKED_EVERY = size(5, 50)
"""Kills after which the whole record is read and checked; the last one always is."""
WRITERS = 3
FEWEST = 40
"""Acknowledged votes after which a server may be killed: by then the groups are full."""


class Voters:
    """Numbers of votes for several writers at once, and what was acknowledged of them."""

    def __init__(self) -> None:
        self.numbers = count()
        self.history = Votes()

    async def cast(self, desk: ServersDesk, size: int) -> None:
        """One batch; if the server dies meanwhile, it is not known what became of it."""
        batch = [vote(next(self.numbers)) for _ in range(size)]
        try:
            answers = await desk.ask(batch)
        except ServerSaysNo:
            for one in batch:
                self.history.unanswered(one.command, one)
            raise
        note(self.history, batch, answers)


def note(history: Votes, asked: Sequence[Asked], answers: Sequence[Answer]) -> None:
    """Write down what was answered. Votes are never refused."""
    for one, answer in zip(asked, answers, strict=True):
        assert isinstance(answer, Kept), answer
        history.answered(one.command, answer.first, answer.count)


async def vote_until_killed(data: Path, warm: Warm, voters: Voters, accidents: random.Random) -> None:
    """Several writers side by side; the server is killed when a random number of votes was acknowledged."""
    path = socket_path(load_settings({"EVERYSEAT_DATA": str(data)}))
    enough = len(voters.history.kept) + FEWEST + accidents.randrange(400)

    async def write() -> None:
        desk = await ServersDesk.reach(path)
        assert desk is not None
        try:
            while True:
                await voters.cast(desk, accidents.randint(1, 50))
                if len(voters.history.kept) >= enough:
                    warm.shoot()
        except ServerSaysNo:
            await desk.close()

    await asyncio.gather(*(write() for _ in range(WRITERS)))
    warm.kill()


async def ask_again(data: Path, history: Votes) -> None:
    """Whatever was not answered is asked again: it is done now, or it was done then."""
    desk = await ServersDesk.reach(socket_path(load_settings({"EVERYSEAT_DATA": str(data)})))
    assert desk is not None
    asked = history.open()
    note(history, asked, await desk.ask(asked))
    await desk.close()


async def begin(data: Path) -> None:
    """A partnership to vote in."""
    desk = await ServersDesk.reach(socket_path(load_settings({"EVERYSEAT_DATA": str(data)})))
    assert desk is not None
    assert all(isinstance(answer, Kept) for answer in await desk.ask(beginning()))
    await desk.close()


def test_a_server_killed_again_and_again_while_it_writes_loses_nothing_on_sqlite(
    tmp_path: Path, counted: Counted
) -> None:
    voters, accidents, kills = Voters(), chance("kill sqlite"), size(20, 1_000)
    url = f"sqlite:///{tmp_path / 'everyseat.sqlite'}"
    warm = Warm()
    port = warm.start(tmp_path, 0, {})
    asyncio.run(begin(tmp_path))
    for number in range(1, kills + 1):
        asyncio.run(ask_again(tmp_path, voters.history))
        asyncio.run(vote_until_killed(tmp_path, warm, voters, accidents))
        if number % CHECKED_EVERY == 0:
            with Log.open(url, read_only=True) as log:
                must_hold(log, voters.history)
                views_must_hold(log)
        warm.start(tmp_path, port, {})
    asyncio.run(ask_again(tmp_path, voters.history))
    token = asyncio.run(token_in(tmp_path))
    went_on = shown_on(port, token)
    warm.kill()
    forget_what_was_folded(tmp_path / "everyseat.sqlite")
    warm.start(tmp_path, port, {})
    assert shown_on(port, token) == went_on
    warm.close()
    with Log.open(url, read_only=True) as log:
        must_hold(log, voters.history)
        views_must_hold(log)
    counted(
        kills=kills, kept=len(voters.history.kept), unknown=voters.history.were_unknown, lost=0, doubled=0
    )


def forget_what_was_folded(file: Path) -> None:
    """The next server has to begin with the first event."""
    with closing(sqlite3.connect(file, isolation_level=None)) as log:
        assert log.execute("DELETE FROM snapshots").rowcount > 0


async def test_a_process_that_only_writes_killed_again_and_again_loses_nothing_on_postgresql(
    environment: dict[str, str], migrated_postgresql_url: str, counted: Counted
) -> None:
    settings, accidents, kills = (
        settings_for(migrated_postgresql_url),
        chance("kill postgresql"),
        size(5, 200),
    )
    async with own_desk(settings) as desk:
        await desk.ask(beginning())
    history, first = Votes(), 0
    for number in range(1, kills + 1):
        write_until_killed(environment, history, first, FEWEST + accidents.randrange(400))
        with Log.open(migrated_postgresql_url, read_only=True) as log:
            if number % CHECKED_EVERY == 0 or number == kills:
                must_hold(log, history)
            first = log.head(PARTNERSHIP).position
    async with own_desk(settings) as desk:
        live = await desk.engine.views(PARTNERSHIP)
        again = replayed(desk.engine.log).shown(live.at, live=True)
        assert live == again
    counted(kills=kills, acknowledged=len(history.kept), lost=0, doubled=0)


def write_until_killed(environment: dict[str, str], history: Votes, first: int, enough: int) -> None:
    """Let a process write until so much was acknowledged. It may have kept more than it could say."""
    process, said = started(environment, first), 0
    for said, (command, at, length) in enumerate(acknowledged(process), 1):
        history.answered(command, at, length)
        if said == enough:
            process.kill()
    assert said >= enough


def test_the_batches_do_not_repeat_a_vote() -> None:
    made = batches(PARTNERSHIP, 0)
    commands = [one.command for _ in range(50) for one in next(made)]
    assert len(set(commands)) == len(commands)
