"""An open page is brought up to date without ever taking anything from the person who uses it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from events.log.keys import KeyStore
from events.log.migrations import KEYS, migrate
from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.web.look_sample import Samples
from tests.web.look_sample.server import OnePage

MINE = '<div id="goal-mine-{n}" data-mine="{url}" data-state="{state}"></div>'
FORM = (
    '<div id="goal-mine-1" data-mine="/mine" data-state="closed"><form id="vote-1" hx-post="/votes" '
    'hx-nonce="b3RoZXItbm9uY2U"><p>Fetched anew</p><textarea name="reason" required></textarea>'
    "<button>Vote</button></form></div>"
)


def goal_list(count: str, more: str = "", state: str = "open") -> str:
    """The pushed list of goals, as the server renders it: without anything personal."""
    return (
        '<hx-partial id="goal-list" hx-swap="outerMorph">'
        '<section id="goal-list" aria-labelledby="goal-list-title"><h2 id="goal-list-title">All goals</h2>'
        f'<ul><li id="one">First goal: <span class="count">{count}</span></li>'
        '<li id="two"><details id="why"><summary>Why</summary><p>Because.</p></details>'
        f"{MINE.format(n=1, url='/mine', state=state)}</li>{more}</ul>"
        '<label>Search here <input id="search" name="q"></label></section></hx-partial>'
    )


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


async def test_what_arrives_is_shown_marked_and_told(page: Page, server: OnePage) -> None:
    await server.send("1205\n" + goal_list("2"))
    await expect(page.locator(".count")).to_have_text("2")
    await expect(page.locator("#live-mark")).to_contain_text("1,205")
    await expect(page.locator("#one")).to_have_class("just-now")
    await expect(page.locator("#two")).not_to_have_class("just-now")
    await expect(page.locator("#said")).to_have_text("Just now there is something new in: All goals")
    await expect(page.locator("#one")).not_to_have_class("just-now")
    assert complaints(page) == []


async def test_typing_focus_caret_and_opened_details_survive_an_arrival(page: Page, server: OnePage) -> None:
    reason, search = page.get_by_label("Say why"), page.get_by_label("Search here")
    await reason.fill("it is ours")
    await page.get_by_text("Why", exact=True).click()
    await search.fill("clean")
    await search.evaluate("field => field.setSelectionRange(2, 2)")
    await server.send("1205\n" + goal_list("2", '<li id="zero">New</li>'))
    await expect(page.locator("#zero")).to_have_text("New")
    assert await page.locator(".just-now").evaluate_all("all => all.map(one => one.id)") == ["one", "zero"]
    await expect(reason).to_have_value("it is ours")
    await expect(search).to_have_value("clean")
    await expect(search).to_be_focused()
    assert await search.evaluate("field => field.selectionStart") == 2
    assert await page.locator("#why").evaluate("one => one.open")
    assert "/mine" not in server.asked


async def test_a_field_that_was_left_keeps_what_was_typed(page: Page, server: OnePage) -> None:
    await page.get_by_label("Search here").fill("clean")
    await page.locator("h1").click()
    await server.send("1205\n" + goal_list("2"))
    await expect(page.locator(".count")).to_have_text("2")
    await expect(page.get_by_label("Search here")).to_have_value("clean")


async def test_a_personal_part_is_fetched_when_it_arrives_or_its_state_differs(
    page: Page, server: OnePage
) -> None:
    await server.send(
        "1205\n" + goal_list("2", f'<li id="three">{MINE.format(n=3, url="/mine/3", state="")}</li>')
    )
    await expect(page.locator("#goal-mine-3")).to_have_text("Only mine")
    await server.send("1206\n" + goal_list("3", state="closed"))
    await expect(page.locator("#goal-mine-1")).to_contain_text("Fetched anew")
    assert complaints(page) == []


async def test_a_personal_part_in_which_somebody_types_is_left_alone(page: Page, server: OnePage) -> None:
    await page.get_by_label("Say why").fill("half a sen")
    await server.send("1205\n" + goal_list("2", state="closed"))
    await expect(page.locator(".count")).to_have_text("2")
    await expect(page.get_by_label("Say why")).to_have_value("half a sen")
    assert "/mine" not in server.asked


async def test_after_a_restart_the_page_asks_for_what_it_missed(page: Page, server: OnePage) -> None:
    await server.send("1210\n")
    await expect(page.locator("#live-mark")).to_contain_text("1,210")
    await page.get_by_label("Say why").fill("still here")
    await server.stop()
    await expect(page.locator("#live-mark")).to_have_text("offline, your changes are kept · 1,210")
    await server.start()
    await server.joined(2)
    assert server.resumed == [1204, 1210]
    await server.send("1212\n" + goal_list("7"))
    await expect(page.locator(".count")).to_have_text("7")
    await expect(page.locator("#live-mark")).to_have_attribute("data-state", "live")
    await expect(page.get_by_label("Say why")).to_have_value("still here")


@pytest.mark.parametrize("code", [1008, 4403, 4404, 4410, 4429])
async def test_a_page_that_is_sent_away_says_so_and_stops(page: Page, server: OnePage, code: int) -> None:
    await server.sockets[0].close(code)
    await expect(page.locator("#live-mark")).to_contain_text("no longer connected; load the page again")
    await page.evaluate("dispatchEvent(new Event('online'))")
    assert server.resumed == [1204]


async def test_a_slow_reader_who_was_closed_comes_back(page: Page, server: OnePage) -> None:
    await server.sockets[0].close(1013)
    await server.joined(2)
    await expect(page.locator("#live-mark")).to_have_attribute("data-state", "live")


def answer(status: int, body: str, headers: dict[str, str] | None = None) -> Callable[[Route], object]:
    """An answer to a form that was sent."""
    policy = {"Content-Security-Policy": "script-src 'nonce-b3RoZXItbm9uY2U'"}
    return lambda route: route.fulfill(
        status=status, body=body, content_type="text/html", headers=policy | (headers or {})
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (None, "We cannot tell yet whether this was kept. Your text is still here."),
        (503, "We cannot tell yet whether this was kept. Your text is still here."),
        (504, "We cannot tell yet whether this was kept. Your text is still here."),
        (507, "Not sent yet. Your text is still here; try again."),
        (401, "Not sent: you are no longer signed in here."),
        (429, "Not sent yet: that was a lot at once."),
    ],
)
async def test_a_form_that_could_not_be_sent_keeps_its_text_and_says_so(
    page: Page, status: int | None, sentence: str
) -> None:
    sent: list[str] = []

    async def refuse(route: Route) -> None:
        sent.append(str(route.request.post_data))
        await (route.abort() if status is None else answer(status, "<h1>Away</h1>")(route))  # type: ignore[misc]

    await page.route("**/votes", refuse)
    await page.get_by_label("Say why").fill("it is ours")
    await page.get_by_role("button", name="Vote").click()
    await expect(page.get_by_role("alert")).to_contain_text(sentence)
    await expect(page.get_by_label("Say why")).to_have_value("it is ours")
    await page.unroute("**/votes")
    await page.route("**/votes", answer(200, FORM))
    async with page.expect_request("**/votes") as again:
        await page.get_by_role("button", name="Vote").click()
    assert (await again.value).post_data == sent[0]
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_a_form_carries_its_token_and_its_answer_takes_its_place(page: Page) -> None:
    await page.route("**/votes", answer(200, FORM))
    await page.get_by_label("Say why").fill("it is ours")
    async with page.expect_request("**/votes") as asked:
        await page.get_by_role("button", name="Vote").click()
    headers = await (await asked.value).all_headers()
    assert headers["x-csrf-token"] == "token"
    assert headers["hx-target"] == "div#goal-mine-1"
    await expect(page.locator("#goal-mine-1")).to_contain_text("Fetched anew")
    await expect(page.locator(".it-is-kept")).to_have_text("It is kept.")
    await expect(page.locator("#goal-mine-1")).to_be_focused()
    assert complaints(page) == []


async def test_what_was_wrong_is_put_before_the_reader(page: Page) -> None:
    wrong = FORM.replace("<p>", '<div data-problem tabindex="-1" role="alert">Too long</div><p>')
    await page.route("**/votes", answer(422, wrong))
    await page.get_by_label("Say why").fill("it is ours")
    await page.get_by_role("button", name="Vote").click()
    await expect(page.get_by_text("Too long")).to_be_focused()
    await expect(page.locator(".it-is-kept")).to_have_count(0)


async def test_an_answer_that_is_a_whole_page_takes_the_place_of_the_text(page: Page) -> None:
    text = "<main id=main tabindex=-1><h1>New</h1></main>"
    whole = f"<!doctype html><html><body><header>other</header>{text}</body></html>"
    await page.route("**/votes", answer(200, whole))
    await page.get_by_label("Say why").fill("it is ours")
    await page.get_by_role("button", name="Vote").click()
    await expect(page.locator("main h1")).to_have_text("New")
    await expect(page.locator("header .home")).to_have_count(1)


async def test_the_page_goes_where_the_answer_points(page: Page, server: OnePage) -> None:
    await page.route("**/votes", answer(200, "", {"HX-Redirect": f"{server.url}?there#one"}))
    await page.get_by_label("Say why").fill("it is ours")
    await page.get_by_role("button", name="Vote").click()
    await page.wait_for_url("**/page?there#one")


async def test_the_room_that_is_left_is_counted(page: Page) -> None:
    await page.get_by_label("Say why").fill("it is ours")
    await expect(page.locator(".counter")).to_have_text("10 characters left")
    await page.get_by_label("Say why").fill("it is ours and theirs 🙂")
    await expect(page.locator(".counter")).to_have_text("3 characters too many")


async def test_nothing_is_kept_in_the_browser(page: Page, server: OnePage) -> None:
    await server.send("1205\n" + goal_list("2"))
    await expect(page.locator(".count")).to_have_text("2")
    assert await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


async def test_the_menu_of_the_person_closes_by_key_and_by_touch_elsewhere(page: Page) -> None:
    summary = page.locator(".me summary")
    await summary.click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    await expect(summary).to_be_focused()
    await summary.click()
    await page.locator("h1").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
