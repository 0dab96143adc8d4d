"""A mission is written in one language, and agreed in two; each reads their own.

Everybody's hands are on a keyboard alone; the translator's window is as narrow as a telephone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.hands import Keys
from tests.journeys.house import House, standing
from workspace.partners.commands import AdmitPerson

ENGLISH = "We breathe easier together, in every street of the valley."
SPANISH = "Juntos respiramos mejor, en cada calle del valle."


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    async with standing(migrated_database_url, tmp_path) as opened:
        yield opened


async def well(*pages: Page) -> None:
    """Nobody is kept out, and nothing complains."""
    for page in pages:
        assert await axe_violations(page) == []
        assert complaints(page) == []
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, page.url


async def propose(page: Page) -> None:
    """Begin the mission, and propose a text in English."""
    hand = Keys(page)
    await hand.press(page.get_by_role("button", name="Begin our mission"))
    form = page.get_by_role("form", name="Our mission")
    await expect(form).to_be_visible()
    await hand.write(form.get_by_label("Your wording"), ENGLISH)
    await hand.press(form.get_by_role("button", name="Propose this wording"))


async def translate(page: Page) -> None:
    """Say the same in Spanish."""
    hand = Keys(page)
    await hand.press(page.get_by_role("link", name="Traducir este texto al español"))
    await expect(page.get_by_role("heading", level=1, name="Traducir este texto al español")).to_be_visible()
    await expect(page.locator(".wording [lang=en]")).to_have_text(ENGLISH)
    field = page.get_by_label("El texto en español")
    await expect(field).to_have_attribute("lang", "es")
    await well(page)
    hand = Keys(page)
    await hand.write(field, SPANISH)
    await hand.press(page.get_by_role("button", name="Ofrecer esta traducción"))
    await expect(page.get_by_role("heading", level=1, name="Misión")).to_be_visible()


async def check(page: Page) -> None:
    """Read both, and say that they say the same."""
    await Keys(page).press(page.get_by_role("link", name="Check the Spanish translation"))
    await expect(page.get_by_role("heading", level=1, name="Does it say the same?")).to_be_visible()
    await expect(page.locator(".wording [lang=en]")).to_have_text(ENGLISH)
    await expect(page.locator(".wording [lang=es]")).to_have_text(SPANISH)
    await well(page)
    await Keys(page).press(page.get_by_role("button", name="It says the same"))
    await expect(page.get_by_role("heading", level=1, name="Mission")).to_be_visible()


async def put(page: Page) -> str:
    """Open a decision; where it is."""
    await Keys(page).press(page.get_by_role("link", name="Open a decision on it"))
    await expect(page.get_by_text("Whoever reads Spanish best")).to_have_count(0)
    await well(page)
    await Keys(page).press(page.get_by_role("button", name="Open the decision"))
    await expect(page.locator(".voted-on")).to_have_text(ENGLISH)
    await expect(page.get_by_text(SPANISH)).to_be_visible()
    return page.url


async def vote(page: Page, word: str, changed: str) -> None:
    """Nothing against it."""
    await Keys(page).press(page.locator("#my-vote-title ~ form").get_by_role("button", name=word).first)
    await expect(page.get_by_text(changed)).to_be_visible()


async def test_a_mission_is_agreed_in_two_languages_by_keyboard(house: House, new_page: NewPage) -> None:
    observer = {"person": "oto", "display_name": "Oto Lind", "role": "observer"}
    await house.ask(AdmitPerson, observer, operator=True)
    ana, ben, cleo = await new_page(), await new_page(), await new_page(width=360, height=740, locale="es")
    for page, person, language in ((ana, "ana", "en"), (ben, "ben", "en"), (cleo, "cleo", "es")):
        await house.come_in(page, person, language)
        await page.goto(house.at("/mission"))
        await page.locator("#live-mark[data-state=live]").wait_for()
    await propose(ben)
    await expect(cleo.get_by_text("Todavía no está en español.")).to_be_visible()
    await translate(cleo)
    await expect(ana.get_by_text("a translation waits for somebody to check it")).to_be_visible()
    await check(ana)
    await expect(cleo.get_by_text(SPANISH)).to_be_visible()
    await expect(cleo.get_by_text(ENGLISH)).to_be_hidden()
    place = await put(ana)
    for page in (ben, cleo):
        await page.goto(place)
    await expect(cleo.locator(".voted-on")).to_have_text(SPANISH)
    await expect(cleo.get_by_text("La votación trata de estos textos")).to_be_visible()
    await well(ana, ben, cleo)
    await vote(ben, "No objection", "Change my vote")
    await vote(cleo, "Sin objeción", "Cambiar mi voto")
    await vote(ana, "No objection", "Change my vote")
    await agreed(house, ana)
    await everybody_reads(house, new_page)


async def agreed(house: House, page: Page) -> None:
    """Close the vote by hand, with a reason where people were told another time."""
    hand = Keys(page)
    await hand.press(page.locator("summary", has_text="Close the vote").first)
    why = page.get_by_role("form", name="Close the vote").get_by_label("Say why")
    await hand.write(why, "All have answered.")
    await hand.press(page.get_by_role("button", name="Close the vote and count"))
    await expect(page.get_by_role("heading", name="What came of it")).to_be_visible()
    await expect(page.get_by_text("This wording became our text.")).to_be_visible()
    await well(page)


async def everybody_reads(house: House, new_page: NewPage) -> None:
    """Each in their own language, inside and outside, on the mission's page and on the table."""
    for person, language, own, other, touch in (
        ("ben", "en", ENGLISH, SPANISH, "Read it in Spanish"),
        ("cleo", "es", SPANISH, ENGLISH, "Leerlo en inglés"),
        ("olga", "en", ENGLISH, SPANISH, "Read it in Spanish"),
        ("oto", "es", SPANISH, ENGLISH, "Leerlo en inglés"),
    ):
        page = await new_page(width=360, height=740) if language == "es" else await new_page()
        await house.come_in(page, person, language)
        await page.goto(house.at("/mission"))
        first = page.locator("#statement-mission blockquote").first
        await expect(first).to_have_text(own)
        await expect(first.locator("span")).to_have_attribute("lang", language)
        shown = page.locator("#statement-mission").get_by_text(other)
        await expect(shown).to_be_hidden()
        await Keys(page).press(page.locator("#statement-mission summary", has_text=touch))
        await expect(shown).to_be_visible()
        await well(page)
        await page.goto(house.at(""))
        await expect(page.locator("#table-mission blockquote").first).to_have_text(own)
        await well(page)
