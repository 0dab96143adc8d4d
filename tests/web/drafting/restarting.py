"""A house with a draft whose server is stopped and started again, at the same address, on the same rows."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from tests.journeys.house import House, serving
from tests.web.drafting.house import Drafting
from tests.web.served import settings_for
from web.app import create_app
from web.settings import Settings


def listening(port: int = 0) -> socket.socket:
    """A socket on a port; one that was used just before may be used again."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener


class Restarting:
    """The draft, and its server as long as it runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._running = settings, AsyncExitStack()
        self.draft: Drafting | None = None

    async def start(self) -> Drafting:
        """Serve; the first time in a new partnership."""
        port = urlsplit(self._settings.base_url).port or 0
        house = House(create_app(self._settings), self._settings)
        await self._running.enter_async_context(serving(house.app, listening(port)))
        if self.draft is None:
            await house.found()
            self.draft = await Drafting(house).begin()
        else:
            house.partnership = self.draft.house.partnership
            self.draft.house = house
        return self.draft

    async def stop(self) -> None:
        """Nobody is served until it is started again."""
        await self._running.aclose()
        self._running = AsyncExitStack()


@asynccontextmanager
async def restarting(url: str, folder: Path) -> AsyncIterator[Restarting]:
    """Such a house, with its server running."""
    with listening() as free:
        port = free.getsockname()[1]
    settings = msgspec.structs.replace(
        settings_for(url, EVERYSEAT_DATA=str(folder)), base_url=f"http://127.0.0.1:{port}"
    )
    house = Restarting(settings)
    await house.start()
    try:
        yield house
    finally:
        await house.stop()
