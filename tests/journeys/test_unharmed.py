"""Whatever happens meanwhile, nothing is taken from a person who is writing."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys import walk
from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.demo import Demo
from tests.journeys.house import House, live, standing
from tests.journeys.pages import every_kind
from workspace.goals.commands import ProposeGoal

HALF = "Twice as many open windows in the"


@pytest_asyncio.fixture(loop_scope="session")
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A partnership behind a real port."""
    async with standing(migrated_sqlite_url, tmp_path) as opened:
        yield opened


async def test_what_somebody_writes_opened_and_looks_at_survives_what_others_do(
    house: House, new_page: NewPage
) -> None:
    ana, ben = await new_page(), await new_page(1280, 400)
    for number in range(3):
        await house.ask(*a_goal(f"Goal number {number}"))
    await house.opened_by(ana, "ana", "/goals")
    await house.opened_by(ben, "ben", "/goals")
    await walk.unfold(ben, "Propose a goal")
    field = ben.get_by_label("What do you want us to reach?")
    await field.fill(HALF)
    await field.evaluate("field => field.setSelectionRange(5, 7)")
    await ben.get_by_role("radio", name="within the year").evaluate("one => (one.checked = true)")
    top = await ben.evaluate("scrollTo(0, 200), scrollY")
    await walk.vote_on_goal(ana, "Against", "Goal number 1")
    await expect(walk.goal(ben, "Goal number 1").get_by_text("1 against")).to_have_count(1)
    await walk.propose_a_goal(ana)
    await expect(walk.goal(ben)).to_have_count(1)
    await expect(field).to_be_focused()
    await expect(field).to_have_value(HALF)
    assert await field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [5, 7]
    assert await ben.get_by_role("radio", name="within the year").is_checked()
    assert await ben.evaluate("scrollY") == top
    await expect(field).to_be_visible()
    await ben.keyboard.press("End")
    await ben.keyboard.type(" emergency room")
    await ben.get_by_role("button", name="Propose this goal").click()
    await expect(walk.goal(ana, f"{HALF} emergency room")).to_be_visible()
    assert complaints(ben) == []


async def test_a_half_written_answer_inside_a_card_survives_what_others_do_to_that_card(
    house: House, new_page: NewPage
) -> None:
    ana, ben = await new_page(), await new_page()
    for page, person in ((ana, "ana"), (ben, "ben")):
        await house.opened_by(page, person, "/mission")
    await walk.propose_a_wording(ana)
    await walk.open_a_decision(ana)
    await ben.get_by_role("link", name=walk.QUESTION).click()
    await live(ben)
    await walk.unfold(ben, "I object")
    reason = ben.get_by_label("Say why")
    await reason.fill("It says nothing about")
    await walk.vote(ana)
    await expect(ben.get_by_text("1 of 4 have answered")).to_be_visible()
    await expect(reason).to_have_value("It says nothing about")
    await expect(reason).to_be_focused()
    await reason.press_sequentially(" children.")
    await ben.get_by_role("form", name="I object").get_by_role("button", name="I object").click()
    await expect(ana.get_by_text("It says nothing about children.")).to_be_visible()
    assert complaints(ana) == complaints(ben) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_a_server_that_went_away_takes_nothing_with_it(
    own_demo: Demo, new_page: NewPage, how: signal.Signals
) -> None:
    page, other = await new_page(), await new_page()
    base = await own_demo.opened_by(page, "Patient partner", "/goals")
    await own_demo.opened_by(other, "Payer", "/promises")
    await walk.unfold(page, "Propose a goal")
    field = page.get_by_label("What do you want us to reach?")
    await field.fill(HALF)
    await own_demo.stop(how)
    mark = page.locator("#live-mark")
    await expect(mark).to_have_attribute("data-state", "offline")
    await expect(mark).to_contain_text("offline, your changes are kept")
    await page.get_by_role("button", name="Propose this goal").click()
    await expect(page.get_by_role("alert")).to_contain_text(
        "Send it again in a moment: that does no harm, nothing is kept twice."
    )
    # Others are back before this page is: what they do meanwhile is what it missed.
    await page.context.set_offline(True)
    await own_demo.start()
    await live(other)
    await other.goto(f"{base}/goals")
    await walk.propose_a_goal(other)
    await page.context.set_offline(False)
    await expect(walk.goal(page)).to_be_visible()
    await expect(mark).to_have_attribute("data-state", "live")
    await expect(field).to_have_value(HALF)
    await page.get_by_role("button", name="Propose this goal").click()
    await expect(walk.goal(other, HALF)).to_have_count(1)
    await expect(walk.goal(page, HALF)).to_have_count(1)


async def test_where_sockets_are_blocked_the_page_asks_and_says_so(house: House, new_page: NewPage) -> None:
    ana, ben = await new_page(), await new_page()
    await house.opened_by(ana, "ana", "/goals")
    await house.come_in(ben, "ben")
    await ben.add_init_script(NO_SOCKETS)
    await ben.goto(house.at("/goals"))
    mark = ben.locator("#live-mark")
    await expect(mark).to_contain_text("this page looks again about every 10 seconds")
    await walk.propose_a_goal(ana)
    await expect(walk.goal(ben)).to_be_visible(timeout=15_000)
    await expect(mark).to_contain_text("this page looks again about every 10 seconds")


NO_SOCKETS = """
class Blocked extends EventTarget {
  constructor() {
    super();
    this.readyState = 0;
    setTimeout(() => {
      this.readyState = 3;
      this.onerror?.(new Event('error'));
      this.onclose?.(new CloseEvent('close', { code: 1006 }));
    });
  }
  close() {}
}
Object.defineProperty(window, 'WebSocket', { value: Object.assign(Blocked, { OPEN: 1 }) });
"""
"""What a page meets behind a proxy that lets no socket through: the connection fails before it opens."""


async def test_words_whose_key_is_destroyed_are_gone_and_all_else_works(
    house: House, new_page: NewPage
) -> None:
    ana, ben = await new_page(), await new_page()
    for page, person in ((ana, "ana"), (ben, "ben")):
        await house.opened_by(page, person, "/goals")
    await walk.propose_a_goal(ana)
    await expect(walk.goal(ben)).to_be_visible()
    house.engine.keys.destroy_person(house.partnership, "ana")
    await ben.reload()
    await live(ben)
    await expect(ben.get_by_text(walk.GOAL)).to_have_count(0)
    await expect(ben.get_by_role("article").locator(".unreadable")).not_to_have_text("")
    await expect(ben.get_by_role("article")).to_contain_text("Person 1")
    await ben.get_by_role("article").get_by_role("button", name="I support it").click()
    await expect(ben.get_by_text("1 support")).to_be_visible()
    assert complaints(ben) == []


async def test_without_the_key_store_every_page_says_so_and_still_works(
    own_demo: Demo, new_page: NewPage
) -> None:
    page = await new_page()
    await own_demo.stop()
    for file in (own_demo.folder / "data").glob("everyseat-keys.sqlite*"):
        file.unlink()
    await own_demo.start()
    base = await own_demo.be(page, "Convener")
    pages = await every_kind(page, base, each=1, unreadable="/drafts/")
    assert len(pages) > 20
    drafts = [" ".join(reading.text) for path, reading in pages.items() if "/drafts/" in path]
    assert drafts
    assert all("What people wrote cannot be read at the moment" in text for text in drafts)
    everything = " ".join(text for reading in pages.values() for text in reading.text)
    assert "People with asthma" not in everything
    assert "Miriam" not in everything
    await page.goto(f"{base}/goals")
    await expect(page.locator(".unreadable").first).to_be_visible()
    assert complaints(page) == []


def a_goal(title: str) -> tuple[type[ProposeGoal], dict[str, str]]:
    """A goal, to be there before anybody looks."""
    return ProposeGoal, {"title": title, "why": "", "horizon": ""}
