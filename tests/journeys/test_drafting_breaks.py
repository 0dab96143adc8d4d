"""Lines that break, servers that start anew, rights that end: nobody loses a word, and everybody is told."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Dialog, Page, WebSocketRoute, expect

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.drafts import Editor, begin, draft, go_to, reads, saved, writing
from tests.journeys.house import House, serving, standing
from web.app import create_app
from web.security.cookies import SESSION, cookie_name

EDITORS: tuple[Editor, ...] = ("plain", "full")


class Restartable:
    """A house whose server can go away and come back on the same port."""

    def __init__(self, house: House, stack: AsyncExitStack) -> None:
        self.house, self._stack = house, stack

    async def stop(self) -> None:
        """The server ends as it does when a new version is put in its place."""
        await self._stack.aclose()

    async def start(self) -> None:
        """Another process on the same data, as far as browsers can tell."""
        self._stack = AsyncExitStack()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", int(self.house.settings.base_url.rsplit(":", 1)[1])))
        self.house.app = create_app(self.house.settings)
        await self._stack.enter_async_context(serving(self.house.app, listener))


@pytest_asyncio.fixture(loop_scope="session")
async def restartable(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Restartable]:
    """A partnership behind a real port, once on SQLite and once on PostgreSQL."""
    stack = AsyncExitStack()
    house = await stack.enter_async_context(standing(migrated_database_url, tmp_path))
    opened = Restartable(house, stack)
    yield opened
    await opened.stop()


@pytest.fixture
def house(restartable: Restartable) -> House:
    """The house alone, for those who do not stop its server."""
    return restartable.house


async def offline(page: Page, words: str) -> None:
    """Write while there is no line."""
    await expect(page.locator("#draft-state")).to_contain_text("Offline")
    await page.keyboard.type(words)
    await expect(page.locator("#draft-state")).to_contain_text("Nothing is lost")


@pytest.mark.parametrize("editor", EDITORS)
async def test_an_hour_without_a_line_is_merged_though_draft_and_server_were_closed_meanwhile(
    restartable: Restartable, new_page: NewPage, editor: Editor
) -> None:
    house = restartable.house
    ana = await writing(house, await new_page(), "ana", editor)
    ben = await writing(house, await new_page(), "ben")
    cleo = await writing(house, await new_page(), "cleo")
    await draft(ana).press_sequentially("We breathe easily today")
    for page in (ana, ben, cleo):
        await reads(page, "We breathe easily today")
    await go_to(ana, 10)
    await go_to(ben, 23)
    for page in (ana, ben):
        await page.context.set_offline(True)
    await restartable.stop()
    await restartable.start()
    await offline(ana, " 😀 and sing")
    await offline(ben, ", all of us")
    # Meanwhile the words between which they write are taken out, and the draft is closed: an hour goes by.
    await saved(cleo)
    await draft(cleo).fill("We breathe today")
    await saved(cleo)
    room = await house.app.state.rooms.room(house.partnership, cleo.url.rsplit("/", 1)[1])
    await house.app.state.rooms.close_up(room)
    await draft(cleo).fill("Now we breathe today")
    await saved(cleo)
    for page in (ana, ben):
        await page.context.set_offline(False)
    for page in (ana, ben, cleo):
        await reads(page, "Now we breathe 😀 and sing today, all of us")
        await saved(page)
    late = await writing(house, await new_page(), "cleo")
    await reads(late, "Now we breathe 😀 and sing today, all of us")
    await ana.keyboard.type("!")
    await reads(ben, "Now we breathe 😀 and sing! today, all of us")


async def test_a_line_that_leads_nowhere_after_sleep_is_replaced_by_another(
    house: House, new_page: NewPage
) -> None:
    ben = await writing(house, await new_page(), "ben")
    ana = await new_page()
    await ana.clock.install()
    lines = await tapped(ana)
    await writing(house, ana, "ana")
    await draft(ana).press_sequentially("We")
    await reads(ben, "We")
    await saved(ana)
    lines[-1].dead = True
    await ana.keyboard.type(" breathe")
    await expect(ana.locator("#draft-state")).to_have_text("Saving …")
    await ana.clock.fast_forward(16_000)
    await reads(ben, "We breathe")
    await saved(ana)
    assert len(lines) == 2
    lines[-1].dead = True
    await ana.evaluate("dispatchEvent(new Event('online'))")
    await draft(ben).fill("We breathe easily")
    await saved(ben)
    await ana.clock.fast_forward(5_000)
    await reads(ana, "We breathe easily")
    assert len(lines) == 3


class Line:
    """A browser's line to the draft. Once it is dead nothing comes through, and neither side is told."""

    def __init__(self, here: WebSocketRoute) -> None:
        self.dead = False
        there = here.connect_to_server()
        here.on_message(lambda said: self.dead or there.send(said))
        there.on_message(lambda said: self.dead or here.send(said))


async def tapped(page: Page) -> list[Line]:
    """The lines of a browser to drafts, as they are opened."""
    lines: list[Line] = []
    await page.route_web_socket(re.compile("/live/drafts/"), lambda here: lines.append(Line(here)))
    return lines


async def test_who_leaves_with_something_unsaved_is_asked(house: House, new_page: NewPage) -> None:
    ana = await writing(house, await new_page(), "ana")
    await draft(ana).press_sequentially("We")
    await saved(ana)
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    ana.on("dialog", stay)
    await ana.context.set_offline(True)
    for room in house.app.state.rooms._rooms.values():
        room.give_up("The line is cut.")
    await offline(ana, " breathe")
    await ana.close(run_before_unload=True)
    await expect(draft(ana)).to_have_value("We breathe")
    assert asked == ["beforeunload"]
    await ana.context.set_offline(False)
    await saved(ana)
    closed = ana.wait_for_event("close")
    await ana.close(run_before_unload=True)
    await closed
    assert asked == ["beforeunload"]


async def test_who_was_signed_out_goes_on_after_signing_in_again(house: House, new_page: NewPage) -> None:
    ana = await writing(house, await new_page(), "ana")
    await draft(ana).press_sequentially("We")
    await saved(ana)
    name = cookie_name(SESSION, house.settings)
    cookies = await ana.context.cookies()
    token = next(one["value"] for one in cookies if one["name"] == name)
    await end_session(house, token)
    await expect(ana.locator("#draft-state")).to_contain_text("You were signed out. Nothing is lost")
    await ana.keyboard.type(" breathe")
    await house.come_in(ana, "ana")
    await ana.evaluate("dispatchEvent(new Event('focus'))")
    await saved(ana)
    await reads(await writing(house, await new_page(), "ben"), "We breathe")


async def end_session(house: House, token: str) -> None:
    """Sign a browser out, somewhere else."""
    accounts = house.app.state.accounts
    session = await accounts.sessions.find(token)
    await accounts.sessions.end(session)


@pytest.mark.parametrize("editor", EDITORS)
async def test_what_is_not_taken_in_while_writing_is_still_there_and_can_be_saved_with_the_form(
    house: House, new_page: NewPage, editor: Editor
) -> None:
    ana = await writing(house, await new_page(), "ana", editor)
    ben = await writing(house, await new_page(), "ben")
    await draft(ana).press_sequentially("We")
    await reads(ben, "We")
    await ana.get_by_label("Try out a sentence here").fill("a" * 70_000)
    await ana.get_by_role("button", name="Put into the draft").click()
    state = ana.locator("#draft-state")
    await expect(state).to_contain_text("The draft has become too long, so your last words were not saved.")
    await expect(ana.get_by_label("Try out a sentence here")).to_have_value("a" * 70_000)
    await expect(ana.get_by_text("It is in the draft now")).to_have_count(0)
    await expect(ana.get_by_label("Show where others are writing")).not_to_be_checked()
    await draft(ben).fill("Today we")
    await saved(ben)
    await draft(ana).fill("We breathe")
    assert await axe_violations(ana) == []
    await ana.get_by_role("button", name="Save what I wrote").click()
    await expect(ana.get_by_text("Saved. Others can read it now.")).to_be_visible()
    await reads(ben, "Today we breathe")
    assert complaints(ben) == []


async def test_what_is_begun_in_the_private_box_is_there_again_for_its_writer_alone(
    house: House, new_page: NewPage
) -> None:
    ana = await writing(house, await new_page(), "ana")
    await ana.get_by_label("Try out a sentence here").fill("half a sent")
    await ana.reload()
    await saved(ana)
    await expect(ana.get_by_label("Try out a sentence here")).to_have_value("half a sent")
    await ana.goto(house.at("/goals"))
    await house.come_in(ana, "ben")
    await ana.go_back()
    await saved(ana)
    await expect(ana.get_by_label("Try out a sentence here")).to_have_value("")


@pytest.mark.parametrize("javascript", [True, False])
async def test_who_comes_back_to_the_page_undoes_nothing_that_was_written_meanwhile(
    house: House, new_page: NewPage, javascript: bool
) -> None:
    ben = await writing(house, await new_page(), "ben")
    await draft(ben).press_sequentially("We breathe")
    await saved(ben)
    ana = await begin(house, await new_page(javascript=javascript), "ana")
    await draft(ana).fill("We all breathe")
    if javascript:
        await saved(ana)
    await ana.goto(house.at("/goals"))
    await draft(ben).fill("Today we breathe easily")
    await saved(ben)
    await ana.go_back()
    await expect(draft(ana)).to_have_value("Today we breathe easily")
    if not javascript:
        await ana.get_by_role("button", name="Save what I wrote").click()
    await saved(ben)
    await reads(ben, "Today we breathe easily")


@pytest.mark.parametrize("javascript", [True, False])
async def test_a_proposal_or_a_passage_that_is_refused_says_why_and_stays(
    house: House, new_page: NewPage, javascript: bool
) -> None:
    ben = await writing(house, await new_page(), "ben")
    await draft(ben).fill("word " * 1_000)
    await saved(ben)
    ana = await begin(house, await new_page(javascript=javascript), "ana")
    if javascript:
        await saved(ana)
    await ana.get_by_label("Try out a sentence here").fill("half a sent")
    await ana.get_by_role("button", name="Propose this wording").click()
    await expect(ana.get_by_role("alert")).to_contain_text("That did not work yet")
    await expect(draft(ana)).to_have_value("word " * 1_000)
    if javascript:
        await expect(ana.get_by_role("alert")).to_be_focused()
        await expect(ana.get_by_label("Try out a sentence here")).to_have_value("half a sent")
        return
    await ana.get_by_label("Try out a sentence here").fill("long " * 3_000)
    await ana.get_by_role("button", name="Put into the draft").click()
    await expect(ana.get_by_role("alert")).to_contain_text("longer than a draft can be")
    await expect(ana.get_by_label("Try out a sentence here")).to_have_value("long " * 2_999 + "long")
