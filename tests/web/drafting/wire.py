"""A window that speaks to the server byte by byte, so that it can also say what no browser would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.web.drafting.house import Drafting
from tests.web.drafting.writing import Window
from web.drafting import protocol
from web.drafting.encoding import Reader


class Raw:
    """A connection with a copy of the draft behind it."""

    def __init__(self, connection: ClientConnection, window: Window) -> None:
        self.connection, self.window = connection, window
        self.presences: list[protocol.Presence] = []
        self.refused: list[str] = []
        self.heard = 0
        self.frames: list[bytes] = []
        """All that came, as it came: a document forgets at once what is taken out again."""
        self._changed = asyncio.Condition()
        self._task = asyncio.create_task(self._listen())

    async def send_update(self, update: bytes) -> None:
        """Say that something changed."""
        await self.connection.send(protocol.news(update))

    async def write(self, at: int, text: str) -> None:
        """Insert something here and say so."""
        await self.send_update(self.window.write(at, text))

    async def send_presence(self, client: int, clock: int, state: str) -> None:
        """Say who is here."""
        await self.connection.send(protocol.presences([protocol.Presence(client, clock, state)]))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something that is heard makes it hold."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(holds)

    async def reads(self, text: str) -> None:
        """Wait until the text is this."""
        await self.until(lambda: str(self.window.text) == text)

    async def closed(self) -> tuple[int, str]:
        """Wait until the server has closed it; with which code, and why."""
        async with asyncio.timeout(20):
            await self.connection.wait_closed()
        await self._task
        return self.connection.close_code or 0, self.connection.close_reason or ""

    async def _listen(self) -> None:
        try:
            async for data in self.connection:
                assert isinstance(data, bytes)
                self.frames.append(data)
                answer = self._hear(data)
                if answer is not None:
                    await self.connection.send(answer)
                async with self._changed:
                    self.heard += 1
                    self._changed.notify_all()
        except ConnectionClosed:
            pass

    def _hear(self, data: bytes) -> bytes | None:
        reader = Reader(data)
        kind = reader.number()
        if kind == protocol.AUTH:
            reader.number()
            self.refused.append(reader.text())
        elif kind == protocol.AWARENESS:
            self.presences += protocol.read_presences(reader.bytes())
        elif reader.number() == protocol.STEP_1:
            return protocol.answer(self.window.doc.get_update(reader.bytes()))
        else:
            update = reader.bytes()
            if update != b"\x00\x00":
                self.window.take(update)
        return None


async def enter(house: Drafting, person: str, window: Window | None = None, draft: str = "") -> Raw:
    """Open a window on the draft, and ask for all of it."""
    base = house.house.settings.base_url
    connection = await connect(
        base.replace("http", "ws") + f"/live/drafts/{draft or house.draft}",
        additional_headers={"Cookie": await house.cookie(person), "Origin": base},
        max_size=None,
    )
    raw = Raw(connection, window or Window())
    with suppress(ConnectionClosed):  # Whoever may not come in is told so at once.
        await connection.send(protocol.ask(raw.window.doc.get_state()))
    return raw
