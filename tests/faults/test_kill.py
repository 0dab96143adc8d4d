"""Whoever is killed in the middle of writing loses nothing that was acknowledged, and doubles nothing."""

from __future__ import annotations

import asyncio
import base64
import os
import random
import subprocess
import sys
from itertools import count
from pathlib import Path

import msgspec
import pytest

from events.log.log import Log
from tests.faults.voting import PARTNERSHIP, Place, batches, beginning, must_hold, replayed, vote
from tests.web.commanded import ROOT, Server, shown
from tests.web.served import settings_for
from web.command_line.opening import own_desk
from web.command_line.views import wanted
from web.control import Kept, ServerSaysNo, ServersDesk, socket_path
from web.settings import load_settings

pytestmark = pytest.mark.fault

KILLS_ON_SQLITE = 20
KILLS_ON_POSTGRESQL = 5
WRITERS = 3
FEWEST = 40
"""Acknowledged votes after which a server may be killed: by then the groups are full."""


class Votes:
    """Numbers of votes for several writers at once, and what was acknowledged of them."""

    def __init__(self) -> None:
        self.numbers = count()
        self.acknowledged: dict[str, Place] = {}
        self.unanswered: list[int] = []

    async def cast(self, desk: ServersDesk, size: int) -> None:
        """One batch; if the server dies meanwhile, it is not known what became of it."""
        batch = [next(self.numbers) for _ in range(size)]
        asked = [vote(number) for number in batch]
        try:
            answers = await desk.ask(asked)
        except ServerSaysNo:
            self.unanswered += batch
            raise
        for one, answer in zip(asked, answers, strict=True):
            assert isinstance(answer, Kept), answer
            self.acknowledged[one.command] = Place(answer.first, answer.count)


async def vote_until_killed(data: Path, server: Server, votes: Votes, chance: random.Random) -> None:
    """Several writers side by side; the server is killed when a random number of votes was acknowledged."""
    path = socket_path(load_settings({"EVERYSEAT_DATA": str(data)}))
    enough = len(votes.acknowledged) + FEWEST + chance.randrange(400)

    async def write() -> None:
        desk = await ServersDesk.reach(path)
        assert desk is not None
        try:
            while True:
                await votes.cast(desk, chance.randint(1, 50))
                if len(votes.acknowledged) >= enough:
                    server.process.kill()
        except ServerSaysNo:
            await desk.close()

    await asyncio.gather(*(write() for _ in range(WRITERS)))
    server.kill()


async def ask_again(data: Path, votes: Votes) -> None:
    """Whatever was not answered is asked again: it is done now, or it was done then."""
    desk = await ServersDesk.reach(socket_path(load_settings({"EVERYSEAT_DATA": str(data)})))
    assert desk is not None
    asked = [vote(number) for number in votes.unanswered]
    for one, answer in zip(asked, await desk.ask(asked), strict=True):
        assert isinstance(answer, Kept), answer
        votes.acknowledged[one.command] = Place(answer.first, answer.count)
    votes.unanswered.clear()
    await desk.close()


async def begin(data: Path) -> None:
    """A partnership to vote in."""
    desk = await ServersDesk.reach(socket_path(load_settings({"EVERYSEAT_DATA": str(data)})))
    assert desk is not None
    assert all(isinstance(answer, Kept) for answer in await desk.ask(beginning()))
    await desk.close()


def test_a_server_killed_twenty_times_while_it_writes_loses_nothing_on_sqlite(tmp_path: Path) -> None:
    votes, chance = Votes(), random.Random(20)
    with Server(tmp_path) as server:
        asyncio.run(begin(tmp_path))
        server.stop()
    for _ in range(KILLS_ON_SQLITE):
        with Server(tmp_path) as server:
            if votes.unanswered:
                asyncio.run(ask_again(tmp_path, votes))
            asyncio.run(vote_until_killed(tmp_path, server, votes, chance))
        with Log.open(f"sqlite:///{tmp_path / 'everyseat.sqlite'}", read_only=True) as log:
            must_hold(log, votes.acknowledged)
    with Server(tmp_path):
        asyncio.run(ask_again(tmp_path, votes))
        seen = shown(tmp_path, "goals", PARTNERSHIP)["goals"]
    with Log.open(f"sqlite:///{tmp_path / 'everyseat.sqlite'}", read_only=True) as log:
        must_hold(log, votes.acknowledged)
        folded = replayed(log).views["goals"]
    assert seen[0]["votes"] == msgspec.structs.asdict(folded.goals[seen[0]["id"]].votes)


@pytest.fixture
def environment(migrated_postgresql_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a server on PostgreSQL."""
    return {
        "EVERYSEAT_DATABASE_URL": migrated_postgresql_url,
        "EVERYSEAT_DATA": str(tmp_path),
        "EVERYSEAT_MASTER_KEY": base64.b64encode(b"m" * 32).decode(),
        "EVERYSEAT_SECRET": base64.b64encode(b"s" * 32).decode(),
    }


async def test_a_writer_killed_while_it_writes_loses_nothing_on_postgresql(
    environment: dict[str, str], migrated_postgresql_url: str
) -> None:
    settings, chance = settings_for(migrated_postgresql_url), random.Random(5)
    async with own_desk(settings) as desk:
        await desk.ask(beginning())
    acknowledged: dict[str, Place] = {}
    first = 0
    for _ in range(KILLS_ON_POSTGRESQL):
        acknowledged |= write_until_killed(environment, first, FEWEST + chance.randrange(400))
        with Log.open(migrated_postgresql_url, read_only=True) as log:
            must_hold(log, acknowledged)
            first = log.head(PARTNERSHIP).position
    async with own_desk(settings) as desk:
        live = await desk.engine.views(PARTNERSHIP)
        again = replayed(desk.engine.log).shown(live.at, live=True)
        assert live.position == again.position
        assert wanted(live, desk.engine.keys) == wanted(again, desk.engine.keys)


def write_until_killed(environment: dict[str, str], first: int, enough: int) -> dict[str, Place]:
    """What a process acknowledged before it was killed. It may have kept more than it could say."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", PARTNERSHIP, str(first)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    acknowledged = {}
    for number, line in enumerate(process.stdout):
        if number == enough:
            process.kill()
        if not line.endswith("\n"):
            break
        command, at, length = line.split()
        acknowledged[command] = Place(int(at), int(length))
    process.stdout.close()
    process.wait(30)
    assert len(acknowledged) >= enough
    return acknowledged


def test_the_batches_do_not_repeat_a_vote() -> None:
    made = batches(PARTNERSHIP, 0)
    commands = [one.command for _ in range(50) for one in next(made)]
    assert len(set(commands)) == len(commands)
