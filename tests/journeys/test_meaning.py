"""What should it say? Five people write for themselves; somebody shows it all; everybody sees it at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.hands import Keys
from tests.journeys.house import House, standing
from workspace.charter.commands import OpenStatement
from workspace.partners.commands import AdmitPerson

SOON = 5_000
"""How long what somebody did may take to stand on the others' pages, in milliseconds."""
SAYS = {
    "ana": "Time to listen",
    "ben": "Quiet nights",
    "cleo": "Fair bills",
    "dora": "Air in the valley",
    "fay": "Nobody left alone",
}


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """Five people who take part, and a mission that nobody has written yet."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        for person in ("dora", "fay"):
            await opened.ask(AdmitPerson, {"person": person, "display_name": person.title()}, operator=True)
        for person, partner in (
            ("ana", None),
            ("ben", None),
            ("cleo", "payer"),
            ("dora", None),
            ("fay", None),
        ):
            await opened.read_what_is_kept(person, partner)
        await opened.ask(OpenStatement, {"kind": "mission"}, command="s1")
        yield opened


def said(page: Page) -> Locator:
    """The part of the page about what the mission should say."""
    return page.locator("#meaning-mission")


async def write(page: Page, text: str) -> None:
    """Say what matters, and keep it."""
    form = said(page).get_by_role("form", name="Write for yourself")
    await form.get_by_label("What matters to you about this?").fill(text)
    await form.get_by_label("An idea for the text").fill(f"{text}, in short words")
    await form.get_by_role("button", name="Keep this until all is shown").click()
    await expect(said(page).get_by_text("Yours is kept since")).to_be_visible()


async def everybody_comes(house: House, new_page: NewPage) -> dict[str, Page]:
    """Ana by keyboard, Cleo on a phone, Dora without a script, Fay in the dark."""
    pages = {
        "ana": await new_page(),
        "ben": await new_page(),
        "cleo": await new_page(width=360, height=740),
        "dora": await new_page(javascript=False),
        "fay": await new_page(color_scheme="dark"),
    }
    for person, page in pages.items():
        if person == "dora":
            await house.come_in(page, person)
        else:
            await house.opened_by(page, person, "/mission")
    return pages


async def test_five_people_write_and_all_of_it_is_shown_to_everybody_at_once(
    house: House, new_page: NewPage
) -> None:
    pages = await everybody_comes(house, new_page)
    ana, keys = pages["ana"], Keys(pages["ana"])
    await keys.press(said(ana).get_by_role("button", name="Ask everybody", exact=True))
    await expect(said(ana).get_by_text("Nobody has written anything yet.")).to_be_visible()
    await pages["dora"].goto(house.at("/mission"))
    for person in ("ben", "cleo", "dora", "fay"):
        await write(pages[person], SAYS[person])
    await keys.write(said(ana).get_by_label("What matters to you about this?"), SAYS["ana"])
    await keys.press(said(ana).get_by_role("button", name="Keep this until all is shown"))
    for person in ("ana", "ben", "cleo", "fay"):
        await expect(said(pages[person]).get_by_text("5 people have written theirs.")).to_be_visible(
            timeout=SOON
        )
        others = [text for one, text in SAYS.items() if one != person]
        whole = await pages[person].content()
        assert not [text for text in others if text in whole], person
    for person in ("ana", "cleo", "fay"):
        assert await axe_violations(pages[person]) == [], person
    await one_more_thought(pages["fay"])
    await keys.press(said(ana).get_by_role("button", name="Show them to everybody now"))
    for person in ("ana", "ben", "cleo", "fay"):
        shown = said(pages[person]).get_by_role("list").filter(has_text="Time to listen").first
        await expect(shown).to_contain_text("Nobody left alone", timeout=SOON)
        for text in SAYS.values():
            await expect(shown).to_contain_text(text)
    await too_late(pages["fay"])
    await pages["dora"].goto(house.at("/mission"))
    for text in SAYS.values():
        await expect(said(pages["dora"]).get_by_text(text, exact=True)).to_be_visible()
    await the_way_on(pages)


async def one_more_thought(page: Page) -> None:
    """Fay begins to say it otherwise."""
    await said(page).get_by_label("Another idea").fill("A lamp in every window")


async def too_late(page: Page) -> None:
    """What she was typing is not taken from her when all is shown, and when she sends it she is told."""
    await expect(said(page).get_by_label("Another idea")).to_have_value("A lamp in every window")
    await said(page).get_by_role("button", name="Keep my changes").click()
    await expect(said(page).get_by_text("All ideas have been shown already")).to_be_visible()
    kept = said(page).get_by_label("What you wrote, to take along")
    await expect(kept).to_have_value(
        "Nobody left alone\nNobody left alone, in short words\nA lamp in every window\n"
    )


async def the_way_on(pages: dict[str, Page]) -> None:
    """The stage is another one, nothing is wrong with the pages, and the draft is one step away."""
    for person in ("ana", "ben", "cleo"):
        await expect(said(pages[person]).locator("[aria-current=step]")).to_contain_text(
            "Write", timeout=SOON
        )
    for person in ("ana", "cleo", "fay"):
        assert await axe_violations(pages[person]) == [], person
    for person, page in pages.items():
        heard = complaints(page)
        assert heard == [] or (person == "fay" and all("422" in one for one in heard)), heard
    await pages["ben"].get_by_role("button", name="Write together").click()
    await pages["ben"].wait_for_url("**/drafts/*")
