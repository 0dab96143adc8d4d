"""The picture of the table, in a browser: it fills by itself, opens by group, and bears any name anywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage, Scheme
from tests.journeys.house import House, standing
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import AcceptRecordTerms, AdmitOrganisation, AdmitPerson
from workspace.partners.commands.seats import FillSeat, OpenSeat

WORDS = "lives with asthma and takes the bus to the clinic every week"
NAMES = (
    "The Association of Many Long Named Organisations of the Greater Riverside Area",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "<script>alert(1)</script>",
    "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM WWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "99999999999999999999999999999999999999999999999999999999999999999999",
    "مركز الرعاية الصحية المجتمعية في المدينة الكبيرة",
    "社會科學院語學研究所社會科學院語學研究所社會科學院",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "Li",
)
WIDTHS = (320, 360, 720, 1280)
CROSSING = """() => {
  const drawing = document.querySelector(".round-table .drawing");
  if (getComputedStyle(drawing).display === "none") return [];
  const edge = drawing.getBoundingClientRect();
  const texts = [...drawing.querySelectorAll(".seat-name")];
  const names = texts.map((one) => [one.textContent, one.getBoundingClientRect()]);
  const out = names.filter(([, b]) => b.left < edge.left - 1 || b.right > edge.right + 1
    || b.top < edge.top - 1 || b.bottom > edge.bottom + 1).map(([text]) => "outside: " + text);
  names.forEach(([text, a], n) => names.slice(0, n).forEach(([other, b]) => {
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
      out.push(text + " on " + other);
  }));
  return out;
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port, with five at its table."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        for person in ("ana", "ben"):
            await opened.ask(AcceptRecordTerms, {"terms": 1}, by=person)
        yield opened


async def seat(house: House, number: int) -> None:
    """One more partner, every third an organisation."""
    name = NAMES[number % len(NAMES)][:80]
    if number % 3 == 0:
        fields: dict[str, Any] = {"name": name, "group": "researchers", "category": "academic research"}
        await house.ask(AdmitOrganisation, fields, operator=True)
    else:
        await house.ask(AdmitPerson, {"person": f"x{number}", "display_name": name}, operator=True)


async def wanted(house: House, number: int = 0, places: int = 1) -> None:
    """A seat that the table wants filled."""
    fields = {"looking_for": WORDS, "category": "patient" if number % 2 == 0 else "", "places": places}
    await house.ask(OpenSeat, fields, by="ana", command=f"seat-{number}")


def rows(page: Page) -> Any:
    """The rows below the picture."""
    return page.locator("#table-seats .seat-rows")


async def test_a_seat_is_opened_somebody_joins_and_the_table_fills_on_an_open_page(
    house: House, new_page: NewPage
) -> None:
    ben = await new_page()
    await house.opened_by(ben, "ben", "/")
    await wanted(house)
    drawn = ben.locator("#table-seats .seat.wanted")
    await expect(drawn).to_be_visible()
    await expect(rows(ben)).to_contain_text(f"We are still looking for someone who {WORDS}")
    await house.ask(AdmitPerson, {"person": "eva", "display_name": "Eva Lund"}, operator=True)
    await house.ask(FillSeat, {"seat": "seat-0"}, by="ana")
    await expect(drawn).to_have_count(0)
    await expect(rows(ben).get_by_role("link", name="Eva Lund")).to_be_visible()
    assert WORDS not in await ben.content()
    assert complaints(ben) == []


async def test_on_a_phone_the_mission_comes_first_then_what_needs_you_then_the_rows(
    house: House, new_page: NewPage
) -> None:
    await house.ask(ProposeGoal, {"title": "Walk to the shop"}, by="ben")
    cleo = await new_page(360, 740)
    await house.opened_by(cleo, "cleo", "/")
    parts = ("h1", "#table-mission", "#frame-needs-you .needs-you", "#table-seats", "#table-open")
    tops = [await cleo.locator(part).evaluate("one => one.getBoundingClientRect().top") for part in parts]
    assert tops == sorted(tops)
    await expect(cleo.locator(".round-table .drawing")).to_be_hidden()


async def test_from_sixteen_seats_on_a_groups_arc_opens_its_list(house: House, new_page: NewPage) -> None:
    for number in range(14):
        await seat(house, number)
    await wanted(house)
    ben = await new_page(javascript=False)
    await house.come_in(ben, "ben")
    await ben.goto(house.at("/"))
    link = rows(ben).get_by_role("link", name="Riverside Clinic")
    await expect(link).to_be_hidden()
    await ben.locator("#table-seats .group-arc.group-stakeholders tspan").first.click()
    await expect(link).to_be_visible()


@pytest.mark.parametrize(("people", "empty"), [(0, 1), (8, 2), (14, 4), (55, 5)])
async def test_nothing_overlaps_or_runs_out_of_the_page(
    house: House, new_page: NewPage, people: int, empty: int
) -> None:
    for number in range(people):
        await seat(house, number)
    for number in range(empty):
        await wanted(house, number, places=1 + number)
    for width in WIDTHS:
        ana = await new_page(width)
        await house.opened_by(ana, "ana", "/")
        await ana.evaluate("document.querySelectorAll('.seat-row').forEach((one) => (one.open = true))")
        assert await ana.evaluate("document.documentElement.scrollWidth") <= width, width
        assert await ana.evaluate(CROSSING) == [], width
        assert complaints(ana) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everybody_can_use_the_table(house: House, new_page: NewPage, scheme: Scheme) -> None:
    await wanted(house)
    page = await new_page(color_scheme=scheme)
    await house.opened_by(page, "ana", "/")
    assert await axe_violations(page) == []
    for number in range(14):
        await seat(house, number)
    await page.reload()
    assert await axe_violations(page) == []


async def test_on_paper_the_picture_and_every_name_are_there(house: House, new_page: NewPage) -> None:
    for number in range(14):
        await seat(house, number)
    page = await new_page(700)
    await house.opened_by(page, "ana", "/")
    await page.emulate_media(media="print")
    await expect(page.locator(".round-table .drawing")).to_be_visible()
    await expect(rows(page).get_by_text("Riverside Clinic")).to_be_visible()


async def test_sharing_for_the_sums_by_keyboard(house: House, new_page: NewPage) -> None:
    ben = await new_page()
    await house.opened_by(ben, "ben", "/directory/diversity")
    assert await axe_violations(ben) == []
    await ben.get_by_text("Share something", exact=True).focus()
    await ben.keyboard.press("Enter")
    await ben.get_by_label("Where do you live?").focus()
    await ben.keyboard.type("In a large")
    await ben.get_by_role("button", name="Share it for the sums").focus()
    await ben.keyboard.press("Enter")
    await expect(ben.get_by_role("definition").filter(has_text="In a large city")).to_be_visible()
    assert await axe_violations(ben) == []
    await ben.get_by_role("button", name="Take mine out").focus()
    await ben.keyboard.press("Enter")
    await expect(ben.get_by_text("You share nothing for the sums.")).to_be_visible()
    assert complaints(ben) == []
