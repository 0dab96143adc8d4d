"""Somebody puts a better text over one that others wrote: what they did not change stays others'."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.drafts import Editor, authors, draft, go_to, reads, saved, writing
from tests.journeys.house import House, standing

EDITORS: tuple[Editor, ...] = ("plain", "full")
TEXT = "We breathe badly. All rest well 😀 at night."
BETTER = "We breathe easily. All rest well 😀 at noon."
PASTE = """words => {
  const pasted = new DataTransfer();
  pasted.setData("text/plain", words);
  const asked = { clipboardData: pasted, bubbles: true, cancelable: true };
  const there = document.activeElement.dispatchEvent(new ClipboardEvent("paste", asked));
  if (there) document.execCommand("insertText", false, words);
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    async with standing(migrated_database_url, tmp_path) as opened:
        yield opened


async def together(house: House, new_page: NewPage, editor: Editor) -> tuple[Page, Page]:
    """Ana, who wrote the text, and Ben, who uses one of the editors."""
    ana = await writing(house, await new_page(), "ana")
    ben = await writing(house, await new_page(), "ben", editor)
    await draft(ana).press_sequentially(TEXT)
    await saved(ana)
    await reads(ben, TEXT)
    return ana, ben


async def paste(page: Page, text: str) -> None:
    """Put something over the whole text."""
    await draft(page).focus()
    await page.keyboard.press("Control+A")
    await page.evaluate(PASTE, text)


@pytest.mark.parametrize("editor", EDITORS)
async def test_who_pastes_a_better_text_over_the_whole_writes_only_the_words_that_changed(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana, ben = await together(house, new_page, editor)
    await remark(ana, "rest well 😀")
    await go_to(ana, TEXT.index("All"))
    await paste(ben, BETTER)
    await reads(ana, BETTER)
    await ana.keyboard.type("We ")
    await reads(ben, BETTER.replace("All", "We All"))
    await ben.keyboard.type(" Yes.")
    await saved(ben)
    await expect(draft(ben)).to_be_focused()
    changed = [("ana", "We breathe "), ("ben", "easily"), ("ana", ". We All rest well 😀 at ")]
    assert await authors(house, ben) == [*changed, ("ben", "noon"), ("ana", "."), ("ben", " Yes.")]
    await ana.reload()
    await expect(ana.get_by_role("article", name="A remark")).to_contain_text("About rest well 😀")
    await expect(ana.get_by_text("These words have changed since")).to_have_count(0)
    for page in (ana, ben):
        assert complaints(page) == []


@pytest.mark.parametrize("editor", EDITORS)
async def test_one_step_takes_a_pasted_text_back_and_every_word_is_its_authors_again(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana, ben = await together(house, new_page, editor)
    await paste(ben, BETTER)
    await reads(ana, BETTER)
    await ben.keyboard.press("Control+Z")
    await reads(ana, TEXT)
    await saved(ben)
    assert await authors(house, ben) == [("ana", TEXT)]
    await ben.keyboard.press("Control+Shift+Z")
    await reads(ana, BETTER)


@pytest.mark.parametrize("editor", EDITORS)
async def test_a_tool_that_puts_the_whole_text_in_at_once_writes_only_the_words_that_changed(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana, ben = await together(house, new_page, editor)
    await draft(ben).fill(BETTER)
    await reads(ana, BETTER)
    await saved(ben)
    changed = [("ana", "We breathe "), ("ben", "easily"), ("ana", ". All rest well 😀 at ")]
    assert await authors(house, ben) == [*changed, ("ben", "noon"), ("ana", ".")]


async def remark(page: Page, words: str) -> None:
    """Say something about a passage."""
    await page.get_by_text("Make a remark").click()
    form = page.get_by_role("form", name="Make a remark")
    await form.get_by_label("Which words?").fill(words)
    await form.get_by_label("What do you want to say?").fill("Good.")
    await form.get_by_role("button", name="Say it").click()
    await expect(page.get_by_role("article", name="A remark")).to_be_visible()
