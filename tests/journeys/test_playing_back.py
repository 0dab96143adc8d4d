"""A draft is played back in a browser: by buttons, by its slider, by itself, and by plain links."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, standing
from tests.web.drafting.clock import Clock
from workspace.charter.commands import OpenDraft, OpenStatement, ProposeWording

HISTORY = (
    ("ana", "We never breathe well in this town."),
    ("ben", "We breathe well in this town."),
    ("ana", "We breathe well in this town. No child is left out."),
    ("cleo", "Together we breathe well in this town. No child is left out."),
    ("ana", "Together we breathe well. No child is left out."),
)


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        yield opened


async def written(house: House) -> str:
    """The path of a draft that three people wrote, and a wording that was proposed before."""
    statement, draft = uuid4().hex, uuid4().hex
    await house.ask(OpenStatement, {"kind": "mission"}, command=statement)
    await house.ask(ProposeWording, {"statement": statement, "text": "We breathe well."}, by="ben")
    await house.ask(OpenDraft, {"statement": statement, "language": "en"}, command=draft)
    rooms, clock = house.app.state.rooms, Clock()
    rooms.now = clock.now
    room = await rooms.room(house.partnership, draft)
    for person, text in HISTORY:
        await room.edit(person, room.text, text)
        clock.wait(minutes=1)
    return f"/drafts/{draft}"


async def test_it_plays_by_itself_and_stops_at_the_end(house: House, new_page: NewPage) -> None:
    draft, page = await written(house), await new_page()
    await house.opened_by(page, "ben", draft + "/story?version=3")
    await expect(page.get_by_text("Pause 3 of 5")).to_be_visible()
    await page.get_by_role("button", name="Play").click()
    await expect(page.get_by_text("Pause 4 of 5").first).to_be_visible()
    await expect(page.get_by_role("button", name="Stop")).to_be_focused()
    await expect(page.get_by_text("Pause 5 of 5").first).to_be_visible()
    await expect(page.get_by_role("button", name="Play")).to_be_focused()
    await expect(page).to_have_url(house.at(draft + "/story?version=5"))
    await expect(page.get_by_role("status").filter(has_text="Pause 5 of 5")).to_be_attached()
    assert await axe_violations(page) == []
    assert complaints(page) == []


async def test_its_buttons_its_slider_and_its_list_lead_to_pauses_that_can_be_shared(
    house: House, new_page: NewPage
) -> None:
    draft, page = await written(house), await new_page(width=360, height=740)
    await house.opened_by(page, "ben", draft + "/story")
    shown = page.locator("#story-shown")
    await page.get_by_role("link", name="Earlier").click()
    await expect(shown).to_contain_text("Pause 4 of 5")
    await expect(page.get_by_role("link", name="Earlier")).to_be_focused()
    slider = page.get_by_role("slider", name="Pause")
    await slider.press("Home")
    await expect(shown).to_contain_text("We never breathe")
    await slider.press("ArrowRight")
    await expect(shown).to_contain_text("Ben Okafor took out what Ana Ruiz had written: never")
    await expect(slider).to_be_focused()
    await page.get_by_text("Pauses around this one").click()
    await page.locator(".pauses a").nth(2).click()
    await expect(shown).to_contain_text("No child is left out.")
    await expect(page.locator(".pauses a").nth(2)).to_be_focused()
    assert page.url == house.at(draft + "/story?version=3")
    await page.reload()
    await expect(shown).to_contain_text("Pause 3 of 5")
    assert await axe_violations(page) == []


async def test_it_is_read_without_a_script(house: House, new_page: NewPage) -> None:
    draft, page = await written(house), await new_page(javascript=False, width=360, height=740)
    await house.come_in(page, "cleo")
    await page.goto(house.at(draft + "/story"))
    await page.get_by_role("link", name="First").click()
    await expect(page.get_by_text("We never breathe well")).to_be_visible()
    await page.get_by_role("link", name="Later").click()
    await page.get_by_role("link", name="What is different from the pause before").click()
    await expect(page.locator("del")).to_contain_text("never")
    await page.get_by_label("The other text").select_option("5")
    await page.get_by_role("button", name="Compare").click()
    await expect(page.locator("ins").first).to_contain_text("Together")


async def test_a_version_stands_beside_a_wording(house: House, new_page: NewPage) -> None:
    draft, page = await written(house), await new_page()
    await house.opened_by(page, "ben", draft + "/story")
    await page.get_by_role("link", name="Compare any two versions").click()
    await expect(page.get_by_text("7 words added, 1 word removed.")).to_be_visible()
    assert await axe_violations(page) == []
    assert complaints(page) == []
