"""The pages about oneself, in both lights; and the screen before the first act, with scripts and without."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.browser import axe_violations
from tests.journeys.conftest import NewPage, Scheme
from tests.journeys.house import House, standing
from workspace.partners.commands import AdmitPerson

PAGES = (
    "/directory/me",
    "/directory/me/leaving",
    "/joining/group",
    "/joining/offer",
    "/directory/people/ben",
)
ELSEWHERE = ("/account", "/account/card", "/join")
LEADING = ("/directory/invitations", "/directory/invitations/new")
GOAL = "Clean air at school"


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, with Nora, who has not read yet what is kept."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        await opened.ask(AdmitPerson, {"person": "nora", "display_name": "Nora Bell"}, operator=True)
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everybody_can_use_the_pages_about_themselves(
    house: House, new_page: NewPage, scheme: Scheme
) -> None:
    phone = await house.come_in(await new_page(width=360, height=740, color_scheme=scheme), "ben")
    desktop = await house.come_in(await new_page(color_scheme=scheme), "ana")
    addresses = [(phone, house.at(path)) for path in PAGES]
    addresses += [(phone, house.settings.base_url + path) for path in ELSEWHERE]
    addresses += [(desktop, house.at(path)) for path in LEADING]
    for page, address in addresses:
        await page.goto(address)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await axe_violations(page) == [], address
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), address


@pytest.mark.parametrize("javascript", [True, False])
async def test_what_was_typed_before_reading_goes_on_after_it(
    house: House, new_page: NewPage, javascript: bool
) -> None:
    page = await house.come_in(await new_page(width=360, height=740, javascript=javascript), "nora")
    await page.goto(house.at("/goals"))
    field = page.get_by_label("What do you want us to reach?")
    if not await field.is_visible():
        await page.locator("summary", has_text="Propose a goal").click()
    await field.fill(GOAL)
    await page.get_by_role("button", name="Propose this goal").click()
    await expect(page.get_by_role("heading", name="Before your first step here")).to_be_visible()
    if javascript:
        assert await axe_violations(page) == []
    await page.get_by_role("button", name="I have read this: go on").click()
    await expect(page.get_by_role("article").filter(has_text=GOAL)).to_be_visible()
