"""What a filled seat was wanted for: on no page, part, sentence or replay for any role that does not lead.

A crawl: every role, every page that links lead to, every moment by itself, every position of replay, and
every part that is pushed, once the seat is filled. Then *and* now: also at the moments before, from the
one at which the seat was opened.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
import pytest_asyncio

from events.partners import SeatOpened
from events.vocabulary import BY_NAME
from tests.web.seated import fill, name, seat
from tests.web.visitors import OpenHouse, Visitor, opened, plain
from web.live.fragment import EVERY_PAGE
from web.pages import FRAGMENTS
from web.security.limits import Buckets
from workspace.partners.commands import AdmitPerson
from workspace.partners.commands.seats import DismissSeat, VacateSeat

SECRETS = ("Zebrawords", "Zebrapeople", "Zebraplace", "Zebravan")
"""What the seat is wanted for; said nowhere else."""
WANTED: dict[str, Any] = {
    "wanted": "Zebrawords",
    "population": "Zebrapeople",
    "geography": "Zebraplace",
    "resource": "Zebravan",
    "category": "training institution",
}
KIND = "Training institution"
PEOPLE = ("ben", "olga", "ada", "fay")
"""A member, an observer, an auditor, a funder."""


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The running app, with a funder as well."""
    async with opened(migrated_sqlite_url, tmp_path) as made:
        # One test asks for more pages in a minute than a houseful of people.
        made.app.asgi_handler._limits.pages = Buckets(1_000_000)
        await made.ask(AdmitPerson, {"person": "fay", "display_name": "Fay", "role": "funder"}, operator=True)
        yield made


async def linked(visitor: Visitor) -> set[str]:
    """Every page that links lead to, from the table on."""
    found, waiting = {visitor.base + "/"}, [visitor.base + "/"]
    while waiting:
        html = await answered(visitor, waiting.pop())
        for link in map(unescape, re.findall(r'href="(/p/[^"]*)"', html)):
            there = urldefrag(link).url
            if there.startswith(visitor.base) and "?" not in there and there not in found:
                found.add(there)
                waiting.append(there)
    return found


async def all_that_is_read(house: OpenHouse, person: str, seat_id: str) -> AsyncIterator[tuple[str, str]]:
    """Everything that a person can read: address and answer."""
    visitor = await house.visitor(person)
    views = await house.views()
    first, last = views.seats.seats[seat_id].opened.position, views.position
    pages = await linked(visitor)
    pages |= {f"{visitor.base}/history/{position}" for position in range(1, last + 1)}
    pages |= {f"{visitor.base}/seats/{seat_id}/mine", f"{visitor.base}/history/newest"}
    for path in sorted(pages):
        for position in (None, *range(first, last + 1)):
            if position is not None and re.search(r"/history/\d+$|\?", path):
                continue
            address = path if position is None else f"{path}?at={position}"
            yield address, await answered(visitor, address)
    for shown in {one.page for one in FRAGMENTS} - {EVERY_PAGE}:
        for item in ("", seat_id):
            address = f"{visitor.base}/live/poll?page={shown}&after=0&item={item}"
            yield address, await answered(visitor, address)


async def answered(visitor: Visitor, address: str) -> str:
    """What a page says; one that fails would say nothing and prove nothing."""
    answer = await visitor.client.get(address)
    assert answer.status_code in (200, 403, 404), (address, answer.status_code)
    return answer.text


async def found_in(house: OpenHouse, person: str, seat_id: str) -> set[str]:
    """The addresses at which somebody reads one of the secrets."""
    return {
        address
        async for address, answer in all_that_is_read(house, person, seat_id)
        if any(secret in answer for secret in SECRETS)
    }


async def test_a_search_finds_what_a_filled_seat_was_wanted_for_no_more_than_a_word_nobody_wrote(
    house: OpenHouse,
) -> None:
    one = await seat(house, **WANTED)
    await fill(house, one)
    for person in PEOPLE:
        visitor = await house.visitor(person)
        nothing = plain((await visitor.get("/search?q=Zebranothing")).text)
        for secret in SECRETS:
            found = plain((await visitor.get(f"/search?q={secret}")).text)
            assert found.replace(secret, "Zebranothing") == nothing, (person, secret)


async def test_while_the_table_is_looking_everybody_reads_whom_it_looks_for(house: OpenHouse) -> None:
    one = await seat(house, **WANTED)
    for person in ("ana", *PEOPLE):
        visitor = await house.visitor(person)
        assert "Zebrawords" in await visitor.text("/seats")
        assert "Zebrapeople" in await visitor.text(f"/history/{(await house.views()).position}")
        assert "Zebrawords" in await visitor.text("/history")
        assert one in await visitor.text("/seats")


@pytest.mark.parametrize("person", PEOPLE)
async def test_a_seat_that_a_person_filled_says_nothing_about_them_now_or_then(
    house: OpenHouse, person: str
) -> None:
    one = await seat(house, **WANTED)
    await fill(house, one)
    assert await found_in(house, person, one) == set()


@pytest.mark.parametrize("person", PEOPLE)
async def test_a_second_free_place_does_not_point_to_the_one_who_sits_there(
    house: OpenHouse, person: str
) -> None:
    one = await seat(house, places="2", **WANTED)
    await fill(house, one)
    await name(house, "Somebody", by="cleo", seat=one)
    assert await found_in(house, person, one) == set()
    await house.ask(DismissSeat, {"seat": one, "why": "one is enough"}, by="ana")
    assert await found_in(house, person, one) == set()


async def test_whoever_sat_there_is_not_described_after_leaving(house: OpenHouse) -> None:
    one = await seat(house, **WANTED)
    await fill(house, one)
    await house.ask(VacateSeat, {"seat": one}, by="ana")
    assert await found_in(house, "ben", one) == set()


async def test_an_organisation_closes_the_words_with_the_last_place_and_opens_them_when_it_goes(
    house: OpenHouse,
) -> None:
    one = await seat(house, **WANTED)
    await fill(house, one, "payer")
    assert await found_in(house, "olga", one) == set()
    assert KIND in await (await house.visitor("olga")).text("/seats")
    await house.ask(VacateSeat, {"seat": one, "partner": "payer"}, by="ana")
    assert any(address.endswith("/seats") for address in await found_in(house, "olga", one))


async def test_the_kind_of_a_filled_seat_is_not_told_by_its_absence_either(house: OpenHouse) -> None:
    """The list of kinds not asked about is the same, then and now, as if the seat had never been."""
    visitor = await house.visitor("ben")
    start = (await house.views()).position
    one = await seat(house, **WANTED)
    await fill(house, one)

    def kinds(html: str) -> str:
        return html.split('id="seat-kinds"', 1)[1].split("</section>", 1)[0]

    now = kinds(await visitor.text("/seats"))
    assert KIND in now
    for position in range(start, (await house.views()).position + 1):
        assert kinds(await visitor.text(f"/seats?at={position}")) == now


async def test_those_who_lead_still_find_which_seat_it_was(house: OpenHouse) -> None:
    one = await seat(house, **WANTED)
    await fill(house, one)
    ana = await house.visitor("ana")
    assert "Zebrawords" in await ana.text("/seats")
    assert "Zebraplace" in await ana.text(f"/history/{(await house.views()).position - 1}")


def test_only_a_seat_closes_again_so_one_answer_is_enough() -> None:
    """`web.readable.happened_by` knows seats; another class that closes needs an answer there."""
    closing = {one.event_class for one in BY_NAME.values() if one.readers.kind == "before"}
    assert closing == {SeatOpened}
