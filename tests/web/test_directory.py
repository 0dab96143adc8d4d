"""Who is here: what each audience sees of people, and the forms of those who may welcome others."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from projections.partners import acts_for, roles_of
from tests.web.test_directory_groups import tells_of_illness
from tests.web.visitors import OpenHouse, opened, plain
from web.perspectives import LENGTH, Declared, written
from web.sentences.labels import CATEGORIES_OF
from workspace.partners.commands import AdmitPeople, GrantRole, PausePartner


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


async def test_observers_see_organisations_and_counts_and_no_single_person(house: OpenHouse) -> None:
    olga = await house.visitor("olga")
    text = plain(await olga.text("/directory"))
    assert "Riverside Clinic" in text
    assert "2 people take part in their own right" in text
    for page in ("/", "/directory", "/how-we-work", "/history"):
        main = plain(await olga.text(page))
        assert not any(name in main for name in ("Ana Ruiz", "Ben Okafor", "Cleo", "Ada Audit")), page
    assert (await olga.get("/directory/people/ben")).status_code == 404


async def test_a_break_is_between_those_at_the_table(house: OpenHouse) -> None:
    ben, olga = await house.visitor("ben"), await house.visitor("olga")
    await house.ask(PausePartner, {}, by="cleo", partner="payer")
    assert "taking a break" in plain(await ben.text("/directory"))
    for page in ("/", "/directory", "/history"):
        assert "break" not in plain(await olga.text(page)), page


async def test_auditors_see_people_under_numbers(house: OpenHouse) -> None:
    ada = await house.visitor("ada")
    for page in ("/", "/directory", "/how-we-work", "/history", "/directory/people/ben"):
        main = plain(await ada.text(page))
        assert not any(name in main for name in ("Ana Ruiz", "Ben Okafor", "Cleo")), page
    assert "Person 2" in plain(await ada.text("/directory"))


async def test_looking_for_a_name_needs_no_script(house: OpenHouse) -> None:
    cleo = await house.visitor("cleo")
    found = plain(await cleo.text("/directory?q=OKAF"))
    assert "Ben Okafor" in found
    assert "Ana Ruiz" not in found
    assert "Riverside Clinic" not in found
    assert "Riverside Clinic" in plain(await cleo.text("/directory?q=river"))
    hostile = await cleo.text("/directory?q=<script>alert(1)</script>")
    assert "<script>alert" not in hostile


async def test_hundreds_without_a_name_come_in_pages(house: OpenHouse) -> None:
    people = [f"v{number}" for number in range(120)]
    await house.ask(AdmitPeople, {"people": people, "source": "votes"}, operator=True)
    cleo = await house.visitor("cleo")
    first, last = plain(await cleo.text("/directory")), plain(await cleo.text("/directory?people=3"))
    assert "Page 1 of 3" in first
    assert "Person 6" in first
    assert "Person 125" not in first
    assert "Person 125" in last
    assert (await cleo.get("/directory?people=99999999999")).status_code == 200


async def test_a_facilitator_gives_an_organisation_a_seat(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    where = await ana.sent("/directory/organisations", name="Carers <b>together</b>", category="payer")
    assert where.endswith("/directory")
    page = await ana.text("/directory")
    assert (
        "Carers <b>together</b>" in plain(page.replace("&lt;", "<").replace("&gt;", ">"))
        or "&lt;b&gt;" in page
    )
    assert "<b>together" not in page


async def test_a_form_that_is_not_complete_says_so_and_keeps_what_was_typed(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    answer = await ana.send("/directory/organisations", name="Carers")
    assert answer.status_code == 422
    assert 'value="Carers"' in answer.text
    answer = await ana.send("/directory/people", display_name="Dora", email="not an address")
    assert answer.status_code == 422
    assert "e-mail address" in plain(answer.text)
    assert 'value="Dora"' in answer.text


async def test_a_choice_that_comes_twice_is_refused_in_words(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    answer = await ana.send("/directory/organisations", name="Twice", category=["payer", "clinician"])  # type: ignore[arg-type]
    assert answer.status_code == 422


async def test_a_person_who_is_welcomed_with_an_address_can_come_in(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    await ana.sent(
        "/directory/people", display_name="Dora", email="dora@example.org", role="member", language="es"
    )
    accounts = house.app.state.accounts
    account = accounts.find("dora@example.org")
    seated = accounts.people(account.id)[house.partnership]
    views = await house.views()
    assert roles_of(views.directory, seated.person) == {"member"}
    assert acts_for(views.directory, seated.person, views.at) == [seated.person]
    again = await ana.send("/directory/people", display_name="Dora", email="dora@example.org", role="member")
    assert again.status_code == 422


async def test_an_address_never_enters_the_history(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    await ana.sent("/directory/people", display_name="Dora", email="dora@example.org", role="member")
    kept = house.engine.log.read(house.partnership)
    assert not any(b"dora" in one.state.lower() for one in kept)


async def test_the_same_form_sent_twice_admits_one_person(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    fields = {"display_name": "Dora", "role": "member", "command": "c" * 32}
    await ana.sent("/directory/people", fields)
    before = (await house.views()).position
    await ana.sent("/directory/people", fields)
    assert (await house.views()).position == before


@pytest.mark.parametrize("person", ["ben", "olga", "ada"])
async def test_nobody_else_can_welcome_anybody(house: OpenHouse, person: str) -> None:
    visitor = await house.visitor(person)
    before = (await house.views()).position
    for path, fields in (
        ("/directory/organisations", {"name": "Mine", "category": "payer"}),
        ("/directory/people", {"display_name": "Mine", "role": "member"}),
        (f"/directory/people/{person}/roles", {"role": "convener"}),
        (f"/directory/people/{person}/mandates", {"partner": "payer"}),
    ):
        answer = await visitor.send(path, fields)
        assert answer.status_code in (403, 404, 422), path
    assert (await house.views()).position == before
    assert (await visitor.get("/directory/people/new")).status_code == 404


async def test_a_convener_gives_and_ends_roles_and_mandates(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    await ana.sent("/directory/people/ben/roles", role="facilitator")
    await ana.sent("/directory/people/ben/mandates", partner="clinic")
    views = await house.views()
    assert "facilitator" in roles_of(views.directory, "ben")
    assert acts_for(views.directory, "ben", views.at) == ["ben", "clinic"]
    assert "Riverside Clinic" in plain(await ana.text("/directory/people/ben"))
    await ana.sent("/directory/people/ben/roles/ending", role="facilitator")
    await ana.sent("/directory/people/ben/mandates/ending", partner="clinic")
    views = await house.views()
    assert roles_of(views.directory, "ben") == {"member"}
    assert acts_for(views.directory, "ben", views.at) == ["ben"]


async def test_a_second_member_for_the_same_partner_is_refused_in_words(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    answer = await ana.send("/directory/people/ben/mandates", partner="payer")
    assert answer.status_code == 409
    assert "already has somebody who speaks for it" in plain(answer.text)


async def test_everybody_says_for_themselves_what_they_bring_and_who_sees_it(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    await ben.sent("/directory/me/perspective", category="caregiver", told="lived", shown_to="facilitators")
    page = await ben.text("/directory/me")
    assert 'value="caregiver" selected' in page
    assert 'value="facilitators" checked' in page
    assert not tells_of_illness(await (await house.visitor("cleo")).text("/directory"))
    refused = await ben.send("/directory/me/perspective", category="king")
    assert refused.status_code == 422


async def test_taking_a_break_and_coming_back_is_one_touch_each(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    await ben.sent("/directory/me/break")
    assert (await house.views()).directory.partners["ben"].state == "paused"
    assert "I am back" in plain(await ben.text("/directory/me"))
    await ben.sent("/directory/me/return")
    assert (await house.views()).directory.partners["ben"].state == "active"


async def test_who_leaves_is_no_longer_here(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    await ben.sent("/directory/me/leaving")
    assert "Ben Okafor" not in plain(await (await house.visitor("cleo")).text("/directory"))
    assert (await ben.get("/directory")).status_code == 404


async def test_the_last_convener_stays_and_is_told_why(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    answer = await ana.send("/directory/me/leaving")
    assert answer.status_code == 409
    assert "Somebody has to convene" in plain(answer.text)


async def test_in_a_replay_nothing_can_be_done(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    page = await ana.text("/directory?at=5")
    assert "Welcome a person" not in plain(page)
    assert (await ana.get("/directory/me?at=5")).status_code == 404
    assert "<form" not in (await ana.text("/directory/people/ana?at=5")).split("<main")[1]


async def test_a_role_shows_beside_the_name(house: OpenHouse) -> None:
    await house.ask(GrantRole, {"person": "ben", "role": "facilitator"})
    text = plain(await (await house.visitor("cleo")).text("/directory"))
    assert "facilitator" in text


def test_every_sealed_perspective_has_the_same_length() -> None:
    declared = [
        Declared(group, category, lived)
        for group, categories in CATEGORIES_OF.items()
        for category in categories
        for lived in (True, False)
    ]
    assert {len(written(one)) for one in declared} == {LENGTH}
    assert all(msgspec.json.decode(written(one), type=Declared) == one for one in declared)
