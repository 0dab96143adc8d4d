"""A running engine on a fresh database of each kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio

from events.log.keys import KeyStore
from events.log.log import Log
from events.log.plan import Done
from tests.keys import MASTER
from tests.web.visitors import OpenHouse, opened
from web.door import Problem, Writer, build
from web.engine import Engine
from web.settings.addresses import beside
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import AdmitPerson, FoundPartnership
from workspace.refusals import Refusal


class House:
    """An engine and one partnership founded in it by `ana`, with `ben` and `cleo` as members."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.partnership = uuid4().hex
        self.log = Log.open(url)
        self.keys = KeyStore.at(beside(url, "keys"), MASTER)
        self.engine = Engine(self.log, self.keys)

    async def start(self) -> House:
        await self.engine.start()
        return self

    async def found(self) -> House:
        await self.ask(FoundPartnership, {"name": "Easy breathing", "display_name": "Ana"}, by="ana")
        for person in ("ben", "cleo"):
            await self.ask(AdmitPerson, {"person": person, "display_name": person.title()}, by="ana")
        return self

    async def ask(
        self,
        command_class: type[Command],
        fields: Mapping[str, Any],
        *,
        by: str,
        command: str | None = None,
        body_hash: bytes | None = None,
        **act: Any,
    ) -> Done | Refusal:
        command = command or uuid4().hex
        built = build(command_class, fields, Writer(self.partnership, by, command, "en"), self.keys)
        assert not isinstance(built, Problem), built
        act = {"at": datetime.now(UTC)} | act
        if command_class is FoundPartnership:
            act["operator"] = True
        asked = Act(command=command, person=by, **act)
        return await self.engine.submit(self.partnership, built, asked, body_hash=body_hash)

    async def stop(self) -> None:
        await self.engine.stop()
        self.log.close()
        self.keys.close()


@pytest_asyncio.fixture
async def house(migrated_database_url: str) -> AsyncIterator[House]:
    """A founded partnership on a fresh database, once on SQLite and once on PostgreSQL."""
    made = await House(migrated_database_url).start()
    yield await made.found()
    await made.stop()


@pytest_asyncio.fixture
async def open_house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The real app with its partnership, open for visitors."""
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made
