"""The real product behind a real port: a house in this process, with people who walk into it.

    house = await stack.enter_async_context(standing(url, tmp_path))
    await house.come_in(page, "ana")          # the page's browser is signed in from now on
    await page.goto(house.at("/goals"))

Ana convenes, Ben acts for himself, Cleo for the payer; Olga observes, Ada audits.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.async_api import Page

from tests.keys import MASTER, SECRET
from tests.web.visitors import OpenHouse
from web.app import create_app
from web.command_line.serve import LARGEST_FRAME
from web.security.cookies import SESSION, cookie_name
from web.settings import Settings
from web.settings.addresses import beside


class Server(uvicorn.Server):
    """The product's server, which leaves the signals to the test run and tells when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.answers.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class House(OpenHouse):
    """A partnership behind a real port."""

    @property
    def base(self) -> str:
        """The partnership's address."""
        return f"{self.settings.base_url}/p/{self.partnership}"

    def at(self, path: str) -> str:
        """The address of one of its pages."""
        return self.base + path

    async def come_in(self, page: Page, person: str, language: str = "en") -> Page:
        """Sign the page's browser in as somebody."""
        accounts = self.app.state.accounts
        account = accounts.find(f"{person}@example.org") or accounts.create(f"{person}@example.org", language)
        accounts.link(account.id, self.partnership, person)
        token = await accounts.sessions.start_for(account.id)
        name = cookie_name(SESSION, self.settings)
        await page.context.add_cookies([{"name": name, "value": token, "url": self.settings.base_url}])
        return page

    async def opened_by(self, page: Page, person: str, path: str = "/") -> Page:
        """A page of the partnership, opened by somebody and connected."""
        await self.come_in(page, person)
        await page.goto(self.at(path))
        await live(page)
        return page


async def live(page: Page) -> None:
    """Wait until the page is connected."""
    await page.locator("#live-mark[data-state=live]").wait_for()


@asynccontextmanager
async def standing(url: str, folder: Path, *, keys: str | None = None) -> AsyncIterator[House]:
    """Serve a fresh partnership on a free port of this machine."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # It may be started again there.
    listener.bind(("127.0.0.1", 0))
    settings = Settings(
        data=folder,
        database_url=url,
        keys_url=keys or beside(url, "keys"),
        accounts_url=beside(url, "accounts"),
        base_url=f"http://127.0.0.1:{listener.getsockname()[1]}",
        given_secret=SECRET,
        given_master_key=MASTER,
    )
    app = create_app(settings)
    async with serving(app, listener):
        yield await House(app, settings).found()


@asynccontextmanager
async def serving(app: Any, listener: socket.socket) -> AsyncIterator[None]:
    """Run a server for as long as the block lasts."""
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=LARGEST_FRAME,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    ready = asyncio.create_task(server.answers.wait())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    try:
        if running.done():
            await running
        yield
    finally:
        server.should_exit = True
        await running
