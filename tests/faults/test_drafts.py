"""Ten people write one draft while the line loses, doubles and swaps messages and the server is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.conftest import Counted
from tests.faults.sizes import chance, size
from tests.faults.test_sockets import ask, port_of
from tests.faults.voting import PARTNERSHIP, PEOPLE, asked, beginning
from tests.web.commanded import Server
from tests.web.drafting.writing import Window
from web.accounts import Accounts
from web.asking import TERMS
from web.drafting import protocol
from web.drafting.encoding import Reader
from web.drafting.updates import KEPT_AT_MOST, read_update
from web.security.cookies import SESSION, cookie_name
from web.settings import load_settings

pytestmark = pytest.mark.fault

STATEMENT, DRAFT = "d" * 32, "e" * 32
WRITERS = PEOPLE[:10]
BETWEEN_KILLS = 40
"""Changes that must be acknowledged before the server is killed again."""
WITHIN = 60.0


class Writer:
    """Somebody whose window comes back by itself. `kept` is how far the server said that it has them."""

    def __init__(self, number: int, port: int, cookie: str, moved: asyncio.Condition) -> None:
        self.window, self.chance = Window(number + 1), chance(f"draft {number}")
        self.client, self.kept = number + 1, 0
        self.writes, self._moved = True, moved
        self._socket: ClientConnection | None = None
        self._address = f"ws://127.0.0.1:{port}/live/drafts/{DRAFT}"
        self._origin, self._headers = f"http://127.0.0.1:{port}", {"Cookie": cookie}
        self._held: list[bytes] = []

    async def stay(self) -> None:
        """Write and read; when the line breaks, come back."""
        while True:
            with suppress(OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                async with connect(
                    self._address,
                    additional_headers=self._headers,
                    origin=self._origin,  # type: ignore[arg-type]
                    max_size=None,
                    proxy=None,
                ) as socket:
                    self._socket = socket
                    await socket.send(protocol.ask(self.window.doc.get_state()))
                    writing = asyncio.create_task(self._write(socket))
                    try:
                        await self._read(socket)
                    finally:
                        writing.cancel()
                        await asyncio.gather(writing, return_exceptions=True)
            self._held = []
            await asyncio.sleep(0.1)  # As the page's script does, which waits longer.

    async def hang_up(self) -> None:
        """Break the line; it comes back by itself."""
        if self._socket is not None:
            await self._socket.close()

    async def _read(self, socket: ClientConnection) -> None:
        async for data in socket:
            assert isinstance(data, bytes)
            reader = Reader(data)
            if reader.number() != protocol.SYNC:
                continue
            if reader.number() == protocol.STEP_1:
                await socket.send(protocol.answer(self.window.doc.get_update(reader.bytes())))
                continue
            update = reader.bytes()
            self.window.take(update)
            own = [one.end for one in read_update(update, KEPT_AT_MOST).blocks if one.client == self.client]
            self.kept = max([self.kept, *own])
            async with self._moved:
                self._moved.notify_all()

    async def _write(self, socket: ClientConnection) -> None:
        while True:
            if self.writes:
                for message in self._through_the_line(protocol.news(self._changed())):
                    await socket.send(message)
            await asyncio.sleep(self.chance.random() / 10)

    def _changed(self) -> bytes:
        """A letter somewhere, or one less."""
        length = len(self.window.text)
        if length > 20 and self.chance.random() < 0.2:
            at = self.chance.randrange(length)
            return self.window.remove(at, at + 1)
        return self.window.write(self.chance.randrange(length + 1), self.chance.choice("abcdefgh "))

    def _through_the_line(self, message: bytes) -> list[bytes]:
        """What arrives of a message, and in which order with those before it."""
        held, self._held = self._held, []
        roll = self.chance.random()
        if roll < 0.1:
            return held
        if roll < 0.2:
            return [message, *held, message]
        if roll < 0.3:
            self._held = [message]
            return held
        return [message, *held]


async def begun(data: Path) -> list[str]:
    """A partnership with a draft, and the writers' cookies."""
    server = await asyncio.to_thread(Server, data)
    terms = [
        asked("AcceptRecordTerms", f"c{number:031x}", person, terms=TERMS)
        for number, person in enumerate(WRITERS)
    ]
    opened = [
        msgspec.structs.replace(asked("OpenStatement", STATEMENT, WRITERS[0]), fields={"kind": "mission"}),
        asked("OpenDraft", DRAFT, WRITERS[0], statement=STATEMENT, language="en"),
    ]
    wanted = [*beginning(), *terms, *opened]
    assert len(await ask(data, *wanted)) == len(wanted)
    await asyncio.to_thread(server.stop)
    settings = load_settings({"EVERYSEAT_DATA": str(data)})
    accounts, cookies = Accounts.at(settings.accounts_url), []
    for number, person in enumerate(WRITERS):
        account = accounts.create(f"writer{number}@example.org")
        accounts.link(account.id, PARTNERSHIP, person)
        token = await accounts.sessions.start_for(account.id)
        cookies.append(f"{cookie_name(SESSION, settings)}={token}")
    await accounts.stop()
    return cookies


class Table:
    """All who write."""

    def __init__(self, port: int, cookies: list[str]) -> None:
        self.moved = asyncio.Condition()
        self.writers = [Writer(number, port, cookie, self.moved) for number, cookie in enumerate(cookies)]
        self._tasks = [asyncio.create_task(one.stay()) for one in self.writers]

    @property
    def kept(self) -> int:
        """How many letters were said to be kept."""
        return sum(one.kept for one in self.writers)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something that is heard makes it hold."""
        async with asyncio.timeout(WITHIN), self.moved:
            await self.moved.wait_for(holds)

    def is_same(self) -> bool:
        """Whether every window holds the same, byte by byte, and everything that its own writer wrote."""
        return len({one.window.whole for one in self.writers}) == 1

    async def rest(self) -> None:
        """Nobody writes any more, and the line is good: every window comes back once and says all it has."""
        for one in self.writers:
            one.writes = False
            await one.hang_up()
        await self.until(self.is_same)

    async def leave(self) -> None:
        """Everybody goes."""
        for task in self._tasks:
            task.cancel()
        for ended in await asyncio.gather(*self._tasks, return_exceptions=True):
            assert isinstance(ended, asyncio.CancelledError), ended


async def test_a_draft_is_the_same_for_all_and_lost_nothing_that_was_kept_after_every_kill(
    tmp_path: Path, counted: Counted
) -> None:
    kills, cookies = size(5, 100), await begun(tmp_path)
    server = await asyncio.to_thread(Server, tmp_path)
    port = port_of(server)
    table = Table(port, cookies)
    for _ in range(kills):
        goal = table.kept + BETWEEN_KILLS
        await table.until(lambda goal=goal: table.kept >= goal)  # type: ignore[misc]
        server.kill()
        server = await asyncio.to_thread(Server, tmp_path, "--port", str(port))
    kept = {one.client: one.kept for one in table.writers}
    await table.rest()
    await table.leave()
    late = Table(port, cookies[:1])
    late.writers[0].writes = False
    whole = table.writers[0].window.whole
    await late.until(lambda: late.writers[0].window.whole == whole)
    await late.leave()
    await asyncio.to_thread(server.stop)
    held = {block.client: block.end for block in read_update(whole, KEPT_AT_MOST).blocks}
    assert {client: held.get(client, 0) for client in kept if held.get(client, 0) < kept[client]} == {}
    counted(kills=kills, writers=len(cookies), letters_kept=sum(kept.values()), lost=0)
