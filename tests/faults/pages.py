"""Open pages without a browser: sockets that come back by themselves and remember what they were shown."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from pathlib import Path
from random import Random

from web.accounts import Accounts
from web.security.cookies import SESSION, cookie_name
from web.settings import load_settings

PARTIAL = re.compile(r'<hx-partial id="([^"]+)"[^>]*>(.*?)</hx-partial>', re.DOTALL)
A_SESSION = 50
"""Sockets that one signed-in browser opens here; the server lets it open 120 a minute."""
WHOLE_TEXT = 0x81
BACK_AFTER = (0.3, 0.8)
"""Seconds until a page tries again, at least and at most. Its own script waits longer."""


class OpenPage:
    """The goals page of one person, kept up to date.

    It speaks the protocol by itself, since thousands of them share a machine with the server that they try.
    """

    def __init__(self, port: int, partnership: str, cookie: str) -> None:
        self._port, self._chance = port, Random(id(self))
        self._path = f"/p/{partnership}/live?page=goals&after="
        self._headers = (
            f"HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
        )
        self.position = 0
        self.positions: list[int] = []
        self.shown: dict[str, str] = {}
        self.connected = asyncio.Event()
        self.moved = asyncio.Condition()

    async def stay(self) -> None:
        """Read; when the line breaks, come back with the position seen so far."""
        while True:
            with suppress(OSError, EOFError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                try:
                    writer.write(f"GET {self._path}{self.position} {self._headers}".encode())
                    head = await reader.readuntil(b"\r\n\r\n")
                    if head.startswith(b"HTTP/1.1 101"):
                        await self._read(reader)
                finally:
                    writer.close()
            self.connected.clear()
            await asyncio.sleep(self._chance.uniform(*BACK_AFTER))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            kind, size = await reader.readexactly(2)
            if size > 125:
                size = int.from_bytes(await reader.readexactly(2 if size == 126 else 8), "big")
            frame = await reader.readexactly(size)
            if kind == WHOLE_TEXT:
                await self._take(frame.decode())
            elif kind & 0x0F == 8:
                return

    async def _take(self, frame: str) -> None:
        position, _, parts = frame.partition("\n")
        self.connected.set()
        if parts:
            self.positions.append(int(position))
        self.shown.update(PARTIAL.findall(parts))
        self.position = max(self.position, int(position))
        async with self.moved:
            self.moved.notify_all()

    async def reaches(self, position: int) -> None:
        """Wait until the page has been brought so far."""
        async with self.moved:
            await self.moved.wait_for(lambda: self.position >= position)

    def times_shown(self, title: str) -> int:
        """How often a title stands on the page now."""
        return sum(part.count(title) for part in self.shown.values())


async def cookies_of(data: Path, partnership: str, person: str, pages: int) -> list[str]:
    """Somebody's cookies, enough for so many pages. The server may not run meanwhile."""
    settings = load_settings({"EVERYSEAT_DATA": str(data)})
    accounts = Accounts.at(settings.accounts_url)
    account = accounts.create(f"{person[:8]}@example.org")
    accounts.link(account.id, partnership, person)
    name = cookie_name(SESSION, settings)
    browsers = range(pages // A_SESSION + 1)
    cookies = [f"{name}={await accounts.sessions.start_for(account.id)}" for _ in browsers]
    await accounts.stop()
    return [cookies[number // A_SESSION] for number in range(pages)]
