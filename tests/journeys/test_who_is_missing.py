"""Who is missing, in real browsers: a seat is opened, somebody is named and asked, and the seat fills."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, live, standing
from workspace.partners.commands import AcceptRecordTerms
from workspace.partners.commands.seats import OpenSeat

WANTED = "cares for somebody who lives with it, lives or works in the upper valley and can bring a van"
OWN_WORDS = "drives at night"
SOON = 3_000
"""How long what somebody did may take to stand on the others' pages, in milliseconds."""


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port; everybody has read what is kept."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        for person, partner in (("ana", None), ("ben", None), ("cleo", "payer")):
            await opened.ask(AcceptRecordTerms, {"terms": 1}, by=person, partner=partner)
        yield opened


def card(page: Page, text: str) -> Locator:
    """A seat."""
    return page.get_by_role("article").filter(has_text=text)


async def open_a_seat(page: Page) -> None:
    """Answer a few questions, and see how it reads before it is kept."""
    await page.get_by_role("link", name="Open a seat").first.click()
    form = page.get_by_role("form", name="Open a seat")
    await form.get_by_label("What kind of partner do you miss?").select_option("Caregiver")
    await form.get_by_label("Where should they live or work?").fill("the upper valley")
    await form.get_by_label("What should they be able to bring?").fill("a van")
    await expect(form.get_by_text(WANTED)).to_be_visible()
    await form.get_by_role("radio", name="We cannot do without").check()
    await form.get_by_role("button", name="Open this seat").click()
    await expect(card(page, WANTED)).to_be_visible()


async def name_somebody(page: Page, who: str) -> None:
    """Pass on who could be asked."""
    await walk.unfold(card(page, WANTED), "I know somebody")
    form = card(page, WANTED).get_by_role("group", name="I know somebody")
    await form.get_by_label("Who could be asked?").fill(who)
    await form.get_by_role("button", name="Pass it on").click()
    await expect(card(page, WANTED).get_by_text(f"You named: {who}")).to_be_visible()


async def ask_them(page: Page, who: str) -> None:
    """Write down that somebody was asked and has joined."""
    for step in ("Asked", "Joined"):
        await walk.unfold(card(page, who), "Write down the next step")
        form = card(page, who).get_by_role("group", name="Write down the next step")
        await form.get_by_role("radio", name=step).check()
        await form.get_by_role("button", name="Keep this").click()
        await expect(card(page, who).get_by_text(step.lower(), exact=True)).to_be_visible()


async def test_a_seat_is_opened_somebody_is_named_and_it_fills_before_everybodys_eyes(
    house: House, new_page: NewPage
) -> None:
    ana, ben, olga, phone = [await new_page() for _ in range(3)] + [await new_page(360, 740)]
    for page, person in ((ana, "ana"), (ben, "ben"), (olga, "olga"), (phone, "cleo")):
        await house.opened_by(page, person, "/seats")
    await open_a_seat(ana)
    await live(ana)
    for page in (ben, olga, phone):
        await expect(card(page, WANTED)).to_be_visible(timeout=SOON)
    await name_somebody(ben, "Rosa Quintero")
    await ana.get_by_role("link", name="Who could be asked").first.click()
    await live(ana)
    await ask_them(ana, "Rosa Quintero")
    await expect(olga.get_by_text("fewer than 5")).to_be_attached()
    await ana.goto(house.at("/seats"))
    await live(ana)
    await walk.unfold(card(ana, WANTED), "A place is taken")
    await card(ana, WANTED).get_by_role("button", name="Keep it so").click()
    await expect(ana.get_by_role("heading", name="A seat is filled")).to_be_visible()
    for page in (ben, olga, phone):
        await expect(page.get_by_role("heading", name="A seat is filled")).to_be_visible(timeout=SOON)
        await expect(page.locator("body")).not_to_contain_text("the upper valley")
        await expect(page.get_by_text("1 of 1 place is taken.")).to_be_visible()
    for page in (olga, phone):
        await expect(page.locator("body")).not_to_contain_text("Rosa")
    assert await olga.get_by_role("main").locator("form[method=post]").count() == 0
    for page in (ana, ben, olga, phone):
        assert await axe_violations(page) == []
        assert complaints(page) == []


async def test_a_seat_is_opened_by_keyboard_alone(house: House, new_page: NewPage) -> None:
    page = await new_page()
    await house.opened_by(page, "ana", "/seats/new")
    await page.get_by_label("In your own words").focus()
    await page.keyboard.type(OWN_WORDS)
    await expect(page.get_by_role("status").filter(has_text=OWN_WORDS)).to_be_visible()
    for _ in range(4):  # When, how many, how much, and the button; radios are one stop.
        await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Open this seat")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(card(page, OWN_WORDS)).to_be_visible()
    await walk.unfold(card(page, OWN_WORDS), "We do not need this any more")
    await card(page, OWN_WORDS).get_by_label("Say why").focus()
    await page.keyboard.type("The clinic does this.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(card(page, "The clinic does this.")).to_contain_text("not needed, because …")


@pytest.mark.parametrize("javascript", [True, False])
async def test_on_a_phone_in_spanish_with_and_without_javascript(
    house: House, new_page: NewPage, javascript: bool
) -> None:
    await house.ask(OpenSeat, {"category": "caregiver", "looking_for": OWN_WORDS}, by="ana")
    page = await new_page(360, 740, javascript=javascript)
    await house.come_in(page, "ben", "es")
    await page.goto(house.at("/seats"))
    await walk.unfold(card(page, OWN_WORDS), "Conozco a alguien")
    form = card(page, OWN_WORDS).get_by_role("group", name="Conozco a alguien")
    await form.get_by_label("¿A quién podríamos preguntar?").fill("Rosa Quintero")
    await form.get_by_role("button", name="Hacerlo llegar").click()
    await expect(page.get_by_text("Propusiste a: Rosa Quintero")).to_be_visible()
    reaches = await page.evaluate("document.documentElement.scrollWidth") if javascript else 360
    assert reaches <= 360


async def test_what_is_typed_stays_while_the_list_changes(house: House, new_page: NewPage) -> None:
    await house.ask(OpenSeat, {"category": "caregiver", "looking_for": OWN_WORDS}, by="ana")
    page = await new_page()
    await house.opened_by(page, "ben", "/seats")
    await walk.unfold(card(page, OWN_WORDS), "I know somebody")
    who = card(page, OWN_WORDS).get_by_label("Who could be asked?")
    await who.fill("Rosa Qui")
    await house.ask(OpenSeat, {"looking_for": "paints"}, by="ana")
    await expect(card(page, "paints")).to_be_visible(timeout=SOON)
    await expect(who).to_have_value("Rosa Qui")
    await expect(who).to_be_focused()
