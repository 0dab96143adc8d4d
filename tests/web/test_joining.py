"""Coming in by a link; what is refused on the way, and what an account can do for itself."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from events.partners import RecordTermsAccepted
from tests.web.invited import Table, begin, joins, press
from tests.web.served import Served, csrf_in, serve, settings_for
from tests.web.visitors import plain


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url)) as running:
        yield running


@pytest_asyncio.fixture
async def table(served: Served) -> Table:
    return await Table.laid(served)


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


@pytest.mark.parametrize("role", ["convener", "facilitator", "auditor"])
async def test_nobody_invites_to_a_role_above_their_own(table: Table, role: str) -> None:
    browser, there = await begin(table, await table.link("fay@example.org", role="facilitator"))
    await joins(browser, there, "Fay")
    fay = Table(table.served, browser, table.partnership)
    refused = await fay.invite("nora@example.org", role=role)
    assert refused.status_code == 403
    assert "Only a convener may give this role" in plain(refused.text)


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
