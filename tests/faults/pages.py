"""Open pages without a browser: sockets that come back by themselves and remember what they were shown."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from web.accounts import Accounts
from web.security.cookies import SESSION, cookie_name
from web.settings import load_settings

PARTIAL = re.compile(r'<hx-partial id="([^"]+)"[^>]*>(.*?)</hx-partial>', re.DOTALL)
A_SESSION = 50
"""Sockets that one signed-in browser opens here; the server lets it open 120 a minute."""


class OpenPage:
    """The goals page of one person, kept up to date."""

    def __init__(self, port: int, partnership: str, cookie: str) -> None:
        self._address = f"ws://127.0.0.1:{port}/p/{partnership}/live?page=goals&after="
        self._headers = {"Cookie": cookie}
        self._origin = f"http://127.0.0.1:{port}"
        self.position = 0
        self.positions: list[int] = []
        self.shown: dict[str, str] = {}
        self.connected = asyncio.Event()
        self.moved = asyncio.Condition()

    async def stay(self) -> None:
        """Read; when the line breaks, come back with the position seen so far."""
        while True:
            try:
                async with connect(
                    f"{self._address}{self.position}",
                    additional_headers=self._headers,
                    origin=self._origin,  # type: ignore[arg-type]
                    compression=None,
                    max_size=None,
                    proxy=None,
                ) as socket:
                    await self._read(socket)
            except (OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                self.connected.clear()
                await asyncio.sleep(0.2)  # As the page's script does, which waits longer.

    async def _read(self, socket: ClientConnection) -> None:
        async for frame in socket:
            assert isinstance(frame, str)
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
