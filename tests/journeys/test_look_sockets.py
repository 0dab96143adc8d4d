"""A page whose socket is blocked, and one whose reader is signed out: it says so, and takes nothing away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from events.log.keys import KeyStore
from events.log.migrations import KEYS, migrate
from tests.journeys.conftest import NewPage
from tests.journeys.test_look_live import FORM, answer, goal_list
from tests.web.look_sample import Samples
from tests.web.look_sample.server import OnePage

NO_SOCKET = "no live connection; this page looks again about every 10 seconds"
OUT = "you are signed out; what you typed is kept"


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    """The product's templates with a key store of their own."""
    url = f"sqlite:///{tmp_path / 'keys.sqlite'}"
    migrate(url, KEYS)
    return Samples(KeyStore.at(url, b"0" * 32))


@pytest_asyncio.fixture(loop_scope="session")
async def server(samples: Samples) -> AsyncIterator[OnePage]:
    """A server with one live page."""
    started = await OnePage(
        samples.show("live.html"), {"/mine": lambda: FORM, "/mine/3": lambda: "<p>Only mine</p>"}
    ).start()
    yield started
    await started.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def page(server: OnePage, new_page: NewPage) -> Page:
    """The live page, open and connected."""
    opened = await new_page()
    await opened.goto(server.url)
    await server.joined(1)
    await expect(opened.locator("#live-mark")).to_have_attribute("data-state", "live")
    return opened


async def test_where_sockets_are_blocked_the_page_asks_and_says_so(
    server: OnePage, new_page: NewPage
) -> None:
    server.no_sockets, server.poll = True, "1205\n" + goal_list("4") + "\x1e\n1206\n" + goal_list("5")
    page = await new_page()
    await page.goto(server.url)
    await expect(page.locator(".count")).to_have_text("5")
    await expect(page.locator("#live-mark")).to_contain_text(NO_SOCKET + " · 1,206")
    await expect(page.locator("#said")).to_contain_text("Just now")
    assert server.polled[0] == 1204


async def test_a_socket_that_opens_and_lets_nothing_through_is_none(
    server: OnePage, new_page: NewPage
) -> None:
    server.hangs_up, server.poll = True, "1206\n" + goal_list("5")
    page = await new_page()
    await page.goto(server.url)
    await expect(page.locator(".count")).to_have_text("5")
    await server.joined(3)
    await expect(page.locator("#live-mark")).to_contain_text(NO_SOCKET)
    assert await page.locator("#live-mark").get_attribute("data-state") == "asking"


async def test_who_is_signed_out_is_asked_to_sign_in_and_then_goes_on(page: Page, server: OnePage) -> None:
    await page.get_by_label("Say why").fill("it is ours")
    await server.sockets[0].close(4401)
    await expect(page.locator("#live-mark")).to_contain_text(OUT)
    way_in = page.get_by_role("link", name="Sign in")
    await expect(way_in).to_have_attribute("href", "/sign-in?next=/p/riverside/goals")
    server.fragments["/p/riverside/form-token"] = lambda: '{"csrf": "fresh", "reader": "ana/clinic"}'
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await server.joined(2)
    await server.send("1205\n" + goal_list("2"))
    await expect(page.locator("#live-mark")).to_have_attribute("data-state", "live")
    await expect(way_in).to_be_hidden()
    await expect(page.get_by_label("Say why")).to_have_value("it is ours")
    await page.route("**/votes", answer(200, FORM))
    async with page.expect_request("**/votes") as asked:
        await page.get_by_role("button", name="Vote").click()
    assert (await (await asked.value).all_headers())["x-csrf-token"] == "fresh"
    assert "csrf=fresh" in str((await asked.value).post_data)


async def test_what_somebody_typed_is_not_sent_in_another_ones_name(page: Page, server: OnePage) -> None:
    await server.sockets[0].close(4401)
    await expect(page.locator("#live-mark")).to_contain_text(OUT)
    server.fragments["/p/riverside/form-token"] = lambda: '{"csrf": "fresh", "reader": "ben/"}'
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await expect(page.locator("#live-mark")).to_contain_text("no longer connected; load the page again")
    assert await page.locator("[name=csrf][value=fresh]").count() == 0
    assert len(server.resumed) == 1
