"""Every part of the look in a real browser: in light and dark, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from markupsafe import Markup
from playwright.async_api import expect

from events.log.keys import KeyStore
from events.log.migrations import KEYS, migrate
from tests.journeys.browser import axe_violations
from tests.journeys.conftest import NewPage, Scheme
from tests.web.look_sample import MISSION, Samples, seats
from tests.web.look_sample.server import OnePage
from web.asking import Ask
from web.door import Problem

ASKS = [
    Ask(Markup("Vote on the smoke-free entrances."), "#goal-1", "Vote", 1),
    Ask(Markup("The leaflets are printed."), "#goal-2", "I can confirm it", 2),
]
SIZES = [(320, 640), (360, 740), (800, 900), (1280, 900)]


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    """The product's templates with a key store of their own."""
    url = f"sqlite:///{tmp_path / 'keys.sqlite'}"
    migrate(url, KEYS)
    return Samples(KeyStore.at(url, b"0" * 32))


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[OnePage]:
    """A server for whichever page the test puts there."""
    started = await OnePage("").start()
    yield started
    await started.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_nothing_stands_in_anybodys_way(
    server: OnePage, samples: Samples, new_page: NewPage, scheme: Scheme, size: tuple[int, int]
) -> None:
    page = await new_page(*size, color_scheme=scheme)
    wrong = Problem("{length} of {limit}", "title", {"length": 140, "limit": 120}, {"title": "x"})
    for template, more in (
        ("sample.html", {"problem": wrong, "needs": ASKS}),
        ("tables.html", {"page": "table", "seats": seats(15), "mission": MISSION}),
        ("arcs.html", {"page": "table", "seats": seats(33), "mission": MISSION}),
        ("more.html", {"page": "more"}),
    ):
        server.html = samples.show(template, **more)
        await page.goto(server.url)
        assert await axe_violations(page) == [], template
        assert await page.evaluate("document.documentElement.scrollWidth") == size[0], template


async def test_what_one_touches_is_large_enough(server: OnePage, samples: Samples, new_page: NewPage) -> None:
    server.html = samples.show("sample.html", needs=ASKS)
    page = await new_page(360, 740)
    await page.goto(server.url)
    small = await page.evaluate(
        """[...document.querySelectorAll('button, .button, .option, .input, summary, nav a, .home')]
             .filter(one => one.offsetParent || getComputedStyle(one).position === 'fixed')
             .filter(one => one.getBoundingClientRect().height < 44)
             .map(one => one.outerHTML.slice(0, 90))"""
    )
    assert small == []


async def test_the_keyboard_sees_where_it_is_and_can_skip_to_the_text(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("sample.html")
    page = await new_page()
    await page.goto(server.url)
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()
    await page.keyboard.press("Tab")
    ring = await page.evaluate(
        "(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))"
    )
    assert ring == ["solid", "3px"]


async def test_on_a_phone_the_bar_is_at_the_thumb_and_the_rest_is_one_touch_away(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("sample.html")
    page = await new_page(360, 740)
    await page.goto(server.url)
    rooms = page.get_by_role("navigation").get_by_role("link")
    assert await rooms.all_inner_texts() == ["The table", "Mission", "Decisions", "Promises", "More"]
    box = await page.get_by_role("navigation").bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(740, abs=1)


async def test_the_bar_has_room_for_the_longer_words_of_spanish(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("more.html", "es", page="more")
    page = await new_page(320, 640)
    await page.goto(server.url)
    words = ["La mesa", "Misión", "Decisiones", "Compromisos", "Más"]
    await page.evaluate(
        """words => document.querySelectorAll('nav li:not(.wide-only) span').forEach(
             (place, number) => { place.textContent = words[number]; })""",
        words,
    )
    lines = await page.evaluate(
        """[...document.querySelectorAll('nav li:not(.wide-only) span')].map(place =>
             Math.round(place.getClientRects()[0].height / parseFloat(getComputedStyle(place).fontSize)))"""
    )
    assert lines == [1] * 5
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_the_table_is_drawn_where_there_is_room_and_rows_where_there_is_not(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("tables.html", page="table", seats=seats(15), mission=MISSION)
    wide, narrow = await new_page(1280, 900), await new_page(360, 740)
    for page in (wide, narrow):
        await page.goto(server.url)
    await expect(wide.locator(".drawing").first).to_be_visible()
    await expect(narrow.locator(".drawing").first).to_be_hidden()
    await expect(narrow.locator("#round-table-one blockquote")).to_have_text(MISSION)
    await expect(narrow.locator("#round-table-one blockquote")).to_be_visible()
    await expect(narrow.locator("#round-table-one").get_by_role("link", name="Ana Ruiz")).to_be_visible()


async def test_the_letters_of_the_picture_stay_in_their_places(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("tables.html", page="table", seats=seats(15), mission=MISSION)
    page = await new_page(1280, 900)
    await page.goto(server.url)
    outside = await page.evaluate(
        """[...document.querySelectorAll('.drawing text')].filter(text => {
             const [inner, outer] = [text, text.ownerSVGElement].map(one => one.getBoundingClientRect());
             return inner.left < outer.left - 1 || inner.right > outer.right + 1
               || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
           }).map(text => text.textContent)"""
    )
    assert outside == []


async def test_an_arc_opens_the_row_of_its_group(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("arcs.html", page="table", seats=seats(33), mission=MISSION)
    page = await new_page(1280, 900)
    await page.goto(server.url)
    await expect(page.get_by_text("Centro Latino")).to_be_hidden()
    await page.locator("svg .group-stakeholders .seat-name tspan").first.click()
    await expect(page.get_by_text("Centro Latino")).to_be_visible()


async def test_on_paper_there_is_only_what_one_reads(
    server: OnePage, samples: Samples, new_page: NewPage
) -> None:
    server.html = samples.show("sample.html", needs=ASKS)
    page = await new_page()
    await page.goto(server.url)
    await page.emulate_media(media="print", color_scheme="dark")
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await expect(page.locator(".needs-you")).to_be_hidden()
    await expect(page.locator(".statement")).to_be_visible()
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
