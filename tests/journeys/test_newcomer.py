"""A newcomer on a phone: one touch to be somebody, at most three more to be counted."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.demo import Demo


class Touches:
    """Counts what is touched, and finds it by what can be read."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    async def on(self, role: str, name: str | re.Pattern[str]) -> None:
        """Touch the first thing of that name that stands on the page."""
        self.count += 1
        await self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


async def test_after_one_touch_the_page_says_the_mission_and_what_is_asked(
    demo: Demo, new_page: NewPage
) -> None:
    page = await new_page(360, 740)
    await page.goto(demo.url)
    touches = Touches(page)
    await touches.on("button", "Patient partner")
    await expect(page.get_by_role("heading", name="Needs you")).to_be_visible()
    asked = page.get_by_role("region", name="Needs you").get_by_role("listitem")
    assert 1 <= await asked.count() <= 3
    await expect(asked.first).to_contain_text("Is this our mission?")
    await expect(page.get_by_role("region", name="Mission")).to_contain_text("People with asthma")
    assert touches.count == 1


async def test_a_vote_is_cast_three_touches_later(own_demo: Demo, new_page: NewPage) -> None:
    page = await new_page(360, 740)
    await own_demo.be(page, "Patient partner")
    touches = Touches(page)
    await touches.on("link", "Vote")
    await touches.on("button", "No objection")
    await expect(page.get_by_text("Change my vote")).to_be_visible()
    assert touches.count <= 3
    await expect(page.get_by_role("main").get_by_text("It is kept.")).to_be_visible()
    assert complaints(page) == []


async def test_every_persona_is_one_touch_away_and_knows_who_they_are(demo: Demo, new_page: NewPage) -> None:
    for persona in (
        "Convener", "Patient partner", "Clinician", "Payer", "Researcher", "Community organiser", "Auditor",
        "Observer",
    ):  # fmt: skip
        page = await new_page(360, 740)
        await demo.be(page, persona)
        await expect(page.get_by_text("The people here are made up.")).to_be_visible()
        await expect(page.locator("details.me summary")).not_to_have_text("")
        await page.context.close()
