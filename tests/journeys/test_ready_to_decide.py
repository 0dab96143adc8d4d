"""Who leads has the draft open while others polish it: a question comes by itself, and goes again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, standing
from tests.web.drafting.clock import Clock
from workspace.charter.commands import OpenDraft, OpenStatement

TEXT = "We breathe well, and no child is left out."


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        yield opened


async def test_it_comes_while_the_page_is_open_and_goes_when_the_meaning_moves(
    house: House, new_page: NewPage
) -> None:
    statement, draft = uuid4().hex, uuid4().hex
    await house.ask(OpenStatement, {"kind": "mission"}, command=statement)
    await house.ask(OpenDraft, {"statement": statement, "language": "en"}, command=draft)
    clock, rooms, page = Clock(), house.app.state.rooms, await new_page(width=360, height=740)
    rooms.now, house.app.state.readiness.look_every = clock.now, 0.0
    await page.clock.install()
    await house.opened_by(page, "ana", f"/drafts/{draft}")
    room = await rooms.room(house.partnership, draft)
    hint = page.locator("#draft-steady")
    for minute in range(21):
        await room.edit("ben", room.text, TEXT.replace(",", "" if minute % 2 else ","))
        clock.wait(minutes=1)
    await expect(hint).to_be_empty()
    await page.clock.fast_forward(21_000)
    await expect(hint).to_contain_text("The meaning has been steady. Ready to decide?")
    assert await axe_violations(page) == []
    await hint.get_by_role("link", name="To the proposal").click()
    await expect(page.get_by_role("button", name="Propose this wording")).to_be_in_viewport()
    await room.edit("ben", room.text, TEXT.replace("no child", "no child of ours"))
    await page.clock.fast_forward(21_000)
    await expect(hint).to_be_empty()
    assert complaints(page) == []
