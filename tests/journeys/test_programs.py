"""Somebody makes a token by keyboard, a program comes in with it, and the pages about it suit everybody."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.house import standing
from tests.journeys.test_every_page import what_is_wrong

NEW = "Calendar of the clinic"


async def test_a_token_is_made_by_keyboard_and_a_program_comes_in_with_it(
    migrated_sqlite_url: str, tmp_path: Path, new_page: NewPage
) -> None:
    page = await new_page(1280, 900)
    async with standing(migrated_sqlite_url, tmp_path) as house:
        await house.come_in(page, "ben")
        await page.goto(house.at("/"))
        await page.locator("details.me summary").press("Enter")
        await page.get_by_role("link", name="My tokens").press("Enter")
        await page.get_by_label("What is it for?").fill(NEW)
        await page.get_by_role("button", name="Make the token").press("Enter")
        token = await page.locator("pre.secret code").inner_text()
        answer = await asked(house.settings.base_url, house.partnership, token)
        assert answer.json()["person"] == "ben"
        await page.get_by_role("button", name=f"Take back {NEW}").press("Enter")
        await page.get_by_text("No token yet").wait_for()


async def asked(base: str, partnership: str, token: str) -> httpx.Response:
    """What the program is told."""
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as client:
        return await client.get(f"{base}/api/v1/partnerships/{partnership}")


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_pages_suit_everybody(
    migrated_sqlite_url: str, tmp_path: Path, new_page: NewPage, language: str
) -> None:
    page = await new_page(1280, 900)
    async with standing(migrated_sqlite_url, tmp_path) as house:
        await house.come_in(page, "ana", language)
        wrong = [
            f"{path}: {line}"
            for path in (house.at("/me/tokens"), house.at("/webhooks"), f"{house.settings.base_url}/api/v1/")
            for line in await what_is_wrong(page, path)
            if line != "something is kept in the browser"  # The test's own cookie, which it let scripts see.
        ]
        assert wrong == []
