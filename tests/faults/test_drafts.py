"""Ten people write one draft while the line loses, doubles and swaps messages and the server is killed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from random import Random

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
SAME_WITHIN = 60.0


class Writer:
    """Somebody whose window comes back by itself. `kept` is how far the server said that it has them."""

    def __init__(self, number: int, port: int, cookie: str) -> None:
        self.window, self.chance = Window(number + 1), chance(f"draft {number}")
        self.client, self.kept, self.said = number + 1, 0, 0
        self.writes, self.honest = True, False
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
                    await socket.send(protocol.ask(self.window.doc.get_state()))
                    async with asyncio.TaskGroup() as tasks:
                        tasks.create_task(self._read(socket))
                        tasks.create_task(self._write(socket))
            with suppress(asyncio.QueueEmpty):
                await asyncio.sleep(0.1)  # As the page's script does, which waits longer.

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
        raise ConnectionClosed(None, None)

    async def _write(self, socket: ClientConnection) -> None:
        while True:
            if self.writes:
                for message in self._through_the_line(protocol.news(self._changed())):
                    await socket.send(message)
            await asyncio.sleep(self.chance.random() / 10)

    def _changed(self) -> bytes:
        """A letter somewhere, or one less."""
        length = len(self.window.text)
        self.said += 1
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
        asked("OpenStatement", STATEMENT, WRITERS[0], kind="mission"),
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


async def until_kept(writers: list[Writer], more: int) -> None:
    """Wait until so many more letters were said to be kept."""
    goal = sum(one.kept for one in writers) + more
    async with asyncio.timeout(SAME_WITHIN):
        while sum(one.kept for one in writers) < goal:
            await asyncio.sleep(0.02)


async def until_same(writers: list[Writer]) -> None:
    """Wait until every window holds the same."""
    async with asyncio.timeout(SAME_WITHIN):
        while len({one.window.doc.get_state() for one in writers}) > 1 or len(
            {bytes(one.window.whole) for one in writers}
        ) > 1:
            await asyncio.sleep(0.1)
