"""Who is at the table: what each command about partners does, refuses, or leaves quiet."""

from __future__ import annotations

import pytest

from events.partners import (
    MandateGranted,
    MemberAdmitted,
    PartnerJoined,
    PartnershipFounded,
    PeopleAdmitted,
    Role,
    RoleGranted,
)
from tests.workspace.table import Table, personal, words
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPeople,
    AdmitPerson,
    FoundPartnership,
    GrantMandate,
    GrantRole,
    PausePartner,
    RevokeRole,
)

PROPOSE = ProposeGoal(title=words())
FOUND = FoundPartnership(name=words(), display_name=personal("ana"), languages=("es", "en"))


def admit(person: str, partner: str | None = None, role: Role = "member") -> AdmitPerson:
    """Admit somebody."""
    return AdmitPerson(person=person, display_name=personal(person), partner=partner, role=role)


def in_own_right(person: str) -> PartnerJoined:
    """A person's own place."""
    return PartnerJoined(partner=person, kind="person", name=None, group=None, category=None)


def test_founding_seats_the_founder_who_convenes() -> None:
    table = Table(founded=False)
    assert table.does("ana", FOUND) == (
        PartnershipFounded(name=words(), question=None, languages=("es", "en"), made_up=False),
        MemberAdmitted(person="ana", display_name=personal("ana"), language="es"),
        in_own_right("ana"),
        RoleGranted(person="ana", role="convener"),
    )


def test_a_partnership_is_founded_once() -> None:
    Table().refuses("ana", FOUND, "has begun already")


def test_nothing_else_happens_before_the_founding() -> None:
    refusal = Table(founded=False).refuses("ana", PROPOSE, "has not begun yet")
    assert refusal.kind == "not found"


def test_an_organisation_joins_with_the_commands_id() -> None:
    table = Table()
    command = AdmitOrganisation(name=words(), group="stakeholders", category="payer")
    (joined,) = table.does("ana", command)
    assert joined == PartnerJoined(
        partner=table.act.command, kind="organisation", name=words(), group="stakeholders", category="payer"
    )


@pytest.mark.parametrize("command", [AdmitOrganisation(name=words(), group="patients", category="patient")])
def test_plain_members_admit_nobody(command: AdmitOrganisation) -> None:
    table = Table()
    table.admit("ben")
    table.refuses("ben", command, "Only a convener or a facilitator")
    table.refuses("ben", admit("cleo"), "Only a convener or a facilitator")
    table.refuses("ben", AdmitPeople(people=("cleo",), source="x"), "Only a convener")


def test_a_person_joins_in_their_own_right() -> None:
    table = Table()
    assert table.does("ana", admit("ben")) == (
        MemberAdmitted(person="ben", display_name=personal("ben"), language="en"),
        in_own_right("ben"),
    )
    table.does("ben", PROPOSE)


def test_a_person_joins_to_speak_for_an_organisation() -> None:
    table = Table()
    clinic = table.organisation()
    assert table.does("ana", admit("ben", clinic)) == (
        MemberAdmitted(person="ben", display_name=personal("ben"), language="en"),
        MandateGranted(person="ben", partner=clinic, until=None),
    )
    table.does(f"ben/{clinic}", PROPOSE)
    table.refuses("ben", PROPOSE, "You take part here for an organisation")


def test_an_observer_joins_without_a_place() -> None:
    table = Table()
    assert table.does("ana", admit("olga", role="observer"))[1:] == (
        RoleGranted(person="olga", role="observer"),
    )


def test_a_person_is_admitted_once() -> None:
    table = Table()
    table.admit("ben")
    table.refuses("ana", admit("ben"), "a member here already")


def test_nobody_joins_an_organisation_that_is_not_there() -> None:
    table = Table()
    table.refuses("ana", admit("ben", "nowhere"), "no such organisation")
    table.refuses("ana", admit("ben", "ana"), "no such organisation")


def test_an_organisation_is_not_admitted_as_a_person() -> None:
    table = Table()
    table.refuses("ana", admit(table.organisation()), "This is an organisation")


def test_a_second_person_for_the_same_organisation_is_refused() -> None:
    table = Table()
    clinic = table.organisation("ben")
    table.admit("dan")
    table.refuses("ana", admit("cleo", clinic), "already has somebody who speaks for it")
    table.refuses("ana", GrantMandate(person="dan", partner=clinic), "already has somebody")


def test_many_people_join_at_once_and_known_ones_are_left_out() -> None:
    table = Table()
    table.admit("ben")
    command = AdmitPeople(people=("ben", "v-1", "v-2", "v-1"), source="a list")
    assert table.does("ana", command) == (PeopleAdmitted(people=("v-1", "v-2"), source="a list"),)
    table.stays_quiet("ana", command)
    table.does("v-2", PROPOSE)


def test_the_command_line_founds_admits_and_nothing_more() -> None:
    table = Table(founded=False)
    table.does("import", FOUND, operator=True)
    table.does("cli", AdmitPeople(people=("v-1",), source="a list"), operator=True)
    table.does("cli", admit("ben"), operator=True)
    table.does("cli", GrantRole(person="ben", role="facilitator"), operator=True)
    table.refuses("cli", PROPOSE, "You are not a member here yet", operator=True)
    table.does("v-1", PROPOSE, operator=True, recorded_by="cli")


def test_an_import_has_no_more_rights_than_the_person_it_acts_for() -> None:
    table = Table()
    table.admit("ben")
    revoke = RevokeRole(person="ana", role="convener")
    table.refuses("ben", revoke, "Only a convener", operator=True, recorded_by="import")


def test_the_clock_only_does_what_is_meant_for_it() -> None:
    Table().refuses("ana", PROPOSE, "Only the clock", clock=True)


def test_strangers_do_nothing() -> None:
    Table().refuses("mallory", PROPOSE, "You are not a member here yet")


@pytest.mark.parametrize("role", ["observer", "funder", "auditor"])
def test_who_only_looks_does_nothing_at_all(role: Role) -> None:
    table = Table()
    table.admit("olga", role=role)
    table.admit("ben")
    table.does("ana", GrantRole(person="ben", role=role))
    for person in ("olga", "ben"):
        for command in (PROPOSE, PausePartner(), AcceptRecordTerms(terms=1)):
            table.refuses(person, command, "to look, not to act")
