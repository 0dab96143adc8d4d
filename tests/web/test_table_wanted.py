"""The picture shows whom the table still wants, to everybody, and forgets it when a person sits there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.visitors import OpenHouse, plain
from workspace.partners.commands import AdmitPerson
from workspace.partners.commands.seats import DismissSeat, FillSeat, OpenSeat

WORDS = "lives with asthma and takes the bus"
SENTENCE = f"We are still looking for someone who {WORDS}"


async def with_seat(house: OpenHouse, **more: Any) -> None:
    """Ana opens a seat."""
    fields = {"looking_for": WORDS, "category": "patient", **more}
    await house.ask(OpenSeat, fields, by="ana", command="seat-1")


def picture(page: str) -> str:
    """The picture and its rows."""
    return page.split('id="table-seats"', 1)[1].split("</section>", 1)[0]


@pytest.mark.parametrize("person", ["ana", "ben", "olga", "ada"])
async def test_everybody_sees_whom_the_table_is_looking_for(open_house: OpenHouse, person: str) -> None:
    await with_seat(open_house)
    shown = picture(await (await open_house.visitor(person)).text("/"))
    assert SENTENCE in plain(f"<main {shown}</main>")
    assert 'class="seat group-patients wanted"' in shown


async def test_those_who_lead_find_an_invitation_there_and_others_the_seat(open_house: OpenHouse) -> None:
    await with_seat(open_house)
    lead = picture(await (await open_house.visitor("ana")).text("/"))
    assert "/directory/invitations/new?seat=seat-1" in lead
    assert ">Invite<" in lead
    other = picture(await (await open_house.visitor("ben")).text("/"))
    assert "/invitations/" not in other
    assert "/seats#seat-seat-1" in other


async def test_a_filled_seat_shows_nothing_of_what_it_was_wanted_for_not_even_in_the_past(
    open_house: OpenHouse,
) -> None:
    await with_seat(open_house)
    before = (await open_house.views()).position
    await open_house.ask(AdmitPerson, {"person": "eva", "display_name": "Eva Lund"}, operator=True)
    await open_house.ask(FillSeat, {"seat": "seat-1"}, by="ana")
    for person in ("ben", "olga", "ada"):
        visitor = await open_house.visitor(person)
        for path in ("/", f"/?at={before}"):
            shown = picture(await visitor.text(path))
            assert "asthma" not in shown
            assert "group-patients" not in shown
    assert "wanted" not in picture(await (await open_house.visitor("ana")).text("/"))


async def test_with_one_person_there_the_picture_says_that_a_place_is_free(
    open_house: OpenHouse,
) -> None:
    await with_seat(open_house, places=2)
    await open_house.ask(FillSeat, {"seat": "seat-1"}, by="ana")
    shown = picture(await (await open_house.visitor("ben")).text("/"))
    assert "asthma" not in shown
    assert "We are still looking for somebody here" in shown
    assert 'class="seat group-unsaid wanted"' in shown


async def test_a_seat_that_is_not_needed_is_not_drawn(open_house: OpenHouse) -> None:
    await with_seat(open_house)
    await open_house.ask(DismissSeat, {"seat": "seat-1", "why": "the clinic speaks for them"}, by="ana")
    assert "wanted" not in picture(await (await open_house.visitor("ben")).text("/"))


async def test_what_somebody_is_looked_for_can_be_any_text(open_house: OpenHouse) -> None:
    await with_seat(open_house, looking_for="</text><script>alert(1)</script> & <b>more</b>")
    page = await (await open_house.visitor("ben")).text("/")
    assert "<script>alert" not in page
    assert "&lt;b&gt;more&lt;/b&gt;" in page


async def test_from_sixteen_seats_on_every_group_opens_where_its_arc_leads(open_house: OpenHouse) -> None:
    for number in range(14):
        fields = {"person": f"x{number}", "display_name": f"Person {number}"}
        await open_house.ask(AdmitPerson, fields, operator=True)
    await with_seat(open_house)
    shown = picture(await (await open_house.visitor("ben")).text("/"))
    assert 'href="#seats-patients"' in shown
    inside = shown.split('<details class="seat-row">')
    assert any('id="seats-patients"' in one.split("</details>")[0] for one in inside[1:])
    assert "1 free place" in shown
