"""One text, two browsers, two editors: names where others write, a caret that nobody moves, nothing lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage, Scheme
from tests.journeys.drafts import Editor, authors, begin, draft, go_to, reads, saved, tab_to, writing
from tests.journeys.house import House, standing

EDITORS: tuple[Editor, ...] = ("plain", "full")
WIDTHS: list[tuple[int, Scheme]] = [(1280, "light"), (360, "dark")]


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    async with standing(migrated_database_url, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
async def test_names_stand_where_others_write_and_nobodys_caret_moves(
    house: House, new_page: NewPage, width: int, scheme: Scheme
) -> None:
    ana = await writing(house, await new_page(width=width, color_scheme=scheme), "ana", "full")
    ben = await writing(house, await new_page(width=width), "ben")
    await draft(ana).press_sequentially("We breathe")
    await reads(ben, "We breathe")
    await go_to(ben, 2)
    await expect(ana.locator(".other-name")).to_have_count(0)
    await ben.get_by_label("Show others my name while I write").check()
    await go_to(ben, 2)
    name = ana.locator(".other-name")
    await expect(name).to_have_text("Ben Okafor")
    await expect(name).to_be_in_viewport(ratio=1)
    await ben.keyboard.type(" all")
    await reads(ana, "We all breathe")
    await ana.keyboard.type(" easily")
    await reads(ben, "We all breathe easily")
    await ben.keyboard.type(" can")
    await reads(ana, "We all can breathe easily")
    await expect(draft(ana)).to_be_focused()
    await expect(draft(ben)).to_be_focused()
    for page in (ana, ben):
        assert await axe_violations(page) == []
        assert complaints(page) == []
    await ben.get_by_label("Only for you").get_by_role("textbox").focus()
    await expect(name).to_have_count(0)


FROM_THE_MENU = """inputType => {
  const asked = new InputEvent("beforeinput", { inputType, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(asked);
}"""
INSIDE = """() => {
  const field = document.querySelector(".cm-scroller");
  const [name, { right }] = [document.querySelector(".other-name"), field.getBoundingClientRect()];
  return name && name.getBoundingClientRect().right <= right && field.scrollWidth <= field.clientWidth;
}"""


async def test_a_name_is_read_whole_wherever_in_a_narrow_field_its_person_writes(
    house: House, new_page: NewPage
) -> None:
    ana = await writing(house, await new_page(width=360), "ana", "full")
    ben = await writing(house, await new_page(width=360), "ben")
    await ben.get_by_label("Show others my name while I write").check()
    for word in ["We", "breathe", "easily", "in", "every", "school", "and", "at", "every", "bus", "stop"]:
        await draft(ben).press_sequentially(f"{word} ")
        await saved(ben)
        await ana.wait_for_function(INSIDE)
    assert await axe_violations(ana) == []


@pytest.mark.parametrize("width", [1280, 360])
async def test_everything_is_done_by_keyboard(house: House, new_page: NewPage, width: int) -> None:
    ana = await begin(house, await new_page(width=width), "ana")
    ben = await begin(house, await new_page(width=width), "ben")
    await saved(ana)
    await saved(ben)
    await tab_to(ana, "draft-text")
    await ana.keyboard.type("We breathe")
    await tab_to(ana, "draft-names")
    await ana.keyboard.press("Space")
    await expect(ana.locator(".cm-content")).to_be_visible()
    await ana.keyboard.press("Shift+Tab")
    await expect(draft(ana)).to_be_focused()
    await ana.keyboard.type(" easily")
    await tab_to(ben, "draft-seen")
    await ben.keyboard.press("Space")
    await ben.keyboard.press("Shift+Tab")
    await ben.keyboard.press("Shift+Tab")
    await expect(draft(ben)).to_be_focused()
    await expect(ana.locator(".other-name")).to_have_text("Ben Okafor")
    assert await axe_violations(ana) == []
    await tab_to(ana, "passage-passage")
    await ana.keyboard.type("Today.")
    await ana.keyboard.press("Tab")
    await ana.keyboard.press("Enter")
    await reads(ben, "We breathe easily Today.")
    await ana.keyboard.press("Shift+Tab")
    for _ in range(4):
        await ana.keyboard.press("Shift+Tab")
        if await draft(ana).evaluate("one => one === document.activeElement"):
            break
    await ana.keyboard.type(" Tomorrow.")
    await reads(ben, "We breathe easily Today. Tomorrow.")
    await saved(ana)
    for page in (ana, ben):
        assert complaints(page) == []


@pytest.mark.parametrize("editor", EDITORS)
async def test_a_caret_stays_among_its_words_whatever_others_write_around_it(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", editor)
    ben = await writing(house, await new_page(), "ben")
    await draft(ana).press_sequentially("one two 😀 three")
    await reads(ben, "one two 😀 three")
    await go_to(ana, 4)
    for text in ("ONE! one two 😀 three", "ONE! one twofold 😀 three", "ONE! one twofold 😁 three"):
        await draft(ben).fill(text)
    await reads(ana, "ONE! one twofold 😁 three")
    await ana.keyboard.type("1")
    await reads(ben, "ONE! one 1twofold 😁 three")
    await ana.get_by_label("Try out a sentence here").focus()
    await draft(ben).fill("one 1twofold 😁 three")
    await reads(ana, "one 1twofold 😁 three")
    await draft(ana).focus()
    await ana.keyboard.type("2")
    await reads(ben, "one 12twofold 😁 three")
    await saved(ana)


@pytest.mark.parametrize(("mine", "theirs"), [("full", "full"), ("full", "plain")])
async def test_two_write_at_the_same_time_and_every_letter_stands_where_it_was_typed(
    house: House, new_page: NewPage, mine: Editor, theirs: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", mine)
    ben = await writing(house, await new_page(width=360), "ben", theirs)
    await draft(ana).press_sequentially("[] and {}")
    await reads(ben, "[] and {}")
    for page in (ana, ben):
        await page.get_by_label("Show others my name while I write").check()
    await go_to(ana, 1)
    await go_to(ben, 8)
    first, second = "We breathe 😀 easily ", "in every school and bus "
    await asyncio.gather(ana.keyboard.type(first * 3), ben.keyboard.type(second * 3))
    for page in (ana, ben):
        await reads(page, f"[{first * 3}] and {{{second * 3}}}")
        await saved(page)
        await expect(draft(page)).to_be_focused()
        assert complaints(page) == []
    await expect(ana.locator(".other-name")).to_have_text("Ben Okafor")


@pytest.mark.parametrize("editor", EDITORS)
async def test_one_takes_back_what_one_wrote_and_nothing_of_others(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", editor)
    ben = await writing(house, await new_page(), "ben")
    await draft(ana).press_sequentially("We breathe")
    await reads(ben, "We breathe")
    await go_to(ben, 2)
    await ben.keyboard.type(" all")
    await reads(ana, "We all breathe")
    await ana.keyboard.press("Control+A")
    await ana.keyboard.press("Delete")
    await reads(ben, "")
    await ana.keyboard.press("Control+Z")
    await reads(ben, "We all breathe")
    await ana.keyboard.press("Control+Shift+Z")
    await reads(ben, "")
    await ana.keyboard.press("Control+Z")
    await reads(ben, "We all breathe")
    if editor == "full":
        await ana.evaluate(FROM_THE_MENU, "historyRedo")
        await reads(ben, "")
        await ana.evaluate(FROM_THE_MENU, "historyUndo")
        await reads(ben, "We all breathe")
    await saved(ana)
    assert await authors(house, ana) == [("ana", "We"), ("ben", " all"), ("ana", " breathe")]


@pytest.mark.parametrize("editor", EDITORS)
async def test_a_private_sentence_goes_where_one_wrote_last(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", editor)
    ben = await writing(house, await new_page(), "ben")
    await draft(ana).press_sequentially("First. Last.")
    await go_to(ana, 6)
    box = ana.get_by_label("Try out a sentence here")
    await box.press_sequentially("In between.")
    await reads(ben, "First. Last.")
    await go_to(ben, 0)
    await ben.keyboard.type("At once! ")
    await expect(box).to_have_value("In between.")
    await expect(box).to_be_focused()
    await ana.get_by_role("button", name="Put into the draft").click()
    await reads(ben, "At once! First. In between. Last.")
    await expect(ana.get_by_text("It is in the draft now")).to_be_visible()
    await expect(box).to_have_value("")
    await draft(ana).focus()
    await ana.keyboard.type(" Then.")
    await reads(ben, "At once! First. In between. Then. Last.")


@pytest.mark.parametrize("editor", EDITORS)
async def test_the_passage_that_somebody_selects_is_told_with_what_stands_around_it(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", editor)
    await draft(ana).press_sequentially("We breathe 😀 easily")
    await ana.evaluate("document.addEventListener('draft:selected', ({ detail }) => (window.heard = detail))")
    await go_to(ana, 3)
    for _ in "breathe":
        await ana.keyboard.press("Shift+ArrowRight")
    await ana.wait_for_function("() => window.heard?.text === 'breathe'")
    assert await ana.evaluate("window.heard") == {"text": "breathe", "before": "We ", "after": " 😀 easily"}


@pytest.mark.parametrize("width", [1280, 360])
async def test_one_with_a_plain_form_writes_along_with_one_who_sees_where_others_write(
    house: House, new_page: NewPage, width: int
) -> None:
    ana = await writing(house, await new_page(width=width), "ana", "full")
    ben = await begin(house, await new_page(javascript=False, width=width), "ben")
    assert await axe_violations(ana) == []
    await draft(ana).press_sequentially("We breathe")
    await saved(ana)
    await ben.reload()
    await ben.get_by_label("The draft").fill("We breathe 😀 easily")
    await go_to(ana, 2)
    await ana.keyboard.type(" all")
    await saved(ana)
    await ben.get_by_role("button", name="Save what I wrote").click()
    await expect(ben.get_by_text("Saved. Others can read it now.")).to_be_visible()
    await expect(ben.get_by_label("The draft")).to_have_value("We all breathe 😀 easily")
    await reads(ana, "We all breathe 😀 easily")
    await ana.keyboard.type(" can")
    await reads(ana, "We all can breathe 😀 easily")


@pytest.mark.parametrize("editor", EDITORS)
async def test_what_is_begun_beside_the_draft_stays_whatever_others_do(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", editor)
    ben = await writing(house, await new_page(), "ben")
    await draft(ana).press_sequentially("We breathe easily")
    await reads(ben, "We breathe easily")
    await ana.get_by_label("Try out a sentence here").fill("half a sent")
    await go_to(ana, 3)
    for _ in "breathe":
        await ana.keyboard.press("Shift+ArrowRight")
    await ana.get_by_text("Suggest other words").click()
    mine = ana.locator("#suggest")
    await expect(mine.get_by_label("Which words?")).to_have_value("breathe")
    await mine.get_by_label("Your words instead").fill("si")
    await suggest(ben, "easily", "with ease")
    await expect(ana.locator("#suggestions-title + *")).to_contain_text("with ease")
    await go_to(ben, 2)
    await ben.keyboard.type(" all")
    await reads(ana, "We all breathe easily")
    await expect(mine.get_by_label("Your words instead")).to_have_value("si")
    await expect(mine.get_by_label("Your words instead")).to_be_focused()
    await expect(ana.get_by_label("Try out a sentence here")).to_have_value("half a sent")
    await ana.keyboard.type("ng")
    await mine.get_by_role("button", name="Suggest it").click()
    await expect(ben.locator("#suggestions-title + *")).to_contain_text("sing")
    await expect(ana.get_by_label("Try out a sentence here")).to_have_value("half a sent")
    await reads(ana, "We all breathe easily")
    for page in (ana, ben):
        assert await axe_violations(page) == []
        assert complaints(page) == []


async def suggest(page: Page, words: str, instead: str) -> None:
    """Suggest other words, which were copied by hand."""
    await page.get_by_text("Suggest other words").click()
    form = page.locator("#suggest")
    await form.get_by_label("Which words?").fill(words)
    await form.get_by_label("Your words instead").fill(instead)
    await form.get_by_role("button", name="Suggest it").click()
