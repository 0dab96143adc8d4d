"""Two partners at one table, each with the pages open: what one does, the other sees at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys import walk
from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, live, standing

ANOTHER = "Read the new letters aloud"
SOON = 2_000
"""How long what somebody did may take to stand on the others' pages, in milliseconds. A second is what
readers are promised; the rest is for a machine that runs several tests at once."""


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    async with standing(migrated_database_url, tmp_path) as opened:
        yield opened


async def test_what_one_partner_does_stands_on_the_others_open_pages(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(), await new_page()
    await house.opened_by(ana, "ana", "/mission")
    await house.opened_by(ben, "ben", "/mission")
    await propose_and_decide(ana, ben)
    await wish_and_vote(ana, ben)
    await promise_and_confirm(ana, ben)
    await look_at_the_table(ana, ben)
    for page in (ana, ben):
        assert complaints(page) == []
        assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


async def propose_and_decide(ana: Page, ben: Page) -> None:
    """A wording of one is answered by both."""
    await walk.propose_a_wording(ana)
    await expect(walk.wording(ben)).to_be_visible(timeout=SOON)
    await expect(walk.wording(ben).get_by_role("link", name="Open a decision on it")).to_be_visible()
    await walk.open_a_decision(ana)
    question = walk.wording(ben).get_by_role("link", name=walk.QUESTION)
    await expect(question).to_be_visible(timeout=SOON)
    await question.click()
    await live(ben)
    await walk.vote(ana)
    await expect(ben.get_by_text("1 of 4 have answered")).to_be_visible(timeout=SOON)
    await walk.vote(ben)
    await expect(ana.get_by_text("2 of 4 have answered")).to_be_visible(timeout=SOON)


async def wish_and_vote(ana: Page, ben: Page) -> None:
    """A goal of one stands on the other's page, to be voted on; the counts follow."""
    for page in (ana, ben):
        await walk.room(page, "Goals")
        await live(page)
    await walk.propose_a_goal(ana)
    await expect(walk.goal(ben)).to_be_visible(timeout=SOON)
    await walk.vote_on_goal(ana, "I support it")
    await expect(walk.goal(ben).get_by_text("1 support")).to_be_visible(timeout=SOON)
    await walk.vote_on_goal(ben, "Not sure")
    await expect(walk.goal(ana).get_by_text("1 not sure")).to_be_visible(timeout=SOON)
    await walk.vote_on_goal(ben, "I support it")
    await expect(walk.goal(ana).get_by_text("2 support")).to_be_visible(timeout=SOON)
    await expect(walk.goal(ana).get_by_text("0 not sure")).to_be_visible()


async def promise_and_confirm(ana: Page, ben: Page) -> None:
    """A promise is made and kept by one, and confirmed by the other."""
    for page in (ana, ben):
        await walk.room(page, "Promises")
        await live(page)
    await walk.make_a_promise(ana)
    await expect(walk.promise(ben)).to_be_visible(timeout=SOON)
    await walk.mark_it_done(ana)
    await expect(walk.promise(ben).get_by_text(walk.SEEN)).to_be_visible(timeout=SOON)
    await walk.confirm_it(ben)
    await expect(walk.promise(ana).get_by_text("Confirmed by Ben Okafor")).to_be_visible(timeout=SOON)


async def look_at_the_table(ana: Page, ben: Page) -> None:
    """The overview follows as well: what lies on the table, what happened last, and what it asks."""
    await walk.room(ben, "The table")
    await live(ben)
    await expect(ben.get_by_text(walk.MISSION).first).to_be_visible()
    await walk.room(ana, "Goals")
    await live(ana)
    await walk.propose_a_goal(ana, ANOTHER)
    await expect(ben.get_by_role("region", name="Last moments").get_by_text(ANOTHER)).to_be_visible(
        timeout=SOON
    )
    await expect(ben.get_by_text("2 proposed")).to_be_visible()
    await walk.room(ana, "Promises")
    await live(ana)
    await walk.make_a_promise(ana, ANOTHER)
    await walk.mark_it_done(ana, ANOTHER)
    # Asks are personal: each page fetches its own, a few seconds after something happened.
    await expect(ben.get_by_role("region", name="Needs you")).to_contain_text(ANOTHER, timeout=15_000)


async def test_onlookers_follow_at_once_and_meet_no_name(house: House, new_page: NewPage) -> None:
    ana, ada, olga = await new_page(), await new_page(), await new_page()
    await house.opened_by(ana, "ana", "/mission")
    await house.opened_by(ada, "ada", "/history")
    await house.opened_by(olga, "olga", "/goals")
    await walk.propose_a_wording(ana)
    await expect(ada.get_by_text(walk.MISSION)).to_be_visible(timeout=SOON)
    await walk.open_a_decision(ana)
    await walk.vote(ana)
    await expect(ada.get_by_text("has no objection:")).to_be_visible(timeout=SOON)
    await walk.room(ana, "Goals")
    await live(ana)
    await walk.propose_a_goal(ana)
    await expect(walk.goal(olga)).to_be_visible(timeout=SOON)
    await walk.vote_on_goal(ana, "I support it")
    await expect(walk.goal(olga).get_by_text("1 support")).to_be_visible(timeout=SOON)
    for page, alias in ((ada, "Person 1"), (olga, "a member")):
        await expect(page.get_by_role("main")).to_contain_text(alias, ignore_case=True)
        await expect(page.get_by_role("main")).not_to_contain_text("Ana Ruiz")
        assert await page.get_by_role("main").locator("form[method=post]").count() == 0
        assert complaints(page) == []
