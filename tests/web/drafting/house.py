"""A running server with a draft, and people who write in it from Node."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from dev_environment import node
from tests.journeys.house import House, standing
from web.security.cookies import SESSION, cookie_name
from workspace.charter.commands import OpenDraft, OpenStatement

HERE = Path(__file__).parent


class Drafting:
    """A house with one draft of its mission."""

    def __init__(self, house: House) -> None:
        self.house, self.draft = house, uuid4().hex

    async def begin(self) -> Drafting:
        """Open the mission, and a draft of it."""
        statement = uuid4().hex
        await self.house.ask(OpenStatement, {"kind": "mission"}, command=statement)
        await self.house.ask(OpenDraft, {"statement": statement, "language": "en"}, command=self.draft)
        return self

    @property
    def rooms(self) -> Any:
        """The rooms of the server."""
        return self.house.app.state.rooms

    async def cookie(self, person: str) -> str:
        """What the browser of somebody who is signed in sends."""
        accounts = self.house.app.state.accounts
        account = accounts.find(f"{person}@example.org") or accounts.create(f"{person}@example.org", "en")
        accounts.link(account.id, self.house.partnership, person)
        token = await accounts.sessions.start_for(account.id)
        return f"{cookie_name(SESSION, self.house.settings)}={token}"

    async def together(self, people: list[str], edits: list[Any], **more: Any) -> dict[str, Any]:
        """Let people write at the same time, each from a window of their own."""
        base = self.house.settings.base_url
        asked = {
            "origin": base,
            "draft": self.draft,
            "cookies": [await self.cookie(one) for one in people],
            "edits": edits,
            **more,
        }
        running = await asyncio.create_subprocess_exec(
            *map(str, node(HERE / "together.mjs")),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "NODE_OPTIONS": ""},
        )
        said, complained = await running.communicate(json.dumps(asked).encode())
        assert running.returncode == 0, complained.decode()[-2000:]
        found: dict[str, Any] = json.loads(said)
        return found


@asynccontextmanager
async def drafting(url: str, folder: Path) -> AsyncIterator[Drafting]:
    """Serve a partnership with a draft."""
    async with standing(url, folder) as house:
        yield await Drafting(house).begin()
