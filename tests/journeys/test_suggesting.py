"""Partners suggest other words, answer one another, and keep a time: by what stands on the page."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.drafts import draft, go_to, reads, saved, writing
from tests.journeys.house import House, live, standing
from tests.journeys.walk import unfold

TEXT = "We breathe badly. We rest badly."


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    async with standing(migrated_database_url, tmp_path) as opened:
        yield opened


async def together(house: House, new_page: NewPage) -> tuple[Page, Page]:
    """Ana and Ben in a draft that says something, both connected."""
    ana, ben = await new_page(), await new_page()
    await writing(house, ana, "ana")
    await writing(house, ben, "ben")
    await draft(ana).press_sequentially(TEXT)
    await saved(ana)
    await reads(ben, TEXT)
    for page in (ana, ben):
        await live(page)
    return ana, ben


async def choose(page: Page, words: str, place: int) -> None:
    """Select words of the draft, by keyboard."""
    await draft(page).focus()
    await go_to(page, place)
    for _ in words:
        await page.keyboard.press("Shift+ArrowRight")


async def form_of(page: Page, name: str) -> Locator:
    """A folded form, opened."""
    await unfold(page, name)
    return page.get_by_role("form", name=name)


async def coming(page: Page, name: str) -> Locator:
    """A card that arrives by itself; what one can do with it comes when one looks at it."""
    card = page.get_by_role("article", name=name)
    await card.scroll_into_view_if_needed()
    return card


async def test_a_suggestion_is_made_of_what_is_selected_and_taken_by_somebody_else(
    house: House, new_page: NewPage
) -> None:
    ana, ben = await together(house, new_page)
    await choose(ben, "badly", TEXT.rindex("badly"))
    form = await form_of(ben, "Suggest other words")
    await expect(form.get_by_label("Which words?")).to_have_value("badly")
    await form.get_by_label("Your words instead").fill("well")
    await form.get_by_label("Say why").fill("We do.")
    await form.get_by_role("button", name="Suggest it").click()
    card = await coming(ana, "A suggestion")
    await expect(card).to_contain_text("We do.")
    await expect(card.get_by_role("button", name="Take these words")).to_be_visible()
    await expect(ben.get_by_text("Somebody else takes it or declines it.")).to_be_visible()
    for page in (ana, ben):
        assert await axe_violations(page) == []
    await card.get_by_role("button", name="Take these words").press("Enter")
    # The card folds away under the keyboard, which stays beside the suggestions.
    await expect(ana.locator("div[id^=suggestions-]")).to_be_focused()
    for page in (ana, ben):
        await reads(page, "We breathe badly. We rest well.")
        await expect(page.get_by_text("1 settled suggestion")).to_be_visible()
    await ben.get_by_role("link", name="See how it came about").click()
    await expect(ben.locator(".authored")).to_contain_text("Ben Okafor")
    for page in (ana, ben):
        assert complaints(page) == []


async def test_a_suggestion_is_declined_with_a_reason_that_its_author_reads_at_once(
    house: House, new_page: NewPage
) -> None:
    ana, ben = await together(house, new_page)
    form = await form_of(ana, "Suggest other words")
    await form.get_by_label("Which words?").fill("badly")
    await form.get_by_role("button", name="Suggest it").click()
    await expect(form).to_contain_text("Copy a few more words")
    await expect(draft(ana)).to_have_value(TEXT)
    await form.get_by_label("Which words?").fill("breathe badly")
    await form.get_by_role("button", name="Suggest it").click()
    card = await coming(ben, "A suggestion")
    await expect(card).to_contain_text("Leave out")
    await unfold(card, "Decline")
    await card.get_by_label("Say why").fill("It is what we do.")
    await card.get_by_role("button", name="Leave the words as they are").click()
    await expect(ana.get_by_text("1 settled suggestion")).to_be_visible()
    await unfold(ana, "1 settled suggestion")
    await expect(ana.get_by_text("It is what we do.")).to_be_visible()
    await reads(ana, TEXT)
    assert await axe_violations(ana) == []
    for page in (ana, ben):
        assert [one for one in complaints(page) if "422" not in one] == []


async def test_a_remark_on_a_passage_gets_its_answer(house: House, new_page: NewPage) -> None:
    ana, ben = await together(house, new_page)
    await choose(ben, "breathe", TEXT.index("breathe"))
    form = await form_of(ben, "Make a remark")
    await expect(form.get_by_label("Which words?")).to_have_value("breathe")
    await form.get_by_label("What do you want to say?").fill("Who breathes?")
    await form.get_by_role("button", name="Say it").click()
    card = await coming(ana, "A remark")
    await expect(card).to_contain_text("About breathe")
    await unfold(card, "Answer")
    await card.get_by_role("radio", name="We take a part of it").check()
    await card.get_by_label("Say why").fill("It is said below.")
    assert await axe_violations(ana) == []
    await card.get_by_role("button", name="Give this answer").click()
    await expect(ben.get_by_text("1 answered remark")).to_be_visible()
    await unfold(ben, "1 answered remark")
    await expect(ben.get_by_text("It is said below.")).to_be_visible()
    for page in (ana, ben):
        assert complaints(page) == []


async def test_two_rounds_are_begun_and_ended_and_nothing_is_locked(house: House, new_page: NewPage) -> None:
    ana, ben = await together(house, new_page)
    await expect(ben.get_by_role("button", name="Begin the first round")).to_have_count(0)
    for name, number in (("Begin the first round", 1), ("Begin the second round", 2)):
        await ana.get_by_text("Keep the time").click()
        await unfold(ana, "Keep the time")
        await ana.get_by_label("Minutes").fill("20")
        await ana.get_by_role("button", name=name).click()
        await expect(ben.get_by_text(re.compile(f"Round {number} of 2, until"))).to_be_visible()
        await expect(ben.get_by_text("20 minutes left")).to_be_visible()
        assert await axe_violations(ben) == []
        await ana.get_by_role("button", name="End the round now").click()
        await expect(ben.get_by_text(re.compile("Round . of 2"))).to_have_count(0)
    await ben.locator("main").get_by_role("link", name="Ready to decide?").click()
    await expect(ben.get_by_role("button", name="Propose this wording")).to_be_in_viewport()
    await draft(ben).press_sequentially("All of us. ")
    await saved(ben)
    for page in (ana, ben):
        assert complaints(page) == []


async def test_without_script_on_a_phone_one_suggests_and_says_something_too(
    house: House, new_page: NewPage
) -> None:
    ana = await new_page()
    await writing(house, ana, "ana")
    await draft(ana).press_sequentially(TEXT)
    await saved(ana)
    ben = await new_page(javascript=False, width=360, height=740, color_scheme="dark")
    await house.come_in(ben, "ben")
    await ben.goto(ana.url)
    form = await form_of(ben, "Suggest other words")
    await form.get_by_label("Which words?").fill("rest badly")
    await form.get_by_label("Your words instead").fill("rest")
    await form.get_by_role("button", name="Suggest it").click()
    await expect(ben.get_by_role("article", name="A suggestion")).to_contain_text("rest badly")
    remark = await form_of(ben, "Make a remark")
    await remark.get_by_label("What do you want to say?").fill("Who rests?")
    await remark.get_by_role("button", name="Say it").click()
    await expect(ben.get_by_role("article", name="A remark")).to_contain_text("Who rests?")
    await ben.get_by_role("button", name="Take back").click()
    await unfold(ben, "1 settled suggestion")
    await expect(ben.get_by_text("taken back", exact=True)).to_be_visible()
