"""Who is missing, through the real app: what each role sees, what forms do without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.web.seated import fill, house, name, seat, told_to
from tests.web.visitors import OpenHouse, plain
from workspace.partners.commands.seats import DismissSeat, StateAssumption, VacateSeat

__all__ = ["house"]

HOSTILE = '<script>alert("1")</script> & "quoted" {{ 7*7 }} \u202eabc'
TODAY = datetime.now(UTC).date()
ANSWERS = {
    "category": "caregiver",
    "population": "people who work at night",
    "geography": "the north of the valley",
    "resource": "a room for children",
    "timing": "from the start",
    "places": "2",
    "weight": "3",
}


# --- opening ---------------------------------------------------------------------------------------


async def test_an_empty_page_says_how_to_begin_and_offers_forms_to_those_who_may(house: OpenHouse) -> None:
    ana, ben, olga = [await told_to(house, one) for one in ("ana", "ben", "olga")]
    assert "Begin with one question" in ana
    assert "Open a seat" in ana
    assert "Open a seat" not in ben
    assert "I know somebody" in ben
    assert "We are diverse because" in ben
    assert "I know somebody" not in olga
    assert "What we believe" not in olga
    assert "No seat is open yet." in olga


async def test_a_seat_is_opened_by_plain_answers_that_make_the_sentence(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    form = await ana.text("/seats/new?kind=caregiver")
    assert '<option value="caregiver" selected>' in form
    looked = await ana.send("/seats", ANSWERS, look="yes")
    assert looked.status_code == 200
    wanted = (
        "cares for somebody who lives with it, knows people who work at night well, "
        "lives or works in the north of the valley and can bring a room for children"
    )
    assert wanted in plain(looked.text)
    assert "That did not work" not in looked.text
    assert "the north of the valley" in looked.text
    assert (await house.views()).seats.seats == {}
    there = await ana.sent("/seats", ANSWERS)
    (made,) = (await house.views()).seats.seats.values()
    assert there.endswith(f"/seats#seat-{made.id}")
    assert (made.places, made.weight, made.timing) == (2, 3, "from the start")
    for person in ("ana", "ben", "olga", "ada"):
        page = await told_to(house, person)
        assert f"We are still looking for someone who {wanted}" in page
        assert "0 of 2 places taken" in page
        assert "We began to look today." in page


async def test_own_words_stand_in_place_of_the_sentence(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    await ana.sent("/seats", ANSWERS, looking_for=f"drives a bus {HOSTILE}")
    page = await ana.text("/seats")
    assert "<script>alert" not in page
    assert "knows people who work at night well" not in page
    assert "drives a bus &lt;script&gt;" in page


async def test_a_seat_without_any_answer_is_asked_for_again_with_what_was_typed(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    empty = await ana.send("/seats", timing="as progress is made", places="3", weight="1")
    assert empty.status_code == 422
    assert "Please write something here." in plain(empty.text)
    assert 'value="3"' in empty.text
    many = await ana.send("/seats", ANSWERS | {"places": "2000"})
    assert many.status_code == 422
    assert "a room for children" in many.text


async def test_nobody_but_those_who_lead_opens_a_seat(house: OpenHouse) -> None:
    for person in ("ben", "olga", "ada"):
        visitor = await house.visitor(person)
        assert (await visitor.get("/seats/new")).status_code == 404
        assert (await visitor.send("/seats", ANSWERS)).status_code in (403, 404)
    assert (await house.views()).seats.seats == {}


async def test_fields_that_only_the_server_sets_are_refused(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    one = await seat(house)
    for fields in ({"seat": "other"}, {"person": "ben"}, {"at": "2020-01-01"}):
        answer = await ana.send(f"/seats/{one}/places", fields)
        assert answer.status_code == 422, fields
        assert "not known here" in plain(answer.text)


# --- places ----------------------------------------------------------------------------------------


async def test_a_person_who_sits_is_not_named_and_closes_what_the_seat_was_wanted_for(
    house: OpenHouse,
) -> None:
    one = await seat(house, "drives at night")
    ana = await house.visitor("ana")
    await ana.sent(f"/seats/{one}/places", partner="")
    for person in ("ben", "olga", "ada"):
        page = await told_to(house, person)
        assert "A seat is filled" in page
        assert "drives at night" not in page
        assert "Caregiver" not in page[page.index("A seat is filled") :].split("Noted by")[0]
    assert "only those who lead see this" in await told_to(house, "ana")


async def test_a_person_is_never_named_with_a_seat(house: OpenHouse) -> None:
    one = await seat(house)
    ana = await house.visitor("ana")
    assert 'value="ben"' not in await ana.text("/seats")
    answer = await ana.send(f"/seats/{one}/places", partner="ben")
    assert answer.status_code == 422
    assert "A person is never named with a seat." in plain(answer.text)


async def test_an_organisation_is_named_and_its_kind_may_be_read(house: OpenHouse) -> None:
    one = await seat(house, "pays for rides", category="payer")
    await fill(house, one, "payer")
    page = await told_to(house, "olga")
    assert "A seat is filled" in page
    assert "Payer" in page
    assert "Fair Health" in page
    assert "pays for rides" not in page


async def test_one_person_of_two_leaves_no_word_about_them(house: OpenHouse) -> None:
    one = await seat(house, "drives at night", places="2")
    await fill(house, one)
    page = await told_to(house, "ben")
    assert "one person, looking for a second" in page
    assert "drives at night" not in page
    assert "1 of 2 places taken" in page
    await house.ask(VacateSeat, {"seat": one}, by="ana")
    page = await told_to(house, "ben")
    assert "There is a free place in a seat" in page
    assert "drives at night" not in page


async def test_a_place_is_free_again_and_a_full_seat_refuses_more(house: OpenHouse) -> None:
    one = await seat(house, category="payer", looking_for="pays for rides")
    ana = await house.visitor("ana")
    await ana.sent(f"/seats/{one}/places", partner="payer")
    full = await ana.send(f"/seats/{one}/places", partner="clinic")
    assert full.status_code == 409
    assert "Every place of this seat is taken." in plain(full.text)
    await ana.sent(f"/seats/{one}/freeing", partner="payer")
    assert "We are still looking for someone who pays for rides" in await told_to(house, "ben")


async def test_a_seat_is_not_needed_with_a_reason_and_wanted_again(house: OpenHouse) -> None:
    one = await seat(house)
    ana = await house.visitor("ana")
    assert (await ana.send(f"/seats/{one}/dismissal", why="")).status_code == 422
    await ana.sent(f"/seats/{one}/dismissal", why="The clinic does this.")
    for person in ("ben", "olga"):
        assert "not needed, because … The clinic does this." in await told_to(house, person)
    await ana.sent(f"/seats/{one}/return")
    assert "We are still looking for someone who works at night" in await told_to(house, "olga")


async def test_acts_of_those_who_lead_are_refused_to_a_member(house: OpenHouse) -> None:
    one, ben = await seat(house), await house.visitor("ben")
    for path, fields in (
        (f"/seats/{one}/places", {"partner": "payer"}),
        (f"/seats/{one}/freeing", {}),
        (f"/seats/{one}/dismissal", {"why": "no"}),
        (f"/seats/{one}/return", {}),
    ):
        answer = await ben.send(path, fields)
        assert answer.status_code == 403, path
        assert "Only a convener or a facilitator" in plain(answer.text)


async def test_what_is_not_here_is_not_found(house: OpenHouse) -> None:
    ana, olga = await house.visitor("ana"), await house.visitor("olga")
    one = await seat(house)
    for path in ("/seats/x/mine", "/seats/nominations/x/mine", "/seats/assumptions/x/mine"):
        assert (await ana.get(path)).status_code == 404, path
    for path in ("/seats/x/places", "/seats/nominations/x/steps", "/seats/assumptions/x/tests"):
        assert (await ana.send(path)).status_code == 404, path
    for path in (f"/seats/{one}/mine", "/seats/outreach"):
        assert (await olga.get(path)).status_code == 404, path


async def test_those_who_may_invite_are_led_to_the_invitation(house: OpenHouse) -> None:
    one, ana, ben = await seat(house), await house.visitor("ana"), await house.visitor("ben")
    link = f"/directory/invitations/new?seat={one}"
    assert f"{ana.base}{link}" in await ana.text("/seats")
    assert "Invite" in plain(await ana.text(link))
    assert link not in await ben.text("/seats")


# --- coverage --------------------------------------------------------------------------------------


async def test_coverage_stands_in_plain_words_with_its_figures(house: OpenHouse) -> None:
    heavy, light = await seat(house, weight="3"), await seat(house, "paints", weight="1", places="2")
    await fill(house, heavy)
    await fill(house, light, "clinic")
    page = await told_to(house, "olga")
    assert "2 of 3 places are taken." in page
    assert "that makes 88 %" in page  # (3·1 + 1·½) / 4
    unused = await seat(house, "sings")
    await house.ask(DismissSeat, {"seat": unused, "why": "enough"}, by="ana")
    assert "2 of 3 places are taken." in await told_to(house, "olga")


# --- then and now ----------------------------------------------------------------------------------


async def test_in_replay_nothing_can_be_done_and_open_words_are_those_of_then(house: OpenHouse) -> None:
    one = await seat(house)
    then = (await house.views()).position
    other = await seat(house, "paints")
    await house.ask(StateAssumption, {"text": "We are near", "test_by": TODAY.isoformat()}, by="ana")
    html = await (await house.visitor("ana")).text(f"/seats?at={then}")
    assert "works at night" in html
    assert "paints" not in html
    assert "<form" not in html.split("<main", 1)[1]
    assert "data-mine=" not in html
    assert {one, other} == set((await house.views()).seats.seats)


async def test_the_pages_speak_spanish_where_the_reader_does(house: OpenHouse) -> None:
    await seat(house)
    assert "Aún buscamos" in await told_to(house, "ben", language="es")


# --- parts -----------------------------------------------------------------------------------------


async def test_a_form_in_place_answers_with_its_part_of_the_page(house: OpenHouse) -> None:
    one, ana = await seat(house, places="2"), await house.visitor("ana")
    answer = await ana.send(f"/seats/{one}/places", {"partner": "payer"}, htmx=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Fair Health does not sit here any more" in plain(answer.text)
    refused = await ana.send(f"/seats/{one}/dismissal", {"why": ""}, htmx=True)
    assert refused.status_code == 422
    assert f'id="dismiss-{one}-why-error"' in refused.text
    added = await ana.send("/seats", ANSWERS, htmx=True)
    assert "/seats#seat-" in added.headers["hx-redirect"]


@pytest.mark.parametrize("person", ["ben", "olga", "ada"])
async def test_pushed_parts_hold_no_form_and_no_name_of_somebody_who_is_not_here(
    house: OpenHouse, person: str
) -> None:
    before = (await house.views()).position
    await seat(house)
    await name(house, "Rosa Quintero", category="payer")
    visitor = await house.visitor(person)
    frame = await visitor.text(f"/live/poll?page=seats&after={before}")
    assert 'id="seat-list"' in frame
    assert 'id="seat-kinds"' in frame
    assert "<form" not in frame
    assert "Rosa" not in frame
    assert "Rosa" not in await visitor.text(f"/live/poll?page=outreach&after={before}")


async def test_the_same_form_sent_twice_opens_one_seat(house: OpenHouse) -> None:
    ana: Any = await house.visitor("ana")
    command = uuid4().hex
    for _ in range(2):
        await ana.sent("/seats", ANSWERS | {"command": command})
    assert len((await house.views()).seats.seats) == 1
