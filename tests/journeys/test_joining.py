"""Three people join: by link, by a printed code, on a caregiver's device; a second browser sees them come."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, live, standing

TABS = 60
"""So many keys at most to reach a thing on a page of joining."""
SOON = 4_000


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, whose mails are heard."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        yield opened


async def reach(page: Page, wanted: Locator) -> None:
    """Go there with the Tab key alone."""
    await expect(wanted).to_be_visible()
    for _ in range(TABS):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"no key leads to {wanted}")


async def press(page: Page, name: str) -> None:
    """Press a button by its name, with the keyboard."""
    await reach(page, page.get_by_role("button", name=name, exact=True))
    await page.keyboard.press("Enter")


async def write(page: Page, label: str, text: str) -> None:
    """Fill a field in, with the keyboard."""
    await reach(page, page.get_by_label(label, exact=True))
    await page.keyboard.type(text)


async def heading(page: Page, text: str) -> None:
    """The page one is on now, and that everybody can use it."""
    await expect(page.get_by_role("heading", level=1)).to_have_text(text)
    assert await axe_violations(page) == []


async def invite(house: House, ana: Page, address: str = "", language: str = "English") -> None:
    """Ana invites somebody."""
    await ana.goto(house.at("/directory"))
    await ana.get_by_role("link", name="Invite", exact=True).click()
    await heading(ana, "Invite")
    if address:
        await ana.get_by_label("E-mail address").fill(address)
    await ana.get_by_role("radio", name=language).check()
    await ana.get_by_role("button", name="Invite").click()


async def test_three_people_join_and_a_second_browser_sees_the_table_fill(
    house: House, new_page: NewPage
) -> None:
    said: list[str] = []
    house.app.state.mail._say = said.append
    ana, watching = await house.come_in(await new_page(), "ana"), await new_page()
    await house.opened_by(watching, "ben", "/")
    pages = [ana, watching]

    nora = await new_page()
    await by_link(house, ana, nora, said)
    await sees(watching, "Nora Bell")

    rosa = await new_page(width=360, height=740, locale="es")
    await by_code(house, ana, rosa)
    await sees(watching, "Rosa")

    device = await new_page(width=360, height=740)
    await house.come_in(device, "cleo")
    await on_the_caregivers_device(house, ana, device)
    await sees(watching, "Pablo")

    for page in (*pages, nora, rosa, device):
        assert complaints(page) == []


async def sees(watching: Page, name: str) -> None:
    """The open page shows who came, without being asked."""
    await expect(watching.locator("#main").get_by_text(name).first).to_be_attached(timeout=SOON)


async def by_link(house: House, ana: Page, nora: Page, said: list[str]) -> None:
    """With the link in the mail, by keyboard alone."""
    await invite(house, ana, "nora@example.net")
    await heading(ana, "Invitations")
    await expect(ana.get_by_text("nora@example.net")).to_be_visible()
    await house.app.state.mail.close()
    found = re.search(r"http://\S+", said[-1])
    assert found
    await nora.goto(found[0])
    await heading(nora, "Easy breathing")
    await press(nora, "Go on")
    await heading(nora, "What is kept, and who sees it")
    await press(nora, "I have read this")
    await heading(nora, "How shall we call you?")
    await write(nora, "Name to show", "Nora Bell")
    await press(nora, "Join")
    await heading(nora, "Your perspective, and who sees it")
    await reach(nora, nora.get_by_label("Which perspective do you bring?"))
    await nora.keyboard.type("Caregiver")
    await press(nora, "Keep it and go on")
    await heading(nora, "What you bring, and what helps you")
    await write(nora, "Hours a month that I can give (if you like)", "2")
    await press(nora, "Go to the table")
    await nora.wait_for_url(house.at("/"))
    await live(nora)
    assert await axe_violations(nora) == []


async def by_code(house: House, ana: Page, rosa: Page) -> None:
    """With a printed code and its PIN, on a phone, in Spanish; a card is the way back."""
    await invite(house, ana, language="Español")
    await heading(ana, "A code to print")
    code, pin = [await one.inner_text() for one in await ana.locator(".printed dd").all()]
    await rosa.goto(house.settings.base_url + "/join")
    await heading(rosa, "Tengo un código impreso")
    await rosa.get_by_label("Código", exact=True).fill(code.lower())
    await rosa.get_by_label("PIN", exact=True).fill(pin)
    await rosa.get_by_role("button", name="Seguir").click()
    await heading(rosa, "Qué se guarda y quién lo ve")
    await rosa.get_by_role("button", name="Ya lo leí").click()
    await heading(rosa, "¿Cómo te llamamos?")
    await rosa.get_by_label("Nombre visible").fill("Rosa")
    await rosa.get_by_role("button", name="Unirme").click()
    await heading(rosa, "Tu perspectiva y quién la ve")
    await rosa.get_by_role("link", name="Dejarlo para más tarde").click()
    await heading(rosa, "Lo que aportas y lo que te ayuda")
    await rosa.get_by_role("button", name="Ir a la mesa").click()
    await heading(rosa, "Mi tarjeta para volver")
    await rosa.get_by_role("button", name="Hacer mi tarjeta").click()
    await expect(rosa.locator(".printed dd")).to_have_count(2)
    await rosa.get_by_role("link", name="Ya la tengo: seguir").click()
    await rosa.wait_for_url(house.at("/"))
    await live(rosa)


async def on_the_caregivers_device(house: House, ana: Page, device: Page) -> None:
    """Cleo is signed in on her phone; Pablo joins on it, and afterwards it is hers again."""
    await invite(house, ana)
    await heading(ana, "A code to print")
    code, pin = [await one.inner_text() for one in await ana.locator(".printed dd").all()]
    await device.goto(house.settings.base_url + "/join")
    await expect(device.get_by_role("radio", name="Somebody else, on this device")).to_be_checked()
    assert await axe_violations(device) == []
    await device.get_by_label("Code", exact=True).fill(code)
    await device.get_by_label("PIN", exact=True).fill(pin)
    await device.get_by_role("button", name="Go on").click()
    await device.get_by_role("button", name="I have read this").click()
    await device.get_by_label("Name to show").fill("Pablo")
    await device.get_by_role("button", name="Join").click()
    await device.get_by_role("link", name="Leave it for later").click()
    await device.get_by_role("button", name="Go to the table").click()
    await device.get_by_role("link", name="Not now").click()
    await device.wait_for_url(house.at("/"))
    menu = device.locator("details.me summary")
    await expect(menu).to_contain_text("Pablo")
    await menu.click()
    await device.get_by_role("button", name="Sign out").click()
    await device.wait_for_url(re.compile(re.escape(house.at("")) + "/?$"))
    await expect(device.locator("details.me summary")).to_contain_text("Cleo Martín")
