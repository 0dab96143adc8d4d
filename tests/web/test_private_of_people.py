"""Hours and needs are for the person and for those who lead, on every page, in every frame, then and now."""

from __future__ import annotations

import pytest

from tests.web.visitors import OpenHouse, Visitor, plain
from web.reader import Audience, Reader

HOURS, NOTE = "37.25", "a ramp beside the back door"
PATHS = (
    *("/", "/directory", "/directory/people/ben", "/history", "/how-we-work", "/promises", "/goals"),
    *("/decisions", "/mission", "/more", "/needs-you"),
)
FRAGMENT_PAGES = ("table", "directory", "history", "how-we-work", "promises", "goals", "decisions")


async def ben_says(house: OpenHouse) -> Visitor:
    """Ben says how much time he has, what he needs, and what he brings."""
    ben = await house.visitor("ben")
    await ben.sent("/directory/me/hours", hours=HOURS)
    await ben.sent("/directory/me/support", needs="interpreter", note=NOTE)
    await ben.sent("/directory/me/introduction", brings="Ten years with an inhaler")
    return ben


def leaks(html: str) -> list[str]:
    """What of it a page gives away."""
    return [word for word in (HOURS, "37,25", NOTE, "An interpreter") if word in html]


@pytest.mark.parametrize("person", ["cleo", "olga", "ada"])
async def test_nobody_else_reads_hours_or_needs_on_any_page_then_or_now(
    open_house: OpenHouse, person: str
) -> None:
    await ben_says(open_house)
    last = (await open_house.views()).position
    visitor = await open_house.visitor(person)
    for path in PATHS:
        for at in ("", *(f"?at={one}" for one in range(last - 3, last + 1))):
            answer = await visitor.get(path + at)
            assert leaks(answer.text) == [], (path, at)
    for position in range(last - 3, last + 1):
        assert leaks((await visitor.get(f"/history/{position}")).text) == []


@pytest.mark.parametrize("role", ["member", "observer", "auditor", "facilitator"])
async def test_no_frame_carries_hours_or_needs_not_even_to_those_who_lead(
    open_house: OpenHouse, role: str
) -> None:
    """A frame is shared by a whole audience, and what is for few stands on a page of its own."""
    await ben_says(open_house)
    views = await open_house.views()
    hub = open_house.app.state.hub
    roles = frozenset({role})
    reader = Reader(account="a", partnership=open_house.partnership, person="x", partner=None, roles=roles)
    assert reader.audience == Audience(role)  # type: ignore[arg-type]
    for page in FRAGMENT_PAGES:
        assert leaks(await hub.missed(reader, page, None, views.position - 5)) == [], page


async def test_those_who_lead_and_the_person_read_them(open_house: OpenHouse) -> None:
    ben = await ben_says(open_house)
    lead = await (await open_house.visitor("ana")).text("/directory/people/ben")
    assert leaks(lead) == [HOURS, NOTE, "An interpreter"]
    assert leaks(await ben.text("/directory/me"))[:1] == [HOURS]
    assert NOTE in await ben.text("/directory/me")


async def test_what_somebody_brings_is_for_those_who_take_part(open_house: OpenHouse) -> None:
    await ben_says(open_house)
    for person, reads in (("cleo", True), ("ana", True), ("olga", False)):
        page = plain(await (await open_house.visitor(person)).text("/directory"))
        assert ("Ten years with an inhaler" in page) is reads, person


async def test_asking_for_nothing_takes_it_back(open_house: OpenHouse) -> None:
    ben = await ben_says(open_house)
    await ben.sent("/directory/me/support")
    assert NOTE not in await (await open_house.visitor("ana")).text("/directory/people/ben")


async def test_a_new_name_stands_everywhere_at_once(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    await ben.sent("/directory/me/name", display_name="Benedict")
    cleo = await open_house.visitor("cleo")
    assert "Benedict" in await cleo.text("/directory")
    assert "Ben Okafor" not in await cleo.text("/directory")


async def test_a_mandate_can_be_given_back_and_then_nobody_acts_for_the_organisation(
    open_house: OpenHouse,
) -> None:
    cleo = await open_house.visitor("cleo")
    assert "Give back acting for Fair Health" in plain(await cleo.text("/directory/me"))
    await cleo.sent("/directory/me/mandates/ending", partner="payer")
    assert not (await open_house.views()).directory.partners["payer"].members
    waiting = plain(await (await open_house.visitor("ben")).text("/directory"))
    assert "2 organisations without a name beside them" in waiting


async def test_nobody_gives_back_what_another_person_holds(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    await ben.send("/directory/me/mandates/ending", partner="payer", person="cleo")
    assert (await open_house.views()).directory.partners["payer"].members


async def test_before_leaving_one_page_says_what_stays(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    page = plain(await ben.text("/directory/me/leaving"))
    assert "stay in the history" in page
    await ben.sent("/directory/me/leaving")
    assert (await ben.get("/")).status_code == 404
