"""Coming in: by a link, by a printed code, on one's own device or on somebody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from events.partners import RecordTermsAccepted
from tests.web.invited import Table, code_and_pin, joins, press, send_from
from tests.web.served import Served, csrf_in, serve, settings_for
from tests.web.visitors import plain
from web.accounts.session_rows import BORROWED_RESTS
from web.security.cookies import ASIDE, SESSION


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url)) as running:
        yield running


@pytest_asyncio.fixture
async def table(served: Served) -> Table:
    return await Table.laid(served)


async def begin(table: Table, link: str, **fields: str) -> tuple[httpx.AsyncClient, str]:
    """A browser that pressed the first button; where its steps are."""
    browser = table.served.visitor()
    answer = await press(browser, link, **fields)
    assert answer.status_code == 303, plain(answer.text)
    return browser, answer.headers["location"]


async def test_somebody_joins_by_link_in_three_buttons(table: Table) -> None:
    link = await table.link("Nora@Example.org ")
    browser = table.served.visitor()
    page = plain((await browser.get(link)).text)
    assert "Ana invites you to take part" in page
    assert "Easy breathing" in page
    browser, there = await begin(table, link)
    assert "kept for ever" in plain((await browser.get(there)).text)
    came = await joins(browser, there, "Nora Bell", "es")
    assert came.headers["location"] == f"{table.base}/joining/group"
    assert "Paso 4 de 5" in plain((await browser.get(f"{table.base}/joining/group")).text)
    assert await table.people() == ["Ana", "Nora Bell"]
    account = await table.served.accounts.run(table.served.accounts.find, "nora@example.org")
    assert account is not None
    assert account.language == "es"


async def test_what_was_read_before_the_first_act_is_in_the_record(table: Table) -> None:
    browser, there = await begin(table, await table.link("nora@example.org"))
    await joins(browser, there, "Nora")
    history = await table.served.engine.history(table.partnership, 0)
    header, event = history[-1]
    assert isinstance(event, RecordTermsAccepted)
    views = await table.served.engine.views(table.partnership)
    assert views.directory.people[header.person].terms == event.terms


async def test_one_can_stop_at_every_step_and_go_on_later(table: Table) -> None:
    browser, there = await begin(table, await table.link("nora@example.org"))
    await press(browser, there)
    account = await table.served.account("nora@example.org")
    later = await table.served.signed_in(account)
    start = await later.get("/")
    assert "You have begun to join Easy breathing" in plain(start.text)
    assert "How shall we call you?" in plain((await later.get(there)).text)


async def test_a_used_link_and_one_that_never_was_are_answered_alike(table: Table) -> None:
    link = await table.link("nora@example.org")
    browser, there = await begin(table, link)
    await joins(browser, there, "Nora")
    stranger = table.served.visitor()
    used, unknown = await stranger.get(link), await stranger.get("/join/link/never")
    assert (used.status_code, unknown.status_code) == (410, 410)
    assert plain(used.text) == plain(unknown.text)


async def test_a_link_makes_one_account_and_signs_nobody_in_after_that(table: Table) -> None:
    link = await table.link("nora@example.org")
    await begin(table, link)
    again = table.served.visitor()
    answer = await press(again, link)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=/joining/")
    assert (await again.get("/")).headers["location"] == "/sign-in"


async def test_a_link_that_was_sent_to_somebody_else_is_refused_with_a_sentence(table: Table) -> None:
    link = await table.link("nora@example.org")
    other = await table.served.signed_in(await table.served.account("omar@example.org"))
    page = await other.get(link)
    assert page.status_code == 409
    assert "You are signed in here as somebody else" in plain(page.text)
    sent = await other.post(link, data={"csrf": csrf_in(page)})
    assert sent.status_code == 409
    assert await table.served.accounts.run(table.served.accounts.find, "nora@example.org") is None


async def test_a_member_has_nothing_left_to_join(table: Table) -> None:
    first, second = await table.link("nora@example.org"), None
    browser, there = await begin(table, first)
    await joins(browser, there, "Nora")
    refused = await table.invite("nora@example.org")
    assert refused.status_code == 422
    assert "Somebody with this address is here already" in plain(refused.text)
    code, pin = await table.printed()
    second = await press(browser, "/join", code=code, pin=pin, who="me")
    assert "You are a member here already" in plain(second.text)


async def test_nobody_elses_steps_are_there_for_anybody(table: Table) -> None:
    _, there = await begin(table, await table.link("nora@example.org"))
    other = await table.served.signed_in(await table.served.account("omar@example.org"))
    assert (await other.get(there)).status_code == 404
    assert (await table.ana.get(there)).status_code == 404
    assert (await table.served.visitor().get(there)).status_code == 303


async def test_for_whom_and_with_which_role_is_never_taken_from_the_form(table: Table) -> None:
    browser, there = await begin(table, await table.link("nora@example.org", role="observer"))
    read = await press(browser, there)
    await press(
        browser,
        read.headers["location"],
        display_name="Nora",
        role="convener",
        partner="ana",
        person="ana",
        invitation="other",
    )
    views = await table.served.engine.views(table.partnership)
    nora = [*views.directory.people.values()][-1]
    assert set(nora.roles) == {"observer"}
    assert not nora.mandates


async def test_an_invitation_taken_back_opens_nothing_also_half_way(table: Table) -> None:
    link = await table.link("nora@example.org")
    browser, there = await begin(table, link)
    page = await table.ana.get(f"{table.base}/directory/invitations")
    assert "nora@example.org" in page.text
    invitation = there.rsplit("/", 1)[1]
    await table.ana.post(
        f"{table.base}/directory/invitations/{invitation}/withdrawal",
        data={"csrf": csrf_in(page), "command": "w"},
    )
    assert (await browser.get(there)).status_code == 404
    assert (await browser.get(link)).status_code == 410
    after = plain((await table.ana.get(f"{table.base}/directory/invitations")).text)
    assert "taken back" in after
    assert "nora@example.org" not in after


async def test_sending_it_again_makes_a_new_link_and_the_old_one_opens_nothing(table: Table) -> None:
    old = await table.link("nora@example.org")
    page = await table.ana.get(f"{table.base}/directory/invitations")
    invitation = page.text.split('id="invitation-')[1].split('"')[0]
    where = f"{table.base}/directory/invitations/{invitation}/again"
    await table.ana.post(where, data={"csrf": csrf_in(page), "command": "a"})
    new = await table.served.link_said()
    stranger = table.served.visitor()
    assert new != old
    assert (await stranger.get(old)).status_code == 410
    assert (await stranger.get(new)).status_code == 200


async def test_an_address_is_on_no_page_but_the_list_of_those_who_invite(table: Table) -> None:
    await table.link("nora@example.org")
    other, there = await begin(table, await table.link("omar@example.org"))
    await joins(other, there, "Omar")
    assert (await other.get(f"{table.base}/directory/invitations")).status_code == 404
    assert (await other.get(f"{table.base}/directory/invitations/new")).status_code == 404
    for path in ("/", "/directory", "/history", "/how-we-work"):
        for browser in (table.ana, other):
            assert "nora@example.org" not in (await browser.get(table.base + path)).text
    assert "somebody" in plain((await other.get(f"{table.base}/history")).text)


async def test_somebody_without_an_address_joins_with_a_code_and_a_pin_and_comes_back_with_a_card(
    table: Table,
) -> None:
    code, pin = await table.printed(language="es")
    browser = table.served.visitor()
    answer = await press(browser, "/join", code=code.lower().replace("-", " "), pin=f"{pin[:3]} {pin[3:]}")
    assert answer.status_code == 303
    assert (await joins(browser, answer.headers["location"], "Rosa")).status_code == 303
    done = await press(browser, f"{table.base}/joining/offer", hours="0")
    assert done.headers["location"] == f"/account/card?next={table.base}/"
    made = await press(browser, done.headers["location"])
    card = code_and_pin(made.text)
    elsewhere = table.served.visitor()
    back = await press(elsewhere, "/join", code=card[0], pin=card[1])
    assert back.headers["location"] == "/"
    assert (await elsewhere.get(f"{table.base}/")).status_code == 200
    stranger = table.served.visitor()
    assert "opens nothing" in plain((await press(stranger, "/join", code=code, pin=pin)).text)


async def test_a_code_lets_its_holder_in_again_until_they_have_joined(table: Table) -> None:
    code, pin = await table.printed()
    first = await press(table.served.visitor(), "/join", code=code, pin=pin)
    elsewhere = table.served.visitor()
    second = await press(elsewhere, "/join", code=code, pin=pin)
    assert second.headers["location"] == first.headers["location"]
    assert (await elsewhere.get(second.headers["location"])).status_code == 200


async def test_five_wrong_pins_lock_a_code(table: Table) -> None:
    code, pin = await table.printed()
    wrong = "000000" if pin != "000000" else "111111"
    browser = table.served.visitor()
    for _ in range(5):
        answer = await press(browser, "/join", code=code, pin=wrong)
        assert answer.status_code == 422
        assert "opens nothing" in plain(answer.text)
        assert wrong not in answer.text
    assert (await press(browser, "/join", code=code, pin=pin)).status_code == 422


async def test_asking_with_codes_very_often_is_slowed_down(table: Table) -> None:
    browser = table.served.visitor()
    page = await browser.get("/join")
    sent = [await send_from(browser, page, "/join", code="CDF", pin="1") for _ in range(12)]
    assert 429 in [one.status_code for one in sent]


async def test_on_the_caregivers_device_each_stays_who_they_are(table: Table) -> None:
    carer = await table.served.signed_in(await table.served.account("carer@example.org"))
    hers = carer.cookies[SESSION]
    code, pin = await table.printed()
    answer = await press(carer, "/join", code=code, pin=pin, who="other")
    assert carer.cookies[ASIDE].strip('"') == hers.strip('"')
    assert carer.cookies[SESSION] != hers
    await joins(carer, answer.headers["location"], "Pablo")
    found = await table.served.accounts.run(table.served.accounts.find, "carer@example.org")
    assert found is not None
    assert await table.served.accounts.run(table.served.accounts.people, found.id) == {}
    page = await carer.get(f"{table.base}/")
    assert "Pablo" in page.text
    gone = await carer.post("/sign-out", data={"csrf": csrf_in(page)})
    assert gone.headers["location"] == "/"
    assert carer.cookies[SESSION] == hers
    assert ASIDE not in carer.cookies
    assert "carer@example.org" in (await carer.get("/account")).text
    assert (await carer.get(f"{table.base}/")).status_code == 404


async def test_a_link_can_be_opened_on_a_device_where_somebody_else_is_signed_in(table: Table) -> None:
    link = await table.link("nora@example.org")
    carer = await table.served.signed_in(await table.served.account("carer@example.org"))
    page = await carer.get(link)
    answer = await carer.post(link, data={"csrf": csrf_in(page), "device": "theirs"})
    assert answer.status_code == 303
    assert "nora@example.org" in (await carer.get("/account")).text


async def test_a_session_on_a_borrowed_device_ends_with_the_browser_or_after_a_rest(table: Table) -> None:
    browser, there = await begin(table, await table.link("nora@example.org"), device="theirs")
    cookie = next(one for one in browser.cookies.jar if one.name == SESSION)
    assert cookie.expires is None
    clock = table.served.accounts.store
    began = clock.now()
    clock._clock = lambda: float(began + BORROWED_RESTS - 60)
    assert (await browser.get(there)).status_code == 200
    clock._clock = lambda: float(began + 2 * BORROWED_RESTS - 90)
    assert (await browser.get(there)).status_code == 200
    clock._clock = lambda: float(began + 3 * BORROWED_RESTS - 60)
    assert (await browser.get(there)).status_code == 303


async def test_an_open_page_that_asks_by_itself_is_no_sign_of_its_person(table: Table) -> None:
    browser, there = await begin(table, await table.link("nora@example.org"), device="theirs")
    clock = table.served.accounts.store
    began = clock.now()
    for later in range(0, BORROWED_RESTS, 300):
        clock._clock = lambda later=later: float(began + later)  # type: ignore[misc]
        await browser.get(there, headers={"HX-Request": "true"})
    clock._clock = lambda: float(began + BORROWED_RESTS + 1)
    assert (await browser.get(there)).status_code == 303


@pytest.mark.parametrize("role", ["convener", "facilitator", "auditor"])
async def test_nobody_invites_to_a_role_above_their_own(table: Table, role: str) -> None:
    browser, there = await begin(table, await table.link("fay@example.org", role="facilitator"))
    await joins(browser, there, "Fay")
    fay = Table(table.served, browser, table.partnership)
    refused = await fay.invite("nora@example.org", role=role)
    assert refused.status_code == 403
    assert "Only a convener may give this role" in plain(refused.text)


async def test_the_card_is_ones_own_and_can_be_ended(table: Table) -> None:
    made = await press(table.ana, "/account/card")
    code, pin = code_and_pin(made.text)
    assert (await press(table.served.visitor(), "/join", code=code, pin=pin)).status_code == 303
    page = await table.ana.get("/account")
    await table.ana.post("/account/card/ending", data={"csrf": csrf_in(page)})
    assert (await press(table.served.visitor(), "/join", code=code, pin=pin)).status_code == 422


async def test_a_time_zone_is_one_that_exists(table: Table) -> None:
    page = await table.ana.get("/account")
    kept = await table.ana.post("/account/zone", data={"csrf": csrf_in(page), "zone": "Europe/Madrid"})
    assert kept.status_code == 303
    assert '<option value="Europe/Madrid" selected>' in (await table.ana.get("/account")).text
    wrong = await table.ana.post("/account/zone", data={"csrf": csrf_in(page), "zone": "Europe/Atlantis"})
    assert wrong.status_code == 422


async def test_signing_out_everywhere_ends_every_session(table: Table) -> None:
    account = await table.served.account("ana@example.org")
    other = await table.served.signed_in(account)
    page = await table.ana.get("/account")
    await table.ana.post("/account/sign-out-everywhere", data={"csrf": csrf_in(page)})
    assert (await other.get("/")).headers["location"] == "/sign-in"
