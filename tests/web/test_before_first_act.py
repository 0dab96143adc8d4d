"""Before the first act stands one screen; what somebody had typed goes on from there, word for word."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.web.visitors import ADDRESS, OpenHouse, Visitor, plain
from web.asking import must_accept
from web.reader import reader_for
from workspace.partners.commands import AdmitPerson

TITLE = 'Inhalers  "for all"\nwithout a fee & in time'


@pytest_asyncio.fixture
async def nora(open_house: OpenHouse) -> Visitor:
    """Somebody who was admitted and has not read yet what is kept."""
    await open_house.ask(AdmitPerson, {"person": "nora", "display_name": "Nora Bell"}, operator=True)
    return await open_house.visitor("nora")


def carried(html: str) -> tuple[str, list[tuple[str, str]]]:
    """Where the form of the screen goes, and what it carries."""
    form = html.split("/joining/terms", 1)[1].split("</form>", 1)[0]
    query = re.match(r'([^"]*)"', form)
    assert query
    fields = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return "/joining/terms" + unescape(query[1]), [(name, unescape(value)) for name, value in fields]


async def go_on(visitor: Visitor, html: str) -> httpx.Response:
    """Press the button, and let the browser follow where it is sent with the same words."""
    where, fields = carried(html)
    sent: dict[str, Any] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    read = await visitor.client.post(visitor.base + where, data=sent, headers={"Origin": ADDRESS})
    assert read.status_code == 307, read.text[-500:]
    return await visitor.client.post(read.headers["location"], data=sent, headers={"Origin": ADDRESS})


async def test_the_first_act_waits_for_the_screen_and_then_goes_on_as_it_was(
    open_house: OpenHouse, nora: Visitor
) -> None:
    first = await nora.send("/goals", title=TITLE)
    assert first.status_code == 422
    assert "Before your first step here" in plain(first.text)
    assert not (await open_house.views()).goals.goals
    done = await go_on(nora, first.text)
    assert done.status_code == 303, plain(done.text)
    (goal,) = (await open_house.views()).goals.goals.values()
    assert open_house.engine.keys.open(open_house.partnership, goal.title) == TITLE
    assert (await open_house.views()).directory.people["nora"].terms == 1


async def test_what_was_refused_afterwards_still_keeps_what_was_typed(nora: Visitor) -> None:
    first = await nora.send("/goals", title="x" * 1_100)
    done = await go_on(nora, first.text)
    assert done.status_code == 422
    assert "x" * 1_100 in done.text


async def test_a_browser_with_scripts_gets_the_same_screen_in_its_page(nora: Visitor) -> None:
    first = await nora.send("/goals", {"title": "Air"}, htmx=True)
    assert first.status_code == 422
    assert "data-problem" in first.text.split("<main")[1]
    assert ("title", "Air") in carried(first.text)[1]


async def test_boxes_that_were_ticked_come_along_all_of_them(open_house: OpenHouse, nora: Visitor) -> None:
    page = await nora.text("/mission")
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token
    data = {"csrf": token[1], "command": "c", "needs": ["travel", "device"], "note": ""}
    first = await nora.client.post(
        nora.base + "/directory/me/support", data=data, headers={"Origin": ADDRESS}
    )
    await go_on(nora, first.text)
    needs = (await open_house.views()).directory.people["nora"].needs
    assert needs is not None
    assert needs.needs == ("travel", "device")


async def test_the_screen_never_leads_elsewhere(nora: Visitor) -> None:
    for then in ("https://evil.example/", "//evil.example", "/p/other/goals", "/account/card"):
        answer = await nora.send(f"/joining/terms?then={then}")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{nora.base}/"


async def test_reading_it_on_its_own_page_is_enough(open_house: OpenHouse, nora: Visitor) -> None:
    await nora.sent("/how-we-work/terms")
    assert (await nora.send("/goals", title="Air")).status_code == 303


@pytest.mark.parametrize(("person", "asked"), [("nora", True), ("ben", False), ("olga", False)])
async def test_only_those_who_act_and_have_not_read_it_are_asked(
    open_house: OpenHouse, nora: Visitor, person: str, asked: bool
) -> None:
    views = await open_house.views()
    reader = reader_for(
        account="a", person=person, views=views, language="en", zone="UTC", csrf="", wanted_partner=None
    )
    assert reader is not None
    assert must_accept(reader, views) is asked
