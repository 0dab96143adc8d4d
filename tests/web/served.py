"""The whole app in this process, on a real database, and browsers that visit it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
from litestar import Litestar

from events.log.keys import KeyStore
from tests.keys import GIVEN_KEYS
from web.accounts import Account, Accounts
from web.app import create_app
from web.asking import TERMS
from web.door import Problem, Writer, build
from web.engine import Engine
from web.security.cookies import SESSION, cookie_name
from web.settings import Settings, load_settings
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import AcceptRecordTerms, AdmitPerson, FoundPartnership
from workspace.refusals import Refusal

HERE = "http://127.0.0.1:8400"
SECRET, MASTER = GIVEN_KEYS["EVERYSEAT_SECRET"], GIVEN_KEYS["EVERYSEAT_MASTER_KEY"]


def settings_for(url: str, *, demo: bool = False, **environment: str) -> Settings:
    """Settings of a server on a database."""
    given = {"EVERYSEAT_SECRET": SECRET, "EVERYSEAT_MASTER_KEY": MASTER, "EVERYSEAT_DATABASE_URL": url}
    return load_settings(given | environment, demo=demo)


class Served:
    """A running server."""

    def __init__(self, settings: Settings, app: Litestar) -> None:
        self.settings, self.app = settings, app
        self.accounts: Accounts = app.state.accounts
        self.engine: Engine = app.state.engine
        self.said: list[str] = []
        app.state.mail._say = self.said.append

    def visitor(
        self, base: str | None = None, client: str = "127.0.0.1", **headers: str
    ) -> httpx.AsyncClient:
        """A browser with an empty jar of cookies. It does not follow where it is sent."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(client, 50_000))
        return httpx.AsyncClient(
            transport=transport, base_url=base or self.settings.base_url, headers=dict(headers)
        )

    async def account(self, email: str = "ana@example.org", **chosen: str) -> Account:
        """An account with an address."""
        return await self.accounts.run(self.accounts.create, email, **chosen)

    async def signed_in(self, account: Account, **headers: str) -> httpx.AsyncClient:
        """A browser in which an account is signed in."""
        token = await self.accounts.sessions.start_for(account.id)
        browser = self.visitor(**headers)
        host = browser.base_url.host
        browser.cookies.set(cookie_name(SESSION, self.settings), token, domain=host)
        return browser

    async def partnership(self, founder: Account, *others: Account) -> str:
        """A partnership founded by one account, with the others as members in their own right."""
        partnership = uuid4().hex
        await self.ask(
            FoundPartnership, {"name": "Easy breathing", "display_name": "Ana"}, founder.id, partnership
        )
        for one in others:
            fields = {"person": one.id, "display_name": "Somebody"}
            await self.ask(AdmitPerson, fields, founder.id, partnership)
        for one in (founder, *others):
            await self.ask(AcceptRecordTerms, {"terms": TERMS}, one.id, partnership)
            await self.accounts.run(self.accounts.link, one.id, partnership, one.id)
        await self.accounts.sessions.listen()
        return partnership

    async def ask(
        self, command_class: type[Command], fields: Mapping[str, Any], person: str, partnership: str
    ) -> None:
        """Have something done without a page."""
        command = uuid4().hex
        built = build(command_class, fields, Writer(partnership, person, command, "en"), self.keys)
        assert not isinstance(built, Problem), built
        operator = command_class is FoundPartnership
        act = Act(command=command, person=person, partner=person, at=datetime.now(UTC), operator=operator)
        answer = await self.engine.submit(partnership, built, act)
        assert not isinstance(answer, Refusal), answer

    @property
    def keys(self) -> KeyStore:
        """The server's key store."""
        return self.engine.keys

    async def link_said(self) -> str:
        """The path of the last link that was printed."""
        await self.app.state.mail.close()
        found = re.findall(r"https?://[^/\s]+(/\S+)", self.said[-1])
        return str(found[-1])


@asynccontextmanager
async def serve(settings: Settings) -> AsyncIterator[Served]:
    """Start a server in this process and stop it again."""
    app = create_app(settings)
    async with running(app):
        yield Served(settings, app)


@asynccontextmanager
async def running(app: Litestar) -> AsyncIterator[None]:
    """The app between its start and its end, both in one task: fixtures begin and end in two."""
    ready, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            ready.set()
            await over.wait()

    task = asyncio.create_task(live())
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if task.done():
        await task
    try:
        yield
    finally:
        over.set()
        await task


class Socket:
    """What a server does with a web socket: the messages it sent, as they come."""

    def __init__(self, app: Litestar, path: str, headers: Mapping[str, str]) -> None:
        path, _, query = path.partition("?")
        self.sent: asyncio.Queue[Any] = asyncio.Queue()
        self._inbox: asyncio.Queue[Any] = asyncio.Queue()
        self._inbox.put_nowait({"type": "websocket.connect"})
        self._scope: Any = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8400),
            "subprotocols": [],
            "extensions": {},
        }
        self._task = asyncio.create_task(app(self._scope, self._inbox.get, self.sent.put))  # type: ignore[arg-type]

    async def next(self) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = await asyncio.wait_for(self.sent.get(), 5)
        return message

    async def until(self, kind: str) -> dict[str, Any]:
        """The next message of a kind."""
        while (message := await self.next())["type"] != kind:
            pass
        return message

    async def leave(self) -> None:
        """The browser goes away."""
        self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self._task, 5)


def csrf_in(page: httpx.Response) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found.group(1)


async def ask_for_link(browser: httpx.AsyncClient, email: str, wanted: str = "/") -> httpx.Response:
    """Fill in the sign-in form."""
    page = await browser.get("/sign-in", params={"next": wanted})
    fields = {"csrf": csrf_in(page), "email": email, "next": wanted}
    return await browser.post("/sign-in", data=fields)
