"""Ten people write one draft while the line loses, doubles and swaps messages and the server is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.closing import Button
from tests.faults.conftest import Counted, environment_of
from tests.faults.drafts import DRAFT, KeptDraft, begun, is_half_closed, kept_draft
from tests.faults.sizes import chance, size
from tests.faults.told import Told
from tests.faults.voting import PEOPLE
from tests.faults.warm import Warm
from tests.web.drafting.writing import Window, settled
from web.drafting import protocol
from web.drafting.encoding import Reader
from web.settings import Settings, load_settings

pytestmark = pytest.mark.fault

WRITERS = PEOPLE[:10]
BETWEEN_KILLS = 40
"""Changes that must be acknowledged before the server is killed again."""
CLOSED_BEFORE = 0.25
"""In so many of the kills somebody proposes the text just then, so that the draft is being closed."""
TRIES = 5
"""How often they press again when the draft was closed before its server could be killed."""
LONG = 2_000
"""Letters from which on they take out more than they write: what is longer than 4,000 cannot be proposed."""
WITHIN = 300.0
"""Seconds; long, because a hundred kills may share the machine with much else."""


class Writer:
    """Somebody whose window comes back by itself."""

    def __init__(
        self, number: int, port: int, cookie: str, told: Told, moved: asyncio.Condition, up: asyncio.Event
    ) -> None:
        self.window, self.chance = Window(number + 1), chance(f"draft {number}")
        self.client, self.told, self.done, self.letters = number + 1, told, 0, 0
        self.writes, self._moved, self._up = True, moved, up
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
            await asyncio.sleep(0.05)
            await self._up.wait()  # A page's script tries again and again; ten of them would only cost time.

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
            self.told.hear(update)
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
        self.done += 1
        length = len(self.window.text)
        if length > LONG or (length > 20 and self.chance.random() < 0.2):
            at = self.chance.randrange(length)
            return self.window.remove(at, min(length, at + (20 if length > LONG else 1)))
        self.letters += 1
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


class Table:
    """All who write."""

    def __init__(self, port: int, cookies: list[str]) -> None:
        self.moved, self.told, self.up = asyncio.Condition(), Told(), asyncio.Event()
        self.up.set()
        self.writers = [
            Writer(number, port, cookie, self.told, self.moved, self.up)
            for number, cookie in enumerate(cookies)
        ]
        self._tasks = [asyncio.create_task(one.stay()) for one in self.writers]

    @property
    def kept(self) -> int:
        """How many letters were said to be kept."""
        return sum(self.told.written.values())

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something that is heard makes it hold."""
        async with asyncio.timeout(WITHIN), self.moved:
            await self.moved.wait_for(holds)

    async def goes_on(self) -> None:
        """Wait until some more was kept."""
        goal = self.kept + BETWEEN_KILLS
        await self.until(lambda: self.kept >= goal)

    def is_same(self) -> bool:
        """Whether every window holds the same, byte by byte."""
        return (
            len({str(one.window.text) for one in self.writers}) == 1
            and len({settled(one.window.whole) for one in self.writers}) == 1
        )

    async def rest(self) -> bytes:
        """Nobody writes any more, and the line is good: every window comes back once and says all it has."""
        for one in self.writers:
            one.writes = False
            await one.hang_up()
        await self.until(self.is_same)
        return settled(self.writers[0].window.whole)

    def unwritten_in(self, whole: bytes) -> list[int]:
        """Who wrote a letter that a document does not know."""
        held = Told()
        held.hear(whole)
        return [one.client for one in self.writers if held.written[one.client] != one.letters]

    async def leave(self) -> None:
        """Everybody goes."""
        for task in self._tasks:
            task.cancel()
        for ended in await asyncio.gather(*self._tasks, return_exceptions=True):
            assert isinstance(ended, asyncio.CancelledError), ended


class Accidents:
    """Kills of the server, some of them while the draft is being closed; and what they fell into."""

    def __init__(self, warm: Warm, table: Table, button: Button, settings: Settings) -> None:
        self._warm, self._table, self._button, self._settings = warm, table, button, settings
        self._chance = chance("draft kills")
        self.in_closing = self.half_closed = 0

    async def kill(self) -> None:
        """End the server in the middle of it, sometimes while the draft is being closed."""
        closes = self._chance.random() < CLOSED_BEFORE or not self.in_closing
        pressed = await self._pressed() if closes else None
        self._table.up.clear()
        await asyncio.to_thread(self._warm.kill)
        if pressed is not None and await pressed is None:
            self.in_closing += 1
            self.half_closed += await asyncio.to_thread(is_half_closed, self._settings)

    async def _pressed(self) -> asyncio.Task[int | None] | None:
        """The button, pressed and not answered yet: a part of the time is over that an answer takes."""
        await self._button.press()
        pressed: asyncio.Task[int | None] | None = None
        for _ in range(TRIES):
            await self._table.goes_on()
            pressed = asyncio.create_task(self._button.press())
            await asyncio.wait([pressed], timeout=self._chance.random() * self._button.took)
            if not pressed.done():
                break
        return pressed


async def late_window(port: int, cookies: list[str], whole: bytes) -> None:
    """Somebody who comes when all is done reads the same, byte by byte."""
    late = Table(port, cookies[:1])
    late.writers[0].writes = False
    await late.until(lambda: settled(late.writers[0].window.whole) == whole)
    await late.leave()


def must_agree(found: KeptDraft, whole: bytes) -> None:
    """What is stored is what everybody has."""
    assert settled(found.whole) == whole
    assert found.told == str(Window(given=whole).text)
    assert found.readable_before == 0
    assert found.roots_hold


async def test_a_draft_is_the_same_for_all_and_lost_nothing_that_was_kept_after_every_kill(
    migrated_database_url: str, tmp_path: Path, counted: Counted
) -> None:
    environment = environment_of(migrated_database_url, tmp_path)
    settings, kills, warm = load_settings(environment), size(3, 100), await asyncio.to_thread(Warm)
    cookies, began = await begun(settings, WRITERS), monotonic()
    port = await asyncio.to_thread(warm.start, tmp_path, 0, environment)
    table, button = Table(port, cookies), Button(port, cookies[0])
    accidents = Accidents(warm, table, button, settings)
    for _ in range(kills):
        await table.goes_on()
        await accidents.kill()
        await asyncio.to_thread(warm.start, tmp_path, port, environment)
        table.up.set()
    each = (monotonic() - began) / kills
    whole = await table.rest()
    await table.leave()
    await late_window(port, cookies, whole)
    await asyncio.to_thread(warm.close)
    assert table.told.missing_in(whole) == []
    assert table.unwritten_in(whole) == []
    found = await kept_draft(settings)
    must_agree(found, whole)
    assert accidents.in_closing > 0
    counted(
        kills=kills,
        writers=len(cookies),
        edits=sum(one.done for one in table.writers),
        letters_kept=table.kept,
        steps=found.steps,
        kills_in_a_closing=accidents.in_closing,
        of_them_half_done=accidents.half_closed,
        proposals=button.accepted,
        closings=len(found.closings),
        lost=0,
        seconds_for_each_kill=f"{each:.1f}",
    )
