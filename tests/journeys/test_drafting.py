"""Two people write one text, each in a browser of their own; one of them may have no script at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.drafts import begin, saved
from tests.journeys.house import House, standing
from tests.journeys.walk import propose_a_wording


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    async with standing(migrated_database_url, tmp_path) as opened:
        yield opened


async def test_two_people_type_in_one_text_and_nobodys_caret_moves(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(), await new_page()
    await begin(house, ana, "ana")
    await begin(house, ben, "ben")
    await saved(ana)
    await saved(ben)
    mine, theirs = ana.get_by_label("The draft"), ben.get_by_label("The draft")
    await mine.press_sequentially("We breathe")
    await saved(ana)
    await expect(theirs).to_have_value("We breathe")
    await theirs.focus()
    await ben.keyboard.press("Control+Home")
    await ben.keyboard.type("Today: ")
    await expect(mine).to_have_value("Today: We breathe")
    await ana.keyboard.type(" easily")
    await expect(theirs).to_have_value("Today: We breathe easily")
    await ben.keyboard.type("all: ")
    await expect(mine).to_have_value("Today: all: We breathe easily")
    await expect(mine).to_be_focused()
    await expect(theirs).to_be_focused()
    await saved(ben)
    for page in (ana, ben):
        assert await axe_violations(page) == []
        assert complaints(page) == []


async def test_a_name_is_shown_only_of_who_wants_it(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(), await new_page()
    await begin(house, ana, "ana")
    await begin(house, ben, "ben")
    await saved(ana)
    await ana.get_by_label("The draft").press_sequentially("We")
    await expect(ben.get_by_label("The draft")).to_have_value("We")
    await expect(ben.locator("#draft-here")).to_be_empty()
    await ana.get_by_label("Show others my name while I write").check()
    await ana.get_by_label("The draft").press_sequentially(" all")
    await expect(ben.get_by_text("Writing now: Ana Ruiz")).to_be_visible()


async def test_one_without_script_writes_along(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(), await new_page(javascript=False, width=360, height=740)
    await begin(house, ana, "ana")
    await begin(house, ben, "ben")
    await saved(ana)
    await ana.get_by_label("The draft").press_sequentially("We breathe")
    await saved(ana)
    await ben.reload()
    await ben.get_by_label("The draft").fill("We breathe easily")
    await ana.get_by_label("The draft").press_sequentially(". All of us")
    await saved(ana)
    await ben.get_by_role("button", name="Save what I wrote").click()
    await expect(ben.get_by_text("Saved. Others can read it now.")).to_be_visible()
    both = {"We breathe easily. All of us", "We breathe. All of us easily"}
    value = await ben.get_by_label("The draft").input_value()
    assert value in both
    await expect(ana.get_by_label("The draft")).to_have_value(value)


async def test_what_is_written_offline_is_sent_when_the_line_is_back(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(), await new_page()
    await begin(house, ana, "ana")
    await begin(house, ben, "ben")
    await saved(ana)
    await ana.get_by_label("The draft").press_sequentially("We")
    await expect(ben.get_by_label("The draft")).to_have_value("We")
    rooms = house.app.state.rooms
    await ana.context.set_offline(True)
    for room in list(rooms._rooms.values()):
        room.give_up("The line is cut.")
    await ana.get_by_label("The draft").press_sequentially(" breathe")
    await expect(ana.locator("#draft-state")).to_contain_text("Offline")
    await ben.get_by_label("The draft").focus()
    await ben.keyboard.press("Control+Home")
    await ben.keyboard.type("Now: ")
    await ana.context.set_offline(False)
    await expect(ben.get_by_label("The draft")).to_have_value("Now: We breathe")
    await expect(ana.get_by_label("The draft")).to_have_value("Now: We breathe")
    await saved(ana)


async def test_a_private_sentence_is_put_into_the_draft_and_the_draft_is_proposed(
    house: House, new_page: NewPage
) -> None:
    ana = await new_page()
    await begin(house, ana, "ana")
    await saved(ana)
    await ana.get_by_label("Try out a sentence here").fill("We breathe easily.")
    await ana.get_by_role("button", name="Put into the draft").click()
    await expect(ana.get_by_label("The draft")).to_have_value("We breathe easily.")
    await saved(ana)
    await ana.get_by_role("link", name="See how it came about").click()
    await expect(ana.get_by_text("100 % of the letters")).to_be_visible()
    assert await axe_violations(ana) == []
    await ana.get_by_role("link", name="Write together").click()
    await saved(ana)
    await ana.get_by_role("button", name="Propose this wording").click()
    await expect(ana.get_by_text("We breathe easily.").first).to_be_visible()
    assert complaints(ana) == []


async def test_the_offer_to_begin_goes_when_somebody_writes_and_moves_nobodys_line(
    house: House, new_page: NewPage
) -> None:
    ana, ben = await new_page(), await new_page()
    await house.come_in(ana, "ana")
    await ana.goto(house.at("/mission"))
    await propose_a_wording(ana)
    await begin(house, ana, "ana")
    await begin(house, ben, "ben")
    await saved(ana)
    await saved(ben)
    offers = [page.get_by_role("region", name="Begin with the text that is proposed") for page in (ana, ben)]
    for offer in offers:
        await expect(offer).to_be_visible()
    field = ana.get_by_label("The draft")
    await field.focus()
    before = await field.bounding_box()
    await field.press_sequentially("We")
    for offer in offers:
        await expect(offer).to_be_hidden()
    assert await field.bounding_box() == before
    await field.fill("")
    for offer in offers:
        await expect(offer).to_be_visible()
