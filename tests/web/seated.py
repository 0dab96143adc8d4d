"""Seats in the house, opened and filled as those who lead do it, for tests of their pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio

from tests.web.visitors import OpenHouse, opened, plain
from workspace.partners.commands import AcceptRecordTerms
from workspace.partners.commands.seats import FillSeat, NominatePartner, OpenSeat


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The running app with its partnership, once on SQLite and once on PostgreSQL."""
    async with opened(migrated_database_url, tmp_path) as made:
        for person, partner in (("ana", None), ("ben", None), ("cleo", "payer")):
            await made.ask(AcceptRecordTerms, {"terms": 1}, by=person, partner=partner)
        yield made


async def told_to(house: OpenHouse, person: str, path: str = "/seats", language: str = "en") -> str:
    """What a page says to somebody."""
    return plain(await (await house.visitor(person, language)).text(path))


async def seat(house: OpenHouse, wanted: str = "works at night", **fields: Any) -> str:
    """A seat for one caregiver; its id."""
    made = uuid4().hex
    given = {"category": "caregiver", "looking_for": wanted, **fields}
    await house.ask(OpenSeat, given, by="ana", command=made)
    return made


async def fill(house: OpenHouse, one: str, partner: str = "") -> None:
    """A person, or an organisation, takes a place."""
    await house.ask(FillSeat, {"seat": one, "partner": partner} if partner else {"seat": one}, by="ana")


async def name(house: OpenHouse, who: str, by: str = "ben", **fields: Any) -> str:
    """Somebody says who could be asked; the nomination's id."""
    made = uuid4().hex
    partner = "payer" if by == "cleo" else None
    await house.ask(NominatePartner, {"who": who, **fields}, by=by, command=made, partner=partner)
    return made
