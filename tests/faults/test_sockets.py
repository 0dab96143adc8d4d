"""Open pages when the server is killed, and when one of them never reads."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from threading import Event
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.faults.conftest import Counted
from tests.faults.pages import OpenPage, cookies_of
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, PEOPLE, asked, beginning, vote
from tests.web.commanded import Server
from web.control import Asked, Kept, ServersDesk, socket_path
from web.settings import load_settings

pytestmark = pytest.mark.fault

BACK_WITHIN = 15.0
"""Seconds from the kill until every page shows what happened since; the new server's start is among them."""
ALL_PAGES = 2_000
STARTS = 5
"""In a smaller run beside much other work it may last as long as so many starts of a server take then."""
PATIENCE = 60
GONE_WITHIN = 10.0
READERS = 20
PUSHES = 100
MOVES_LESS_THAN = 1.2
"""How much the others' 99th percentile may move, times what it moves by itself in the same run."""
ESTABLISHED = "01"


def port_of(server: Server) -> int:
    """Where it listens."""
    return urlsplit(server.url).port or 0


async def ask(data: Path, *wanted: Asked) -> list[Kept]:
    """Have something done by the server that runs."""
    desk = await ServersDesk.reach(socket_path(load_settings({"EVERYSEAT_DATA": str(data)})))
    assert desk is not None
    answers = await desk.ask(wanted)
    await desk.close()
    return [answer for answer in answers if isinstance(answer, Kept)]


def goal(number: int) -> Asked:
    """A goal whose title stands on the page of goals."""
    person = PEOPLE[number % len(PEOPLE)]
    return asked("ProposeGoal", f"9{number:031x}", person, title=f"Goal {number:04d}.")


@asynccontextmanager
async def opened(port: int, cookies: list[str]) -> AsyncIterator[list[OpenPage]]:
    """So many open pages; all of them are connected."""
    pages = [OpenPage(port, PARTNERSHIP, cookie) for cookie in cookies]
    tasks = [asyncio.create_task(page.stay()) for page in pages]
    try:
        async with asyncio.timeout(60 + len(pages) / 5):
            for page in pages:
                await page.connected.wait()
        yield pages
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def begun(data: Path, pages: int) -> list[str]:
    """A partnership, and cookies for pages of somebody in it."""
    server = await asyncio.to_thread(Server, data)
    await ask(data, *beginning())
    await asyncio.to_thread(server.stop)
    return await cookies_of(data, PARTNERSHIP, PEOPLE[1], pages)


async def test_open_pages_come_back_after_a_kill_and_have_missed_nothing(
    tmp_path: Path, counted: Counted
) -> None:
    pages, number, slowest = size(100, ALL_PAGES), 0, 0.0
    cookies = await begun(tmp_path, pages)
    began = monotonic()
    server = await asyncio.to_thread(Server, tmp_path)
    start = monotonic() - began
    port = port_of(server)
    async with opened(port, cookies) as readers:
        for _ in range(2):
            await ask(tmp_path, *(goal(one) for one in range(number + 1, number + 6)))
            number += 5
            killed = monotonic()
            server.kill()
            server = await asyncio.to_thread(Server, tmp_path, "--port", str(port))
            number += 1
            (kept,) = await ask(tmp_path, goal(number))
            await asyncio.wait_for(asyncio.gather(*(one.reaches(kept.first) for one in readers)), PATIENCE)
            slowest = max(slowest, monotonic() - killed)
        for reader in readers:
            assert {reader.times_shown(f"Goal {one:04d}.") for one in range(1, number + 1)} == {1}
            assert reader.positions == sorted(set(reader.positions))
    await asyncio.to_thread(server.stop)
    assert slowest < (BACK_WITHIN if pages == ALL_PAGES else max(BACK_WITHIN, STARTS * start))
    counted(pages=pages, kills=2, missed=0, doubled=0, all_back_within=f"{slowest:.1f} s of the kill")


@pytest.mark.measured
async def test_a_page_that_never_reads_is_hung_up_on_and_the_others_hardly_notice(
    tmp_path: Path, counted: Counted
) -> None:
    """Rounds of three turns: nobody is deaf, somebody is, nobody is. The two turns without show the noise."""
    cookies = await begun(tmp_path, READERS + 1)
    server = await asyncio.to_thread(Server, tmp_path)
    rounds, hung_up_after = list[Round](), list[float]()
    async with opened(port_of(server), cookies[1:]) as readers:
        numbers = count()
        await told(tmp_path, readers, numbers, PUSHES)  # Until everything is warm.
        for _ in range(size(5, 15)):
            before = await told(tmp_path, readers, numbers, PUSHES)
            async with deaf_page(port_of(server), cookies[0], hung_up_after):
                beside = await told(tmp_path, readers, numbers, PUSHES)
            after = await told(tmp_path, readers, numbers, PUSHES)
            rounds.append(Round(p99(before), p99(beside), p99(after)))
    await asyncio.to_thread(server.stop)
    assert max(hung_up_after) < GONE_WITHIN
    slower = median(one.slower for one in rounds)
    noise = median(one.noise for one in rounds)
    assert slower < MOVES_LESS_THAN * noise, "the others wait for somebody who does not read"
    counted(
        rounds=len(rounds),
        samples_of_each_p99=PUSHES * READERS,
        p99_beside_to_p99_without=f"{slower:.2f}",
        without_to_without=f"{noise:.2f}",
        hung_up_after=f"{max(hung_up_after):.1f} s at most",
    )


class Round(NamedTuple):
    """The 99th percentiles of one round, in seconds."""

    before: float
    beside: float
    after: float

    @property
    def slower(self) -> float:
        """What the deaf page costs: against the mean of the turns around it, so that a drift cancels out."""
        return 2 * self.beside / (self.before + self.after)

    @property
    def noise(self) -> float:
        """How far two turns differ in which nothing differs; never below 1."""
        return max(self.before, self.after) / min(self.before, self.after)


def p99(seconds: Sequence[float]) -> float:
    """The 99th percentile."""
    return quantiles(seconds, n=100)[98]


async def told(data: Path, readers: list[OpenPage], numbers: Iterator[int], pushes: int) -> list[float]:
    """For each vote and each page that reads: seconds from asking for the vote until the page shows it."""
    desk = await ServersDesk.reach(socket_path(load_settings({"EVERYSEAT_DATA": str(data)})))
    assert desk is not None
    found = list[float]()
    for _ in range(pushes):
        began = monotonic()
        (kept,) = await desk.ask([vote(next(numbers))])
        assert isinstance(kept, Kept), kept
        arrivals = (arrival(reader, kept.first, began) for reader in readers)
        found += await asyncio.wait_for(asyncio.gather(*arrivals), 10)
    await desk.close()
    return found


async def arrival(reader: OpenPage, position: int, began: float) -> float:
    """Seconds until a page is there."""
    await reader.reaches(position)
    return monotonic() - began


@asynccontextmanager
async def deaf_page(port: int, cookie: str, hung_up_after: list[float]) -> AsyncIterator[None]:
    """Somebody who does not read; whenever it is hung up on, the next one comes. Notes how long each took."""
    over = Event()

    def keep() -> None:
        while not over.is_set():
            deaf, began = never_reading(port, cookie), monotonic()
            while connected(deaf) and monotonic() - began < 3 * GONE_WITHIN:
                Event().wait(0.1)
                if over.is_set() and hung_up_after:
                    break
            else:
                hung_up_after.append(monotonic() - began)
            deaf.close()

    keeping = asyncio.create_task(asyncio.to_thread(keep))
    try:
        yield
    finally:
        over.set()
        await keeping


def never_reading(port: int, cookie: str) -> socket.socket:
    """A page whose computer has gone to sleep: the handshake, and then nothing is taken."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    deaf.connect(("127.0.0.1", port))
    head = (
        f"GET /p/{PARTNERSHIP}/live?page=goals&after=0 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
    )
    deaf.sendall(head.encode())
    assert deaf.recv(12) == b"HTTP/1.1 101"
    return deaf


def connected(one: socket.socket) -> bool:
    """Whether the server still holds its end. Its goodbye stands behind what is unread."""
    port = f":{one.getsockname()[1]:04X}"
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines():
        _, _, other_end, state, *_ = line.split()
        if other_end.endswith(port):
            return state == ESTABLISHED
    return False
