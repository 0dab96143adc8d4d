"""A convener starts a partnership from a messy spreadsheet: leaves it, comes back, mends, starts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, live, standing
from tests.web.rosters import MESSY, as_excel, with_tabs
from web.security.cookies import SESSION, cookie_name

SOON = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
LEAVE_OUT = "Leave this row out"
MAIN = "main form"


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """The product behind a port, with administrators who start partnerships."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(standing(migrated_sqlite_url, tmp_path))


async def come_in(house: House, page: Page, email: str = "ana.ruiz@example.org") -> Page:
    """Sign the page's browser in as an administrator who is in no partnership yet."""
    accounts = house.app.state.accounts
    account = await accounts.run(accounts.create, email)
    await accounts.run(accounts.foundings.appoint, account.id)
    token = await accounts.sessions.start_for(account.id)
    cookie = {"name": cookie_name(SESSION, house.settings), "value": token, "url": house.settings.base_url}
    await page.context.add_cookies([msgspec.convert(cookie, dict)])
    return page


async def heading(page: Page, name: str) -> None:
    """Be on the page of that name; nothing on it is wrong for anybody."""
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, f"{name} scrolls sideways"


async def go_on(page: Page, name: str = "Keep and go on") -> None:
    """Press the page's button with the keyboard."""
    button = page.locator(MAIN).get_by_role("button", name=name)
    await button.focus()
    await page.keyboard.press("Enter")


async def first_pages(page: Page) -> None:
    """Name, question, what kind of "we"."""
    await page.get_by_role("link", name="Start a partnership").click()
    await page.get_by_role("button", name="Begin", exact=True).click()
    await heading(page, "What is it about?")
    await page.get_by_label("Name of the partnership").fill("Easy breathing in the valley")
    await page.get_by_label("Which question do you want to answer together?").fill("How do we all sleep?")
    await go_on(page)
    await heading(page, "What kind of “we” is it?")
    await page.get_by_role("radio", name=re.compile("Coalition")).check()
    await go_on(page)
    await heading(page, "Start small or large?")


async def other_pages(page: Page) -> None:
    """Small or large, who comes in when, a first quick win."""
    await page.get_by_role("radio", name=re.compile("Starting small")).check()
    await page.get_by_label("Why?").fill("To know each other first.")
    await go_on(page)
    await heading(page, "Who comes in when?")
    early, late = (
        page.get_by_role("group", name="From the start"),
        page.get_by_role("group", name="As progress"),
    )
    await early.get_by_label("Patient", exact=True).check()
    await late.get_by_label("Payer").check()
    await go_on(page)
    await heading(page, "A first quick win")
    await page.get_by_label("What will you do together first?").fill("Visit one another")
    await page.get_by_label("By when?").fill(SOON)
    await go_on(page)
    await heading(page, "Who is to be at the table?")


def row(page: Page, name: str) -> Locator:
    """The fields of a row that is to be mended."""
    return page.get_by_role("group", name=re.compile(rf"Row \d+: {re.escape(name)}"))


async def mend_everything(page: Page) -> None:
    """Every row with its problem is mended in place, some on the first try, the others on the second."""
    await heading(page, "Have a look at the list")
    await expect(page.get_by_role("alert")).to_contain_text("9 rows need another look")
    await row(page, "Kai Lindqvist").get_by_label("E-mail address").fill("kai@example.org")
    await row(page, "Tom Reed").get_by_label(LEAVE_OUT).check()
    await row(page, "Abuela Carmen").get_by_label(LEAVE_OUT).check()
    await go_on(page, "Keep the corrections")
    await expect(page.get_by_role("alert")).to_contain_text("6 rows need another look")
    for name, kind in (
        ("Sven Åkesson", "Research outside universities"),
        ("Ruth Vega", "Hospital or health system"),
        ("Zed Nguyen", "Community organisation"),
        ("Sunday Choir", "Community organisation"),
    ):
        await row(page, name).get_by_label("What kind of organisation is it?").select_option(label=kind)
    for left in await page.get_by_role("group", name=re.compile(r"^Row \d+$")).all():
        await left.get_by_label(LEAVE_OUT).check()
    await go_on(page, "Keep the corrections")
    await heading(page, "Ready to start")


async def start(page: Page) -> None:
    """Read what is kept, and start."""
    await expect(page.get_by_text("27 people get an invitation by e-mail")).to_be_visible()
    await expect(page.get_by_label("Your name, as others see it")).to_have_value("Ana Ruíz")
    await page.get_by_label("I have read what is kept").check()
    await go_on(page, "Start")
    await heading(page, "Codes to hand out")


async def at_the_table(page: Page) -> None:
    """The table has everybody who has a place."""
    await expect(page.get_by_role("heading", level=1, name="Easy breathing in the valley")).to_be_visible()
    await expect(page.get_by_text("Visit one another").first).to_be_visible()
    for name in ("Clínica del Río", "Sunday Choir", "Walking Club"):
        await expect(page.get_by_role("link", name=name).first).to_be_visible()


async def join(page: Page, name: str) -> None:
    """Somebody who was invited reads what is kept, says how to be called, and sits down."""
    await page.get_by_role("button", name="Go on").click()
    await page.get_by_role("button", name="I have read this").click()
    await page.get_by_label("Name to show").fill(name)
    await page.get_by_role("button", name="Join").click()
    await page.get_by_role("link", name="Leave it for later").click()
    await page.get_by_role("button", name="Go to the table").click()


async def test_who_was_invited_comes_in_and_the_convener_s_table_fills(
    house: House, new_page: NewPage
) -> None:
    said: list[str] = []
    house.app.state.mail._say = said.append
    page = await come_in(house, await new_page())
    await page.goto(house.settings.base_url)
    await first_pages(page)
    await other_pages(page)
    await page.get_by_label("Paste the list here").fill(
        "name\temail\torganisation\tgroup\nBea Múgica\tbea@example.org\tRiver Clinic\tclinic\nAbuela\t\t\t\n"
    )
    await go_on(page, "Read the list")
    await page.get_by_role("link", name="Go on").click()
    await page.get_by_label("Your name, as others see it").fill("Ana")
    await page.get_by_label("I have read what is kept").check()
    await go_on(page, "Start")
    await page.get_by_role("button", name="Make this sheet").click()
    code = await page.get_by_text(re.compile(r"^[A-Z]{3}-[A-Z]{3}-[A-Z]{3}$")).inner_text()
    pin = await page.get_by_text(re.compile(r"^\d{6}$")).inner_text()
    await page.get_by_role("button", name="I have printed them").click()
    await live(page)
    bea, abuela = await new_page(), await new_page(width=360, height=740)
    (link,) = [found for line in said for found in re.findall(r"http\S+/join/link/\S+", line)]
    await bea.goto(link)
    await join(bea, "Bea M.")
    await abuela.goto(f"{house.settings.base_url}/join")
    await abuela.get_by_label("Code", exact=True).fill(code)
    await abuela.get_by_label("PIN", exact=True).fill(pin)
    await join(abuela, "Abuela")
    await expect(page.get_by_role("link", name="Abuela").first).to_be_visible()
    assert complaints(page) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)], ids=["desktop", "phone"])
async def test_a_convener_starts_from_a_messy_spreadsheet_and_the_table_fills(
    house: House, new_page: NewPage, width: int, height: int
) -> None:
    page = await come_in(house, await new_page(width=width, height=height))
    await page.goto(house.settings.base_url)
    await first_pages(page)
    assert await axe_violations(page) == []
    await page.get_by_role("link", name="Leave it for now").click()
    await page.goto(house.settings.base_url)
    await page.get_by_role("link", name="Start a partnership").click()
    await page.get_by_role("link", name="Go on").click()
    await heading(page, "Start small or large?")
    await other_pages(page)
    await page.get_by_label("Paste the list here").fill(with_tabs(MESSY))
    await go_on(page, "Read the list")
    await heading(page, "Have a look at the list")
    assert await axe_violations(page) == []
    await mend_everything(page)
    assert await axe_violations(page) == []
    await start(page)
    await page.get_by_role("button", name="Make this sheet").click()
    await expect(page.get_by_role("heading", name="Abuela Carmen")).to_be_visible()
    await expect(page.get_by_text(re.compile(r"^[A-Z]{3}-[A-Z]{3}-[A-Z]{3}$")).first).to_be_visible()
    assert await axe_violations(page) == []
    await page.get_by_role("button", name="I have printed them").click()
    await at_the_table(page)
    assert complaints(page) == []


async def test_it_works_without_javascript_from_an_uploaded_file(
    house: House, new_page: NewPage, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(as_excel())
    page = await come_in(house, await new_page(javascript=False))
    await page.goto(house.settings.base_url)
    await page.get_by_role("link", name="Start a partnership").click()
    await page.get_by_role("button", name="Begin", exact=True).click()
    await page.get_by_label("Name of the partnership").fill("Easy breathing in the valley")
    await page.get_by_role("button", name="Keep and go on").click()
    await page.get_by_role("radio", name=re.compile("Coalition")).check()
    await page.get_by_role("button", name="Keep and go on").click()
    await page.get_by_role("radio", name=re.compile("Starting large")).check()
    for _ in range(3):
        await page.get_by_role("button", name="Keep and go on").click()
    await page.get_by_label("Or choose a file").set_input_files(file)
    await page.get_by_role("button", name="Read the list").click()
    await expect(page.get_by_role("alert")).to_contain_text("9 rows need another look")
    for box in await page.get_by_label(LEAVE_OUT).all():
        await box.check()
    await page.get_by_role("button", name="Keep the corrections").click()
    await page.get_by_label("Your name, as others see it").fill("Ana")
    await page.get_by_label("I have read what is kept").check()
    await page.get_by_role("button", name="Start").click()
    await page.get_by_role("link", name="Go to the table first").click()
    await expect(page.get_by_role("heading", level=1, name="Easy breathing in the valley")).to_be_visible()
    await expect(page.get_by_role("link", name="Clínica del Río").first).to_be_visible()
