"""The real app, in process, on a fresh SQLite database, with one partnership and a visitor for each role.

    async def test_…(open_house: OpenHouse) -> None:
        ana = await open_house.visitor("ana")
        page = await ana.get("/mission")
        answer = await ana.send("/statements", kind="mission")

Ana convenes and acts for the clinic, Ben acts for himself, Cleo for the payer; Olga observes, Ada audits.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from html import unescape
from typing import Any
from uuid import uuid4

import httpx

from events.log.plan import Done
from tests.keys import MASTER, SECRET
from web.app import create_app
from web.asking import TERMS
from web.door import Problem, Writer, build
from web.security.cookies import SESSION, cookie_name
from web.settings import Settings
from web.settings.addresses import beside
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPerson,
    FoundPartnership,
)
from workspace.refusals import Refusal

ADDRESS = "http://127.0.0.1:8400"
PEOPLE = (
    ("ben", "Ben Okafor", None, "member"),
    ("cleo", "Cleo Martín", "payer", "member"),
    ("olga", "Olga Lind", None, "observer"),
    ("ada", "Ada Audit", None, "auditor"),
)


class Visitor:
    """A signed-in browser without JavaScript."""

    def __init__(self, client: httpx.AsyncClient, base: str) -> None:
        self.client, self.base = client, base

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page under the partnership's address."""
        return await self.client.get(self.base + path, headers=headers)

    async def text(self, path: str) -> str:
        """A page that must be there."""
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-2000:])
        return answer.text

    async def send(
        self, path: str, fields: Mapping[str, str] | None = None, *, htmx: bool = False, **more: str
    ) -> httpx.Response:
        """A form, with the token that the mission page shows this browser."""
        found = re.search(r'name="csrf" value="([^"]+)"', await self.text("/mission"))
        assert found, "the page holds no form"
        sent = {"csrf": found[1], "command": uuid4().hex, **(fields or {}), **more}
        headers = {"Origin": ADDRESS} | ({"HX-Request": "true"} if htmx else {})
        return await self.client.post(self.base + path, data=sent, headers=headers)

    async def sent(self, path: str, fields: Mapping[str, str] | None = None, **more: str) -> str:
        """A form that is accepted; gives the address that the browser is sent to."""
        answer = await self.send(path, fields, **more)
        assert answer.status_code == 303, (path, answer.status_code, plain(answer.text))
        return answer.headers["location"]


class OpenHouse:
    """The running app and its partnership."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.partnership = uuid4().hex
        self.clients: list[httpx.AsyncClient] = []

    @property
    def engine(self) -> Any:
        return self.app.state.engine

    async def ask(
        self, kind: type[Command], fields: Mapping[str, Any], by: str = "ana", **act: Any
    ) -> Done | Refusal:
        """Submit a command as somebody, or as the operator."""
        command = act.pop("command", uuid4().hex)
        built = build(kind, fields, Writer(self.partnership, by, command, "en"), self.engine.keys)
        assert not isinstance(built, Problem), built
        asked = Act(**{"command": command, "person": by, "at": datetime.now(UTC), **act})
        answer: Done | Refusal = await self.engine.submit(self.partnership, built, asked)
        assert not isinstance(answer, Refusal), answer
        return answer

    async def found(self) -> OpenHouse:
        """Two organisations, and people for each role."""
        await self.ask(
            FoundPartnership, {"name": "Easy breathing", "display_name": "Ana Ruiz"}, operator=True
        )
        for partner, name, category in (
            ("clinic", "Riverside Clinic", "clinician"),
            ("payer", "Fair Health", "payer"),
        ):
            fields = {"name": name, "group": "stakeholders", "category": category}
            await self.ask(AdmitOrganisation, fields, command=partner, operator=True)
        for person, name, partner, role in PEOPLE:
            fields = {"person": person, "display_name": name, "partner": partner or "", "role": role}
            await self.ask(AdmitPerson, fields, operator=True)
        for person, partner in (("ana", None), ("ben", None), ("cleo", "payer")):
            await self.read_what_is_kept(person, partner)
        return self

    async def read_what_is_kept(self, person: str, partner: str | None = None) -> None:
        """Somebody has read what is kept for ever; before that they are asked to at their first act."""
        await self.ask(AcceptRecordTerms, {"terms": TERMS}, by=person, partner=partner)

    async def visitor(self, person: str, language: str = "en") -> Visitor:
        """Somebody, signed in."""
        accounts = self.app.state.accounts
        account = accounts.create(f"{person}@example.org", language)
        accounts.link(account.id, self.partnership, person)
        token = await accounts.sessions.start_for(account.id)
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app),
            base_url=ADDRESS,
            cookies={cookie_name(SESSION, self.settings): token},
        )
        self.clients.append(client)
        return Visitor(client, f"/p/{self.partnership}")

    async def views(self) -> Any:
        """The live views."""
        return await self.engine.views(self.partnership)


def plain(html: str) -> str:
    """What a page says, without its marks."""
    main = html.split("<main", 1)[-1].split("</main>", 1)[0]
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", f"<main{main}", flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@asynccontextmanager
async def opened(url: str, tmp_path: Any, **more: Any) -> AsyncIterator[OpenHouse]:
    """The app, opened and closed again; `more` are settings."""
    settings = Settings(
        data=tmp_path,
        database_url=url,
        keys_url=beside(url, "keys"),
        accounts_url=beside(url, "accounts"),
        base_url=ADDRESS,
        given_secret=SECRET,
        given_master_key=MASTER,
        **more,
    )
    app = create_app(settings)
    ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()
    running = asyncio.create_task(run(app, ready, over))
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    try:
        if not running.done():
            house = await OpenHouse(app, settings).found()
            yield house
            for client in house.clients:
                await client.aclose()
    finally:
        over.set()
        await running


async def run(app: Any, ready: asyncio.Future[None], over: asyncio.Event) -> None:
    """Open the app and close it again in one task: what it opens must be closed by the task that did."""
    async with app.lifespan():
        ready.set_result(None)
        await over.wait()
