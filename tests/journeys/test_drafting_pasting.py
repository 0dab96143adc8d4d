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

OLD, NEW = ("badly", "night"), ("easily", "noon")
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


@pytest.mark.parametrize("editor", ["plain", "full"])
async def test_who_pastes_a_better_text_over_the_whole_writes_only_the_words_that_changed(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana")
    ben = await writing(house, await new_page(), "ben", editor)
    text, better = (f"We breathe {how}. All rest well 😀 at {when}." for how, when in (OLD, NEW))
    await draft(ana).press_sequentially(text)
    await saved(ana)
    await reads(ben, text)
    await remark(ana, "rest well 😀")
    await go_to(ana, 18)
    await draft(ben).focus()
    await ben.keyboard.press("Control+A")
    await ben.evaluate(PASTE, better)
    await reads(ana, better)
    await ben.keyboard.press("Control+Z")
    await reads(ana, text)
    await saved(ben)
    assert await authors(house, ben) == [("ana", text)]
    await ben.keyboard.press("Control+Shift+Z")
    await reads(ana, better)
    await ben.keyboard.press("Control+End")
    await ana.keyboard.type("We ")
    await reads(ben, better.replace("All", "We All"))
    await ben.keyboard.type(" Yes.")
    await saved(ben)
    # Some tools for writing put the whole text in at once, without a paste.
    await draft(ben).fill(better.replace("We", "They").replace("All", "We All") + " Yes.")
    await saved(ben)
    await ana.reload()
    await expect(ana.get_by_role("article", name="A remark")).to_contain_text("About rest well 😀")
    await expect(ana.get_by_text("These words have changed since")).to_have_count(0)
    await expect(draft(ben)).to_be_focused()
    assert await authors(house, ben) == [
        ("ben", "They"),
        ("ana", " breathe "),
        ("ben", "easily"),
        ("ana", ". We All rest well 😀 at "),
        ("ben", "noon"),
        ("ana", "."),
        ("ben", " Yes."),
    ]
    for page in (ana, ben):
        assert complaints(page) == []


async def remark(page: Page, words: str) -> None:
    """Say something about a passage."""
    await page.get_by_text("Make a remark").click()
    form = page.get_by_role("form", name="Make a remark")
    await form.get_by_label("Which words?").fill(words)
    await form.get_by_label("What do you want to say?").fill("Good.")
    await form.get_by_role("button", name="Say it").click()
    await expect(page.get_by_role("article", name="A remark")).to_be_visible()
