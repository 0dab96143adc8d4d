"""Who could be asked, and what we believe of ourselves: names for the few, counts for all, days that come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.web.seated import fill, house, name, seat, told_to
from tests.web.visitors import OpenHouse, plain
from workspace.partners.commands.seats import LogOutreach

__all__ = ["house"]

TODAY = datetime.now(UTC).date()


# --- who could be asked ----------------------------------------------------------------------------


async def test_who_was_named_is_read_by_those_who_lead_and_by_whoever_named_them(house: OpenHouse) -> None:
    one, ben = await seat(house), await house.visitor("ben")
    await ben.sent("/seats/nominations", seat=one, who="Rosa Quintero", why="She runs the night bus.")
    await ben.sent("/seats/nominations", who="Bus drivers' union", category="community organisation")
    assert "You named: Rosa Quintero" in await told_to(house, "ben")
    assert "Bus drivers' union" in await told_to(house, "ben", "/seats/outreach")
    led = await told_to(house, "ana", "/seats/outreach")
    assert "Rosa Quintero" in led
    assert "For the seat: someone who works at night" in led
    assert "Suggested by Ben Okafor" in led
    for person in ("cleo", "ada", "olga"):
        visitor = await house.visitor(person)
        for path in ("/seats", "/seats/outreach", "/history"):
            answer = await visitor.get(path)
            assert "Rosa" not in answer.text, (person, path)
            assert "Bus drivers" not in answer.text, (person, path)
    assert "Community organisation 1 0" in await told_to(house, "olga")


async def test_steps_are_written_down_one_after_the_other(house: OpenHouse) -> None:
    rosa, ana = await name(house, "Rosa", category="caregiver"), await house.visitor("ana")
    steps = f"/seats/nominations/{rosa}/steps"
    await ana.sent(steps, step="asked")
    refused = await ana.send(steps, step="declined")
    assert refused.status_code == 422
    assert "Write the reason as you heard it" in plain(refused.text)
    await ana.sent(steps, step="declined", note="None given.")
    page = await told_to(house, "ana", "/seats/outreach")
    assert "Said no: None given." in page
    assert "1 said no" in await told_to(house, "ana")
    ben = await house.visitor("ben")
    assert (await ben.send(steps, step="joined")).status_code == 404
    assert "None given." not in await ben.text("/seats/outreach")


async def test_what_a_person_can_be_has_no_number_in_public_while_it_is_small(house: OpenHouse) -> None:
    for number in range(5):
        rosa = await name(house, f"Rosa {number}", category="caregiver" if number else "patient")
        before = await told_to(house, "olga")
        assert "Lived experience fewer than 5" in before
        await house.ask(LogOutreach, {"nomination": rosa, "step": "asked"}, by="ana")
    assert "Lived experience 5 5" in await told_to(house, "olga")
    led = await told_to(house, "ana")
    assert "Patient 1 1" in led
    assert "Caregiver 4 4" in led


async def test_somebody_of_a_kind_was_asked_whom_nobody_had_suggested(house: OpenHouse) -> None:
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/seats/outreach", category="purchaser", step="asked")
    assert "Purchaser of care 0 1" in await told_to(house, "olga")
    assert (await ben.send("/seats/outreach", category="payer", step="asked")).status_code == 404


async def test_kinds_not_asked_about_lead_to_a_seat_for_those_who_lead(house: OpenHouse) -> None:
    await seat(house)
    ana = await house.visitor("ana")
    page = await ana.text("/seats")
    assert "/seats/new?kind=policy%20maker" in page
    assert "kind=caregiver" not in page
    assert "kind=payer" not in page  # An organisation of this kind is here.
    told = await told_to(house, "ben")
    assert "Policy maker" in told
    assert "Open a seat for" not in told


# --- what we believe -------------------------------------------------------------------------------


async def test_what_we_believe_is_asked_again_by_its_day(house: OpenHouse) -> None:
    ben, ana = await house.visitor("ben"), await house.visitor("ana")
    there = await ben.sent(
        "/seats/assumptions", text="We are diverse because half of us work.", test_by=TODAY.isoformat()
    )
    believed = there.rsplit("assumption-", 1)[1]
    assert "time to look again" in await told_to(house, "ben")
    assert "Is this still true?" in plain(await ana.text("/seats/outreach"))
    assert "Is this still true?" not in plain(await ben.text("/mission"))
    later = (TODAY + timedelta(days=90)).isoformat()
    tests = f"/seats/assumptions/{believed}/tests"
    await ana.sent(tests, finding="holds partly", note="Nobody works nights.", test_by=later)
    assert "It is partly true: Nobody works nights." in await told_to(house, "ada")
    assert "Is this still true?" not in plain(await ana.text("/mission"))
    cleo = await house.visitor("cleo")
    refused = await cleo.send(tests, finding="holds", note="I think so.")
    assert refused.status_code == 403
    assert "half of us work" not in await told_to(house, "olga")


async def test_a_day_that_has_passed_is_refused_in_its_form(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    answer = await ben.send("/seats/assumptions", text="We are many", test_by="2020-01-01")
    assert answer.status_code == 422
    assert "This day has passed." in plain(answer.text)
    assert "We are many" in answer.text


async def test_who_invites_for_a_seat_reads_on_the_form_whom_it_is_for(house: OpenHouse) -> None:
    one, ana = await seat(house), await house.visitor("ana")
    wanted = "We are still looking for someone who works at night"
    form = f"/directory/invitations/new?seat={one}"
    assert wanted in plain(await ana.text(form))
    refused = await ana.send(f"/directory/invitations?seat={one}", address="not an address", role="member")
    assert refused.status_code == 422
    assert wanted in plain(refused.text)
    assert "still looking for" not in plain(await ana.text("/directory/invitations/new?seat=other"))
    await fill(house, one)
    assert wanted not in plain(await ana.text(form))
    assert (await (await house.visitor("ben")).get(form)).status_code == 404
