"""Coming in by a link, going out again, and being somebody in the demo."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from tests.web.served import Served, ask_for_link, csrf_in, serve, settings_for
from web.accounts.links import LINK_LASTS
from web.accounts.store import Store
from web.security.cookies import LANGUAGE, SESSION
from web.security.origin import local_path


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url)) as running:
        yield running


@pytest_asyncio.fixture
async def demo(migrated_sqlite_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_sqlite_url, demo=True)) as running:
        yield running


async def follow(browser: httpx.AsyncClient, link: str) -> httpx.Response:
    """Open a link and press its button."""
    page = await browser.get(link)
    assert page.status_code == 200
    return await browser.post(link, data={"csrf": csrf_in(page)})


async def test_somebody_comes_in_by_link_and_goes_out_again(served: Served) -> None:
    await served.account("ana@example.org")
    browser = served.visitor()
    sent = await ask_for_link(browser, " Ana@Example.org ", "/p/abc/goals")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in/sent")
    told = await browser.get("/sign-in/sent")
    assert "the window in which this server runs" in told.text
    came = await follow(browser, await served.link_said())
    assert (came.status_code, came.headers["location"]) == (303, "/p/abc/goals")
    start = await browser.get("/")
    assert "My partnerships" in start.text
    gone = await browser.post("/sign-out", data={"csrf": csrf_in(start)})
    assert (gone.status_code, gone.headers["location"]) == (303, "/sign-in")
    assert (await browser.get("/")).headers["location"] == "/sign-in"


async def test_signing_out_ends_the_session_itself_not_only_the_cookie(served: Served) -> None:
    browser = await served.signed_in(await served.account())
    kept = dict(browser.cookies)
    await browser.post("/sign-out", data={"csrf": csrf_in(await browser.get("/"))})
    again = served.visitor()
    again.cookies.update(kept)
    assert (await again.get("/")).headers["location"] == "/sign-in"


async def test_opening_a_link_does_not_use_it(served: Served) -> None:
    await served.account()
    browser = served.visitor()
    await ask_for_link(browser, "ana@example.org")
    link = await served.link_said()
    for _ in range(3):
        looked = await served.visitor().get(link)
        assert SESSION not in looked.cookies
    assert (await follow(browser, link)).status_code == 303


async def test_a_used_link_is_refused_kindly(served: Served) -> None:
    await served.account()
    browser = served.visitor()
    await ask_for_link(browser, "ana@example.org")
    link = await served.link_said()
    await follow(browser, link)
    again = await follow(served.visitor(), link)
    assert again.status_code == 410
    assert "no longer works" in again.text
    assert SESSION not in again.cookies


async def test_an_old_or_invented_link_is_refused(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    await served.account()
    await ask_for_link(served.visitor(), "ana@example.org")
    link = await served.link_said()
    store: Store = served.accounts.store
    now = store.now()
    monkeypatch.setattr(store, "_clock", lambda: now + LINK_LASTS + 1)
    assert (await follow(served.visitor(), link)).status_code == 410
    assert (await follow(served.visitor(), "/sign-in/link/invented")).status_code == 410


async def test_nobody_learns_which_addresses_are_known(served: Served) -> None:
    await served.account("ana@example.org")
    answers = [
        await ask_for_link(served.visitor(), email) for email in ("ana@example.org", "eve@example.org")
    ]
    await served.app.state.mail.close()
    assert [(one.status_code, one.headers["location"], one.text) for one in answers] == [
        (303, "/sign-in/sent", answers[0].text)
    ] * 2
    assert len(served.said) == 1, "only the known address got a link"


@pytest.mark.parametrize("typed", ["", "ana", "ana@", "a b@example.org", "ana@x.org,eve@x.org", "x" * 500])
async def test_what_is_no_address_is_told_and_kept(served: Served, typed: str) -> None:
    answer = await ask_for_link(served.visitor(), typed)
    assert answer.status_code == 422
    assert "Please write an e-mail address" in answer.text


async def test_signing_in_takes_a_fresh_session(served: Served) -> None:
    """A session that somebody planted in the browser beforehand is worth nothing afterwards."""
    account, other = await served.account("ana@example.org"), await served.account("eve@example.org")
    browser = await served.signed_in(other)
    planted = browser.cookies[SESSION]
    token = await served.accounts.run(served.accounts.links.make, account.id)
    await follow(browser, f"/sign-in/link/{token}")
    assert browser.cookies[SESSION] != planted
    assert await served.accounts.sessions.find(planted) is None


async def test_the_same_address_may_ask_five_times_a_minute(served: Served) -> None:
    answers = [await ask_for_link(served.visitor(), "ana@example.org") for _ in range(6)]
    assert [one.status_code for one in answers] == [303] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) <= 60
    assert (await ask_for_link(served.visitor(), "ben@example.org")).status_code == 303


async def test_the_same_client_may_not_ask_for_many_addresses(served: Served) -> None:
    browser = served.visitor()
    statuses = [(await ask_for_link(browser, f"a{number}@example.org")).status_code for number in range(31)]
    assert statuses == [303] * 30 + [429]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:x()",
        "/ok\r\nSet-Cookie: a=b", "///evil.example", "/%0d%0a\n", " /p", "p/goals", "/" + "x" * 2000,
    ],
)  # fmt: skip
def test_what_leads_elsewhere_leads_to_the_front_page(wanted: str) -> None:
    assert local_path(wanted) == "/"


def test_a_path_of_ours_is_kept() -> None:
    assert local_path("/p/1/goals?at=3#goal-1") == "/p/1/goals?at=3#goal-1"


async def test_the_language_is_chosen_without_an_account(served: Served) -> None:
    browser = served.visitor()
    csrf = csrf_in(await browser.get("/sign-in"))
    chosen = await browser.post("/language", data={"csrf": csrf, "language": "es", "next": "/sign-in"})
    assert chosen.headers["location"] == "/sign-in"
    assert '<html lang="es">' in (await browser.get("/sign-in")).text


async def test_the_language_of_an_account_is_kept(served: Served) -> None:
    account = await served.account()
    browser = await served.signed_in(account)
    csrf = csrf_in(await browser.get("/"))
    await browser.post("/language", data={"csrf": csrf, "language": "es", "next": "/"})
    assert '<html lang="es">' in (await browser.get("/")).text
    kept = await served.accounts.run(served.accounts.get, account.id)
    assert kept
    assert kept.language == "es"
    odd = await browser.post("/language", data={"csrf": csrf, "language": "<script>", "next": "/"})
    assert odd.status_code == 303


async def test_the_language_chosen_in_a_browser_holds_there_whoever_signs_in(served: Served) -> None:
    browser = await served.signed_in(await served.account(language="en"))
    assert '<html lang="en">' in (await browser.get("/")).text
    browser.cookies.set(LANGUAGE, "es")
    assert '<html lang="es">' in (await browser.get("/")).text


async def test_the_time_zone_of_the_device_is_kept_once(served: Served) -> None:
    ana = await served.account()
    for zone, kept in (
        ("Mars/Olympus", "UTC"),
        ("../../etc/passwd", "UTC"),
        ("America/Bogota", "America/Bogota"),
        ("Europe/Rome", "America/Bogota"),
    ):
        link = "/sign-in/link/" + await served.accounts.run(served.accounts.links.make, ana.id)
        browser = served.visitor()
        csrf = csrf_in(await browser.get(link))
        assert (await browser.post(link, data={"csrf": csrf, "zone": zone})).status_code == 303
        found = await served.accounts.run(served.accounts.get, ana.id)
        assert found
        assert found.zone == kept


async def test_who_is_in_one_partnership_goes_straight_there(served: Served) -> None:
    ana = await served.account()
    partnership = await served.partnership(ana)
    answer = await (await served.signed_in(ana)).get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{partnership}/")


async def test_who_is_in_several_chooses(served: Served) -> None:
    ana = await served.account()
    partnerships = [await served.partnership(ana) for _ in range(2)]
    page = (await (await served.signed_in(ana)).get("/")).text
    assert all(f'href="/p/{one}/"' in page for one in partnerships)
    assert "Easy breathing" in page


async def test_one_acts_only_for_partners_one_may_act_for(served: Served) -> None:
    ana, ben = await served.account("ana@example.org"), await served.account("ben@example.org")
    partnership = await served.partnership(ana, ben)
    browser = await served.signed_in(ana)
    csrf = csrf_in(await browser.get(f"/p/{partnership}/"))
    for partner, status in ((ana.id, 303), (ben.id, 404)):
        fields = {"csrf": csrf, "partner": partner, "next": f"/p/{partnership}/"}
        assert (await browser.post(f"/p/{partnership}/acting", data=fields)).status_code == status


# --- the demo -------------------------------------------------------------------------------------


async def test_one_touch_makes_somebody_of_a_visitor(demo: Served) -> None:
    account = await demo.accounts.run(demo.accounts.create, None)
    await demo.accounts.run(demo.accounts.add_persona, "patient", account.id, 1)
    browser = demo.visitor()
    page = await browser.get("/sign-in")
    assert "Patient partner" in page.text
    came = await browser.post("/demo/personas/patient", data={"csrf": csrf_in(page)})
    assert (came.status_code, came.headers["location"]) == (303, "/")
    session = await demo.accounts.sessions.find(browser.cookies[SESSION])
    assert session
    assert session.account == account.id
    assert (await demo.visitor().get("/demo/personas/patient")).status_code == 405


async def test_an_unknown_persona_is_not_there(demo: Served) -> None:
    browser = demo.visitor()
    csrf = csrf_in(await browser.get("/sign-in"))
    assert (await browser.post("/demo/personas/emperor", data={"csrf": csrf})).status_code == 404


async def test_outside_the_demo_its_doors_do_not_exist(served: Served) -> None:
    account = await served.account()
    await served.accounts.run(served.accounts.add_persona, "patient", account.id, 1)
    browser = served.visitor()
    page = await browser.get("/sign-in")
    assert "/demo/" not in page.text
    answer = await browser.post("/demo/personas/patient", data={"csrf": csrf_in(page)})
    assert answer.status_code == 404
    assert SESSION not in answer.cookies
    assert not [route for route in served.app.routes if "demo" in route.path]
