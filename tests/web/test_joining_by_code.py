"""Coming in by a printed code or with one's card, on one's own device or on somebody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.web.invited import Table, begin, code_and_pin, joins, press, send_from
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


@pytest.mark.parametrize(("device", "language"), [("mine", "es"), ("theirs", "en")])
async def test_what_is_kept_is_read_in_the_language_of_ones_own_device(
    table: Table, device: str, language: str
) -> None:
    code, pin = await table.printed()
    browser = table.served.visitor()
    browser.headers["Accept-Language"] = "es-MX"
    answer = await press(browser, "/join", code=code, pin=pin, device=device)
    page = await browser.get(answer.headers["location"])
    assert f'<html lang="{language}"' in page.text


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


async def test_the_card_is_ones_own_and_can_be_ended(table: Table) -> None:
    made = await press(table.ana, "/account/card")
    code, pin = code_and_pin(made.text)
    assert (await press(table.served.visitor(), "/join", code=code, pin=pin)).status_code == 303
    page = await table.ana.get("/account")
    await table.ana.post("/account/card/ending", data={"csrf": csrf_in(page)})
    assert (await press(table.served.visitor(), "/join", code=code, pin=pin)).status_code == 422
