"""Whom the table is looking for: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from events.partners import (
    AssumptionStated,
    AssumptionTested,
    NominationMade,
    OutreachLogged,
    OutreachStep,
    PartnerLeft,
    SeatDismissed,
    SeatFilled,
    SeatOpened,
    SeatReopened,
    SeatVacated,
)
from tests.workspace.table import START, Table, words
from workspace.partners.commands import LeavePartnership
from workspace.partners.commands.seats import (
    DismissSeat,
    FillSeat,
    LogOutreach,
    NominatePartner,
    OpenSeat,
    Places,
    ReopenSeat,
    SeatsCommand,
    StateAssumption,
    TestAssumption,
    VacateSeat,
    Weight,
)

SOON = START.date() + timedelta(days=30)


@pytest.fixture
def table() -> Table:
    """Ana convenes, Ben takes part, Cleo speaks for a clinic, Olga looks on."""
    table = Table()
    table.admit("ben")
    table.admit("olga", role="observer")
    return table


def wanted(**more: Any) -> OpenSeat:
    return OpenSeat(**{"category": "caregiver", "looking_for": words("works at night"), **more})


def seat(table: Table, **more: Any) -> str:
    return table.makes("ana", wanted(**more))


def named(table: Table, who: str = "ben", **more: Any) -> str:
    return table.makes(who, NominatePartner(**{"who": words("Rosa"), **more}))


# --- opening ---------------------------------------------------------------------------------------


def test_those_who_lead_open_a_seat_with_everything_it_wants(table: Table) -> None:
    everything = {name: words(name) for name in ("population", "geography", "resource")}
    asked = wanted(**everything, timing="as progress is made", places=2, weight=3)
    (opened,) = table.does("ana", asked)
    assert opened == SeatOpened(
        seat=table.act.command,
        category="caregiver",
        looking_for=words("works at night"),
        timing="as progress is made",
        places=2,
        weight=3,
        **everything,
    )


@pytest.mark.parametrize(("kind", "number"), [(Places, 0), (Places, 21), (Weight, 0), (Weight, 4)])
def test_places_and_weight_have_bounds(kind: Any, number: int) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(number, kind)


@pytest.mark.parametrize(
    "command",
    [
        wanted(),
        FillSeat(seat="s"),
        VacateSeat(seat="s"),
        DismissSeat(seat="s", why=words()),
        ReopenSeat(seat="s"),
        LogOutreach(category="payer", step="asked"),
    ],
)
def test_a_member_alone_steers_no_seat(table: Table, command: SeatsCommand) -> None:
    table.refuses("ben", command, "Only a convener or a facilitator")


@pytest.mark.parametrize(
    "command",
    [FillSeat(seat="s"), VacateSeat(seat="s"), DismissSeat(seat="s", why=words()), ReopenSeat(seat="s")],
)
def test_a_seat_that_is_not_here_is_not_found(table: Table, command: SeatsCommand) -> None:
    assert table.refuses("ana", command, "This seat is not here").kind == "not found"


def test_who_looks_on_does_nothing_here(table: Table) -> None:
    table.refuses("olga", NominatePartner(who=words()), "to look, not to act")
    table.refuses("olga", StateAssumption(text=words(), test_by=SOON), "to look, not to act")


# --- filling ---------------------------------------------------------------------------------------


def test_a_person_takes_a_place_without_a_name(table: Table) -> None:
    one = seat(table)
    assert table.does("ana", FillSeat(seat=one)) == (SeatFilled(seat=one, partner=None),)


def test_an_organisation_is_named(table: Table) -> None:
    one, clinic = seat(table), table.organisation()
    assert table.does("ana", FillSeat(seat=one, partner=clinic)) == (SeatFilled(seat=one, partner=clinic),)
    table.stays_quiet("ana", FillSeat(seat=one, partner=clinic))


def test_a_person_is_never_named_with_a_seat(table: Table) -> None:
    one = seat(table)
    for person in ("ben", "ana", "olga"):
        table.refuses("ana", FillSeat(seat=one, partner=person), "never named with a seat")
        table.refuses("ana", VacateSeat(seat=one, partner=person), "never named with a seat")


def test_only_an_organisation_that_is_at_the_table_can_sit(table: Table) -> None:
    one = seat(table)
    table.refuses("ana", FillSeat(seat=one, partner="nowhere"), "no such organisation")
    clinic = table.organisation("cleo")
    table.does(f"cleo/{clinic}", LeavePartnership())
    table.refuses("ana", FillSeat(seat=one, partner=clinic), "gave up its place")


def test_a_seat_is_filled_no_more_often_than_it_has_places(table: Table) -> None:
    one = seat(table, places=2)
    table.does("ana", FillSeat(seat=one))
    table.does("ana", FillSeat(seat=one))
    table.refuses("ana", FillSeat(seat=one), "Every place of this seat is taken")
    table.refuses(
        "ana", FillSeat(seat=one, partner=table.organisation()), "Every place of this seat is taken"
    )


def test_a_place_becomes_free_again(table: Table) -> None:
    one, clinic = seat(table, places=2), table.organisation()
    table.stays_quiet("ana", VacateSeat(seat=one))
    table.stays_quiet("ana", VacateSeat(seat=one, partner=clinic))
    table.does("ana", FillSeat(seat=one))
    table.does("ana", FillSeat(seat=one, partner=clinic))
    assert table.does("ana", VacateSeat(seat=one)) == (SeatVacated(seat=one, partner=None),)
    assert table.does("ana", VacateSeat(seat=one, partner=clinic)) == (SeatVacated(seat=one, partner=clinic),)
    table.does("ana", FillSeat(seat=one, partner=clinic))


def test_an_organisation_that_leaves_the_table_leaves_its_seats(table: Table) -> None:
    one, other, clinic = seat(table), seat(table), table.organisation("cleo")
    table.does("ana", FillSeat(seat=other, partner=clinic))
    left = table.does(f"cleo/{clinic}", LeavePartnership())
    assert left == (PartnerLeft(partner=clinic), SeatVacated(seat=other, partner=clinic))
    assert table.state.seats.seats[other].taken == 0
    assert table.does("ben", LeavePartnership()) == (PartnerLeft(partner="ben"),)
    assert table.state.seats.seats[one].taken == 0


# --- not needed ------------------------------------------------------------------------------------


def test_a_seat_is_not_needed_with_the_reason_and_wanted_after_all(table: Table) -> None:
    one = seat(table)
    table.stays_quiet("ana", ReopenSeat(seat=one))
    assert table.does("ana", DismissSeat(seat=one, why=words())) == (SeatDismissed(seat=one, why=words()),)
    table.stays_quiet("ana", DismissSeat(seat=one, why=words("again")))
    table.refuses("ana", FillSeat(seat=one), "not needed")
    table.refuses("ben", NominatePartner(seat=one, who=words()), "We look for nobody for this seat")
    assert table.does("ana", ReopenSeat(seat=one)) == (SeatReopened(seat=one),)
    table.does("ana", FillSeat(seat=one))


def test_a_second_person_may_not_be_needed_but_a_filled_seat_stays(table: Table) -> None:
    thin, full = seat(table, places=2), seat(table)
    table.does("ana", FillSeat(seat=thin))
    table.does("ana", FillSeat(seat=full))
    table.does("ana", DismissSeat(seat=thin, why=words()))
    table.refuses("ana", DismissSeat(seat=full, why=words()), "Every place of this seat is taken")


# --- who could be asked ----------------------------------------------------------------------------


def test_anybody_may_say_who_could_be_asked(table: Table) -> None:
    one = seat(table)
    (made,) = table.does("ben", NominatePartner(seat=one, who=words("Rosa"), why=words("is kind")))
    assert made == NominationMade(
        nomination=table.act.command,
        seat=one,
        category="caregiver",
        who=words("Rosa"),
        why=words("is kind"),
    )
    (other,) = table.does("ben", NominatePartner(category="payer", who=words("Fair Health")))
    assert isinstance(other, NominationMade)
    assert (other.seat, other.category) == (None, "payer")


def test_nobody_is_suggested_for_a_seat_that_is_not_free(table: Table) -> None:
    one = seat(table)
    table.refuses("ben", NominatePartner(seat="nowhere", who=words()), "This seat is not here")
    table.does("ana", FillSeat(seat=one))
    table.refuses("ben", NominatePartner(seat=one, who=words()), "We look for nobody for this seat")


def test_the_steps_to_somebody_are_written_down_one_after_the_other(table: Table) -> None:
    rosa = named(table)
    steps: tuple[OutreachStep, ...] = ("asked", "answered", "joined")
    for step in steps:
        (logged,) = table.does("ana", LogOutreach(nomination=rosa, step=step))
        assert logged == OutreachLogged(nomination=rosa, category=None, step=step, note=None)
        table.stays_quiet("ana", LogOutreach(nomination=rosa, step=step))
    table.refuses("ana", LogOutreach(nomination=rosa, step="asked"), "have joined already")


def test_a_refusal_is_kept_with_its_reason_and_may_be_followed_by_another_question(table: Table) -> None:
    rosa = named(table)
    table.refuses("ana", LogOutreach(nomination=rosa, step="declined"), "Write the reason")
    table.does("ana", LogOutreach(nomination=rosa, step="declined", note=words("no time")))
    table.does("ana", LogOutreach(nomination=rosa, step="asked"))
    table.does("ana", LogOutreach(nomination=rosa, step="asked", note=words("again, by phone")))
    table.does("ana", LogOutreach(nomination=rosa, step="answered"))
    table.refuses("ana", LogOutreach(nomination=rosa, step="asked"), "asked and answered already")


def test_outreach_is_about_somebody_or_some_kind(table: Table) -> None:
    table.refuses("ana", LogOutreach(step="asked"), "Say who it was about")
    table.refuses("ana", LogOutreach(nomination="nowhere", step="asked"), "was not named here")
    table.does("ana", LogOutreach(category="payer", step="asked"))
    table.does("ana", LogOutreach(category="payer", step="asked"))


# --- what we believe -------------------------------------------------------------------------------


def test_what_we_believe_is_stated_and_looked_at_again(table: Table) -> None:
    (stated,) = table.does("ben", StateAssumption(text=words(), test_by=SOON))
    believed = table.act.command
    assert stated == AssumptionStated(assumption=believed, text=words(), test_by=SOON)
    found = TestAssumption(assumption=believed, finding="holds partly", note=words("n"), test_by=None)
    assert table.does("ben", found) == (
        AssumptionTested(assumption=believed, finding="holds partly", note=words("n"), test_by=None),
    )
    table.does("ana", found)


def test_others_do_not_say_whether_it_is_still_true(table: Table) -> None:
    believed = table.makes("ana", StateAssumption(text=words(), test_by=SOON))
    found = TestAssumption(assumption=believed, finding="holds", note=words())
    table.refuses("ben", found, "Only who wrote this")
    table.refuses("ana", msgspec.structs.replace(found, assumption="nowhere"), "This sentence is not here")


@pytest.mark.parametrize(
    ("day", "saying"), [(START.date() - timedelta(days=2), "has passed"), (date(4000, 1, 1), "too far away")]
)
def test_the_day_to_look_again_is_to_come(table: Table, day: date, saying: str) -> None:
    table.refuses("ben", StateAssumption(text=words(), test_by=day), saying)
    believed = table.makes("ben", StateAssumption(text=words(), test_by=START.date()))
    found = TestAssumption(assumption=believed, finding="holds", note=words(), test_by=day)
    table.refuses("ben", found, saying)
