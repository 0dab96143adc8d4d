"""Open pages when the server is killed, and when one of them never reads."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from statistics import median
from time import monotonic
from urllib.parse import urlsplit

import pytest

from tests.faults.conftest import Counted
from tests.faults.pages import OpenPage, cookies_of
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, PEOPLE, asked, beginning
from tests.web.commanded import Server
from web.control import Asked, Kept, ServersDesk, socket_path
from web.settings import load_settings

pytestmark = pytest.mark.fault

BACK_WITHIN = 15.0
PATIENCE = 30.0
"""Seconds: what the system itself holds for a connection must be full before anything waits; then 10."""
ESTABLISHED = "01"
A_LOT = 20
TITLE = 900
LONG = " and what it takes to get there" * 30


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


def goal(number: int, length: int = 0) -> Asked:
    """A goal whose title stands on the page of goals."""
    person = PEOPLE[number % len(PEOPLE)]
    return asked("ProposeGoal", f"9{number:031x}", person, title=f"Goal {number:04d}." + LONG[:length])


@asynccontextmanager
async def opened(port: int, cookies: list[str]) -> AsyncIterator[list[OpenPage]]:
    """So many open pages; all of them are connected."""
    pages = [OpenPage(port, PARTNERSHIP, cookie) for cookie in cookies]
    tasks = [asyncio.create_task(page.stay()) for page in pages]
    try:
        async with asyncio.timeout(60):
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
    pages, number, slowest = size(100, 2_000), 0, 0.0
    cookies = await begun(tmp_path, pages)
    server = await asyncio.to_thread(Server, tmp_path)
    port = port_of(server)
    async with opened(port, cookies) as readers:
        for _ in range(2):
            await ask(tmp_path, *(goal(one) for one in range(number + 1, number + 6)))
            number += 5
            server.kill()
            server = await asyncio.to_thread(Server, tmp_path, "--port", str(port))
            back = monotonic()
            number += 1
            (kept,) = await ask(tmp_path, goal(number))
            await asyncio.wait_for(asyncio.gather(*(one.reaches(kept.first) for one in readers)), BACK_WITHIN)
            slowest = max(slowest, monotonic() - back)
        for reader in readers:
            assert {reader.times_shown(f"Goal {one:04d}.") for one in range(1, number + 1)} == {1}
            assert reader.positions == sorted(set(reader.positions))
    await asyncio.to_thread(server.stop)
    counted(pages=pages, kills=2, missed=0, doubled=0, all_back_within=f"{slowest:.1f} s")


async def test_a_page_that_never_reads_is_hung_up_on_and_the_others_hardly_notice(
    tmp_path: Path, counted: Counted
) -> None:
    cookies = await begun(tmp_path, 21)
    server = await asyncio.to_thread(Server, tmp_path)
    async with opened(port_of(server), cookies[1:]) as readers:
        batches = (range(number, number + A_LOT) for number in count(0, A_LOT))
        before = [await told(tmp_path, readers, next(batches)) for _ in range(size(15, 100))]
        deaf = never_reading(port_of(server), cookies[0])
        during, began = [], monotonic()
        while connected(deaf) and monotonic() - began < PATIENCE:
            during.append(await told(tmp_path, readers, next(batches)))
        hung_up_after = monotonic() - began
        deaf.close()
    await asyncio.to_thread(server.stop)
    assert hung_up_after < PATIENCE
    slower = median(during) / median(before)
    assert slower < 3, "the others wait for somebody who does not read"
    counted(hung_up_after=f"{hung_up_after:.1f} s", pushes=len(during), others=f"{slower:.2f} of before")


async def told(data: Path, readers: list[OpenPage], numbers: range) -> float:
    """Seconds from asking for several goals until every page that reads shows them."""
    began = monotonic()
    kept = await ask(data, *(goal(number, TITLE) for number in numbers))
    await asyncio.wait_for(asyncio.gather(*(reader.reaches(kept[-1].first) for reader in readers)), 10)
    return monotonic() - began


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
