"""It works where sockets are blocked, after a long sleep, on paper, and in the light that somebody wants."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage, Scheme
from tests.journeys.house import House, live, standing
from tests.journeys.refusing import refusing
from web.live.hub import COME_BACK, Hub
from workspace.charter.commands import OpenStatement, ProposeWording
from workspace.decisions.commands import OpenDecision
from workspace.goals.commands import ProposeGoal

NO_SOCKET = "no live connection; this page looks again about every 10 seconds"
A_NIGHT = timedelta(hours=8)
GOAL = "Walk to the shop together"


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        yield opened


def mark(page: Page) -> Locator:
    """The live mark in the frame."""
    return page.locator("#live-mark")


# --- where sockets are blocked -------------------------------------------------------------------------


async def test_behind_a_proxy_that_refuses_sockets_the_page_goes_on_by_asking(
    house: House, new_page: NewPage
) -> None:
    async with refusing(house.settings.base_url) as proxy:
        page = await new_page()
        await house.come_in(page, "ben")
        await page.clock.install()
        await page.goto(f"{proxy.url}/p/{house.partnership}/goals")
        await expect(mark(page)).to_contain_text(NO_SOCKET)
        await house.ask(ProposeGoal, {"title": GOAL}, by="ana")
        await page.clock.fast_forward(15_000)
        await expect(page.get_by_role("heading", name=GOAL)).to_be_visible()
        await walk.vote_on_goal(page, "I support it", GOAL)
        assert proxy.refused >= 1
        refused = [line for line in complaints(page) if "WebSocket" not in line and "403" not in line]
        assert refused == []


# --- after a night's sleep -----------------------------------------------------------------------------


async def asleep(house: House, page: Page) -> None:
    """The machine is closed in the evening; the night goes on without it."""
    await page.context.set_offline(True)
    hub: Hub = house.app.state.hub
    for outbox in hub._all():
        outbox.close(COME_BACK)
    await expect(mark(page)).to_contain_text("offline, your changes are kept")
    soon = datetime.now(UTC) + timedelta(hours=7)
    await house.ask(OpenDecision, {"title": "Mondays?", "closes_at": soon.isoformat()}, command="d1")
    await house.ask(ProposeGoal, {"title": GOAL}, by="ana")
    house.engine.now = lambda: datetime.now(UTC) + A_NIGHT


async def awake(page: Page) -> None:
    """The machine is opened in the morning."""
    await page.clock.fast_forward(int(A_NIGHT.total_seconds() * 1000))
    await page.context.set_offline(False)
    await page.evaluate("dispatchEvent(new Event('online'))")


async def begin_a_goal(page: Page) -> Locator:
    """A goal that somebody has begun to write."""
    await walk.unfold(page, "Propose a goal")
    field = page.get_by_label("What do you want us to reach?")
    await field.fill("Half a sentence, and")
    return field


async def test_after_a_night_the_page_catches_up_and_keeps_what_was_typed(
    house: House, new_page: NewPage
) -> None:
    page = await new_page()
    await page.clock.install()
    await house.opened_by(page, "ben", "/goals")
    field = await begin_a_goal(page)
    await asleep(house, page)
    await awake(page)
    await expect(page.get_by_role("heading", name=GOAL)).to_be_visible()
    await live(page)
    await expect(field).to_have_value("Half a sentence, and")
    await page.get_by_role("button", name="Propose this goal").click()
    await expect(page.get_by_role("heading", name="Half a sentence, and")).to_be_visible()


async def test_after_a_night_that_ended_the_session_it_says_kindly_to_sign_in_and_keeps_what_was_typed(
    house: House, new_page: NewPage
) -> None:
    page = await new_page()
    await page.clock.install()
    await house.opened_by(page, "ben", "/goals")
    field = await begin_a_goal(page)
    await asleep(house, page)
    await page.context.clear_cookies()
    await awake(page)
    await expect(mark(page)).to_contain_text("you are signed out; what you typed is kept")
    await expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    await expect(field).to_have_value("Half a sentence, and")
    await house.come_in(page, "ben")
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await live(page)
    await expect(page.get_by_role("heading", name=GOAL)).to_be_visible()
    await page.get_by_role("button", name="Propose this goal").click()
    await expect(page.get_by_role("heading", name="Half a sentence, and")).to_be_visible()


# --- in the light that somebody wants ------------------------------------------------------------------


async def paper(page: Page) -> str:
    """The colour of the page."""
    colour: str = await page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    return colour


@pytest.mark.parametrize(
    ("device", "wanted", "name"), [("light", "dark", "Dark"), ("dark", "light", "Light")]
)
@pytest.mark.parametrize("javascript", [True, False])
async def test_light_and_dark_are_a_choice_that_stays(
    house: House, new_page: NewPage, device: Scheme, wanted: str, name: str, javascript: bool
) -> None:
    page = await new_page(color_scheme=device, javascript=javascript)
    await house.come_in(page, "ben")
    await page.goto(house.at("/mission"))
    await page.locator("details.me summary").click()
    await page.get_by_role("button", name=name, exact=True).click()
    await page.goto(house.at("/goals"))
    first = await (await page.request.get(house.at("/goals"))).text()
    assert f'data-theme="{wanted}"' in first.split("<head>")[0]  # It is there before anything is drawn.
    if javascript:
        assert await paper(page) == wanted
        assert await axe_violations(page, only=["color-contrast"]) == []
    await page.locator("details.me summary").click()
    await expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")
    await page.get_by_role("button", name="As the device").click()
    assert "data-theme" not in await (await page.request.get(house.at("/goals"))).text()


# --- on paper ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/mission", "/"])
async def test_the_charter_and_the_table_print_as_a_text_with_its_date_and_moment(
    house: House, new_page: NewPage, path: str
) -> None:
    await house.ask(OpenStatement, {"kind": "mission"}, command="s1")
    await house.ask(ProposeWording, {"statement": "s1", "text": walk.MISSION}, by="ben", command="w1")
    page = await new_page()
    await house.opened_by(page, "ana", path)
    await page.emulate_media(media="print")
    for gone in ("nav.rooms", ".find", ".to-find", "details.me", "form", "#live-mark", "button"):
        assert await page.locator(f"{gone} >> visible=true").count() == 0, gone
    at = (await house.views()).position
    await expect(page.locator(".print-only")).to_contain_text(re.compile(rf"\d{{4}}.* · moment {at}"))
    await expect(page.get_by_text(walk.MISSION).first).to_be_visible()
    assert (await page.pdf(format="A4")).startswith(b"%PDF")


# --- looking for something -----------------------------------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
async def test_somebody_looks_for_a_word_and_goes_where_it_stands(
    house: House, new_page: NewPage, width: int, javascript: bool
) -> None:
    await house.ask(ProposeGoal, {"title": "Respiración tranquila"}, by="ana", command="g1")
    page = await new_page(width=width, javascript=javascript)
    await house.come_in(page, "ben")
    await page.goto(house.at("/"))
    if width == 360:
        await page.get_by_role("link", name="Search").click()
        field = page.get_by_label("What are you looking for?")
    else:
        field = page.get_by_role("searchbox", name="Search this partnership")
    await field.fill("respiracion")
    await field.press("Enter")
    await expect(page.get_by_text("1 found")).to_be_visible()
    await expect(page.locator("main mark")).to_have_text("Respiración")
    if javascript:
        assert await axe_violations(page) == []
    await page.get_by_role("link", name="Respiración tranquila").click()
    await expect(page.get_by_role("heading", level=1, name="Respiración tranquila")).to_be_visible()
