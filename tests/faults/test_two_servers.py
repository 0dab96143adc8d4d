"""Two servers, each a process of its own, on one PostgreSQL and behind one address: one text for all."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from events.log.log import Log
from tests.faults.conftest import Counted, environment_of
from tests.faults.drafts import DRAFT, begun, kept_draft
from tests.faults.front import Front, fronted
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, PEOPLE
from tests.postgres import free_port
from tests.web.commanded import Server
from tests.web.drafting.traces import NAMES, edits_of
from tests.web.drafting.windows import Windows, windows
from tests.web.drafting.writing import settled
from web.drafting.rooms import MOST_STEPS
from web.settings import load_settings

pytestmark = pytest.mark.fault

KILLS = size(1, 10)
EACH = 150
"""Changes of each person around a kill."""
CLOSED_WITHIN = 60.0


class Cluster:
    """The servers, and the address that people know."""

    def __init__(self, front: Front, url: str, data: Path) -> None:
        self.front, self.url, self._data = front, url, data
        self.environment = environment_of(url, data) | {"EVERYSEAT_BASE_URL": front.url}
        self.settings = load_settings(self.environment)
        self._servers: dict[int, Server] = {}

    async def add(self) -> int:
        """One more server; where it listens."""
        port = free_port()
        await self.start(port)
        self.front.ports.append(port)
        return port

    async def start(self, port: int) -> None:
        """A server in a process of its own."""
        folder = self._data / str(port)
        self._servers[port] = await asyncio.to_thread(
            Server, folder, "--port", str(port), env=self.environment | {"EVERYSEAT_DATA": str(folder)}
        )

    async def kill(self, port: int) -> None:
        """End one at once, in the middle of whatever it does."""
        await asyncio.to_thread(self._servers.pop(port).kill)

    async def stop(self) -> None:
        """Stop all of them."""
        for server in self._servers.values():
            await asyncio.to_thread(server.stop)


@pytest_asyncio.fixture
async def cluster(migrated_postgresql_url: str, tmp_path: Path) -> AsyncIterator[Cluster]:
    """Two servers that run."""
    async with fronted() as front:
        found = Cluster(front, migrated_postgresql_url, tmp_path)
        for _ in range(2):
            await found.add()
        try:
            yield found
        finally:
            await found.stop()


def position_in(log: Log) -> int:
    """How far the draft has come."""
    place = log.drafts.head(PARTNERSHIP, DRAFT)
    return place.position if place else 0


async def closed_up(log: Log) -> None:
    """Wait until the draft is closed by itself: it has grown enough."""
    follower = log.follow()
    async with asyncio.timeout(CLOSED_WITHIN):
        while (place := log.drafts.head(PARTNERSHIP, DRAFT)) is None or place.since < MOST_STEPS:
            await asyncio.to_thread(follower.wait, 0.2)
    follower.close()


async def test_two_people_on_two_servers_end_the_same_though_one_server_dies(
    cluster: Cluster, counted: Counted
) -> None:
    """Unmodified providers. Whose server dies goes on at the other; the draft is closed once, not by each."""
    cookies = await begun(cluster.settings, PEOPLE[:3])
    people = dict(zip(("ana", "ben"), cookies, strict=False))
    edits = [edits[: EACH * KILLS] for edits in edits_of(NAMES[1], 2, EACH * KILLS)]
    async with windows() as table:
        for name, cookie in people.items():
            await table.join(name, cluster.front.url, DRAFT, cookie)
        assert sorted(cluster.front.went_to.values()) == [1, 1], "both are at one server"
        for turn in range(KILLS):
            port = cluster.front.ports[turn % 2]
            for name, own in zip(people, edits, strict=True):
                await table.do(name, "type", edits=own[turn * EACH : (turn + 1) * EACH], pause=4)
            await table.do("ana", "typed", count=EACH // 3)
            await cluster.kill(port)
            await table.same(*people)
            await cluster.start(port)
        came_back = sum(cluster.front.went_to.values()) - len(people)
        assert came_back >= KILLS, "nobody was at a server that died"
        await table.join("cleo", cluster.front.url, DRAFT, cookies[2])
        ends = await grown(cluster, table, ("ana", "ben", "cleo"))
    await cluster.stop()
    found = await kept_draft(cluster.settings)
    assert settled(found.whole) == settled(b64decode(ends["whole"]))
    assert found.told == ends["text"]
    assert found.closings == found.sealed
    assert found.roots_hold
    assert found.readable_before == 0
    counted(
        history=NAMES[1],
        kills=KILLS,
        came_back=came_back,
        steps=found.steps,
        closings=len(found.closings),
        lost=0,
    )


async def grown(cluster: Cluster, table: Windows, people: Sequence[str]) -> dict[str, Any]:
    """Everybody writes on at both servers until the draft is closed by itself, and then a little more."""
    with Log.open(cluster.url, read_only=True) as log:
        while position_in(log) < MOST_STEPS:
            await written_by_all(table, people, 200)
        await closed_up(log)
    return await written_by_all(table, people, 20)


async def written_by_all(table: Windows, people: Sequence[str], each: int) -> dict[str, Any]:
    """Each writes so many words; what there is when all have all of it."""
    for one in people:
        await table.do(one, "type", edits=[[at * 31 % 1_000, 0, f"{one} "] for at in range(each)], pause=2)
    return await table.same(*people)
