"""The same walk without JavaScript, and with no more than a keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, live, standing

LONGEST_WAY = 80
"""So many times somebody presses Tab before they give up."""


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        yield opened


async def test_everything_can_be_done_without_javascript(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(javascript=False), await new_page(javascript=False)
    for page, person in ((ana, "ana"), (ben, "ben")):
        await house.come_in(page, person)
        await page.goto(house.at("/mission"))
    await walk.propose_a_wording(ana)
    await walk.open_a_decision(ana)
    await walk.vote(ana)
    await walk.room(ben, "Decisions")
    await ben.get_by_role("link", name=walk.QUESTION).click()
    await walk.vote(ben)
    await expect(ben.get_by_text("2 of 4 have answered")).to_be_visible()
    for page in (ana, ben):
        await walk.room(page, "Goals")
    await walk.propose_a_goal(ana)
    await walk.room(ana, "Goals")
    await walk.vote_on_goal(ana, "I support it")
    await ben.reload()
    await walk.vote_on_goal(ben, "Against")
    await expect(walk.goal(ben).get_by_text("1 against")).to_be_visible()
    await walk.room(ana, "Promises")
    await walk.make_a_promise(ana)
    await walk.room(ana, "Promises")
    await walk.mark_it_done(ana)
    await walk.room(ben, "Promises")
    await walk.confirm_it(ben)


async def test_what_was_wrong_is_said_without_javascript_and_the_text_is_kept(
    house: House, new_page: NewPage
) -> None:
    page = await new_page(javascript=False)
    await house.come_in(page, "ana")
    await page.goto(house.at("/promises"))
    await walk.unfold(page, "I promise to…")
    form = page.get_by_role("form", name="I promise to…")
    await form.get_by_label("I promise to…").fill(walk.PROMISE)
    await form.get_by_label("How much?").fill("a lot")
    await form.get_by_role("button", name="I promise this").click()
    await expect(page.get_by_role("alert")).to_contain_text("what you wrote is still here")
    await expect(form.get_by_label("I promise to…")).to_have_value(walk.PROMISE)
    await expect(form.get_by_label("How much?")).to_have_value("a lot")


async def test_everything_can_be_done_with_the_keyboard(house: House, new_page: NewPage) -> None:
    page = await new_page()
    keys = Keys(page)
    await house.opened_by(page, "ana", "/mission")
    await keys.press(page.get_by_role("button", name="Begin our mission"))
    text = page.get_by_role("form", name="Our mission").get_by_label("Your wording")
    await text.wait_for()
    await keys.write(text, walk.MISSION)
    await keys.press(page.get_by_role("button", name="Propose this wording"))
    await keys.press(page.get_by_role("link", name="Open a decision on it"))
    await keys.write(page.get_by_label("The question"), walk.QUESTION)
    await keys.reach(page.get_by_role("radio").first)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("radio").first).to_be_checked()
    await keys.press(page.get_by_role("button", name="Open the decision"))
    await keys.press(page.get_by_role("form", name="Your vote").get_by_role("button").first)
    await expect(page.get_by_text("Change my vote")).to_be_visible()
    await wish_and_promise(house, page, keys)
    assert complaints(page) == []


async def wish_and_promise(house: House, page: Page, keys: Keys) -> None:
    """A goal, a vote on it, and a promise that is kept."""
    await page.goto(house.at("/goals"))
    await live(page)
    if not await page.get_by_label("What do you want us to reach?").is_visible():
        await keys.press(page.locator("summary", has_text="Propose a goal"))
    await keys.write(page.get_by_label("What do you want us to reach?"), walk.GOAL)
    await keys.press(page.get_by_role("button", name="Propose this goal"))
    support = walk.goal(page).get_by_role("button", name="I support it")
    await keys.press(support)
    await expect(support).to_have_attribute("aria-pressed", "true")
    await page.goto(house.at("/promises"))
    await live(page)
    form = page.get_by_role("form", name="I promise to…")
    if not await form.is_visible():
        await keys.press(page.locator("summary", has_text="I promise to…"))
    await keys.write(form.get_by_label("I promise to…"), walk.PROMISE)
    await keys.reach(form.get_by_label("What kind of help is it?"))
    await page.keyboard.press("ArrowDown")
    await keys.press(form.get_by_role("button", name="I promise this"))
    await keys.press(walk.promise(page).locator("summary", has_text="I've done it"))
    await keys.press(walk.promise(page).get_by_role("button", name="It is done"))
    await expect(walk.promise(page).get_by_text("Somebody else will have a look")).to_be_visible()


class Keys:
    """A person who has a keyboard and nothing else, and looks for the ring that shows where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def reach(self, place: Locator) -> None:
        """Go on with Tab until a place is reached, as soon as it is there; it must be seen there."""
        await place.wait_for(state="attached")
        for _ in range(LONGEST_WAY):
            if await place.count() and await place.evaluate("one => one === document.activeElement"):
                break
            await self.page.keyboard.press("Tab")
        await expect(place).to_be_focused(timeout=1_000)
        await expect(place).to_be_in_viewport()
        ring = await place.evaluate(RING)
        assert ring == "solid 3px", f"{place}: {ring}"

    async def press(self, place: Locator) -> None:
        """Reach a button or a link, and press it."""
        await self.reach(place)
        await self.page.keyboard.press("Enter")

    async def write(self, place: Locator, text: str) -> None:
        """Reach a field, and write into it."""
        await self.reach(place)
        await self.page.keyboard.type(text)


RING = """one => {
  const seen = [one, one.closest('label')].filter(Boolean).map(each => getComputedStyle(each));
  const ring = seen.find(style => style.outlineStyle !== 'none') ?? seen[0];
  return `${ring.outlineStyle} ${ring.outlineWidth}`;
}"""
