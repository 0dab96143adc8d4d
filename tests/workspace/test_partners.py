"""Who is at the table: what each command about partners does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.partners import (
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnershipFounded,
    PeopleAdmitted,
    PerspectiveDeclared,
    RecordTermsAccepted,
    Role,
    RoleGranted,
    RoleRevoked,
)
from tests.workspace.table import START, Table, personal, words
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPeople,
    AdmitPerson,
    DeclarePerspective,
    FoundPartnership,
    GrantMandate,
    GrantRole,
    LeavePartnership,
    PausePartner,
    ResumePartner,
    RevokeMandate,
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


def test_nobody_acts_for_an_organisation_without_its_mandate() -> None:
    table = Table()
    clinic = table.organisation("ben")
    table.refuses(f"ana/{clinic}", PROPOSE, "You do not speak for this organisation")
    table.refuses("ana/nowhere", PROPOSE, "You do not speak for this organisation")


def test_a_mandate_ends_at_its_moment() -> None:
    table = Table()
    clinic = table.organisation()
    table.admit("ben")
    until = START + timedelta(days=2)
    table.does("ana", GrantMandate(person="ben", partner=clinic, until=until))
    table.does(f"ben/{clinic}", PROPOSE)
    table.later(days=2).refuses(f"ben/{clinic}", PROPOSE, "has ended")


def test_a_mandate_that_has_run_out_makes_room_for_the_next_person() -> None:
    table = Table()
    clinic = table.organisation()
    table.admit("ben")
    table.admit("cleo")
    table.does("ana", GrantMandate(person="ben", partner=clinic, until=START + timedelta(days=1)))
    table.later(days=1)
    assert table.does("ana", GrantMandate(person="cleo", partner=clinic)) == (
        MandateRevoked(person="ben", partner=clinic),
        MandateGranted(person="cleo", partner=clinic, until=None),
    )


def test_the_same_mandate_again_stays_quiet_and_another_end_renews_it() -> None:
    table = Table()
    clinic = table.organisation("ben")
    table.stays_quiet("ana", GrantMandate(person="ben", partner=clinic))
    until = START + timedelta(days=9)
    assert table.does("ana", GrantMandate(person="ben", partner=clinic, until=until)) == (
        MandateRevoked(person="ben", partner=clinic),
        MandateGranted(person="ben", partner=clinic, until=until),
    )


def test_a_mandate_needs_a_member_a_coming_end_and_somebody_who_leads() -> None:
    table = Table()
    clinic = table.organisation()
    table.admit("ben")
    table.refuses("ana", GrantMandate(person="nobody", partner=clinic), "not a member here yet")
    table.refuses("ana", GrantMandate(person="ben", partner=clinic, until=START), "has passed")
    table.refuses("ben", GrantMandate(person="ben", partner=clinic), "Only a convener or a facilitator")


def test_a_mandate_is_ended_by_its_holder_or_by_who_leads() -> None:
    table = Table()
    clinic = table.organisation("ben")
    table.admit("cleo")
    revoke = RevokeMandate(person="ben", partner=clinic)
    table.refuses("cleo", revoke, "Only this person, a convener")
    assert table.does(f"ben/{clinic}", revoke) == (MandateRevoked(person="ben", partner=clinic),)
    table.stays_quiet("ana", revoke)
    table.refuses("ana", RevokeMandate(person="ben", partner="nowhere"), "no such organisation")


def test_a_convener_gives_roles_once() -> None:
    table = Table()
    table.admit("ben")
    grant = GrantRole(person="ben", role="facilitator")
    assert table.does("ana", grant) == (RoleGranted(person="ben", role="facilitator"),)
    table.stays_quiet("ana", grant)
    table.stays_quiet("ana", GrantRole(person="ben", role="member"))
    table.refuses("ana", GrantRole(person="nobody", role="facilitator"), "not a member here yet")


@pytest.mark.parametrize("role", ["convener", "facilitator", "auditor"])
def test_facilitators_give_no_role_above_their_own(role: Role) -> None:
    table = Table()
    table.admit("ben", role="facilitator")
    table.refuses("ben", admit("cleo", role=role), "Only a convener may give this role")
    table.refuses("ben", GrantRole(person="ben", role=role), "Only a convener may give this role")
    table.does("ben", admit("dan", role="observer"))


def test_nobody_leads_and_only_looks() -> None:
    table = Table()
    table.refuses("ana", GrantRole(person="ana", role="auditor"), "lead and only look")
    table.admit("olga", role="observer")
    table.refuses("ana", GrantRole(person="olga", role="facilitator"), "lead and only look")
    table.does("ana", GrantRole(person="olga", role="funder"))


def test_a_role_is_given_back_by_its_holder_or_taken_by_a_convener() -> None:
    table = Table()
    table.admit("ben", role="facilitator")
    table.admit("cleo", role="facilitator")
    revoke = RevokeRole(person="ben", role="facilitator")
    table.refuses("cleo", revoke, "Only a convener may take this role back")
    assert table.does("ben", revoke) == (RoleRevoked(person="ben", role="facilitator"),)
    table.stays_quiet("ana", revoke)
    table.refuses("ana", RevokeRole(person="ben", role="member"), "stays a member")
    table.refuses("ana", RevokeRole(person="nobody", role="funder"), "not a member here")


def test_whoever_no_longer_only_looks_takes_a_place_of_their_own() -> None:
    table = Table()
    table.admit("olga", role="observer")
    assert table.does("ana", RevokeRole(person="olga", role="observer")) == (
        RoleRevoked(person="olga", role="observer"),
        in_own_right("olga"),
    )
    table.does("olga", PROPOSE)


def test_the_last_convener_stays() -> None:
    table = Table()
    for command in (RevokeRole(person="ana", role="convener"), LeavePartnership()):
        table.refuses("ana", command, "Somebody has to convene")
    table.admit("ben", role="convener")
    table.does("ana", RevokeRole(person="ana", role="convener"))
    table.refuses("ben", LeavePartnership(), "Somebody has to convene")


def test_a_convener_who_has_left_does_not_count() -> None:
    table = Table()
    table.admit("ben", role="convener")
    table.does("ben", LeavePartnership())
    table.refuses("ana", LeavePartnership(), "Somebody has to convene")


def test_the_last_convener_keeps_the_only_mandate() -> None:
    table = Table()
    clinic = table.organisation("ben")
    table.does("ana", GrantRole(person="ben", role="convener"))
    table.does("ana", LeavePartnership())
    revoke = RevokeMandate(person="ben", partner=clinic)
    table.refuses(f"ben/{clinic}", revoke, "Somebody has to convene")


def test_a_convener_with_another_place_may_give_one_up() -> None:
    table = Table()
    clinic = table.organisation()
    table.does("ana", GrantMandate(person="ana", partner=clinic))
    table.does("ana", LeavePartnership())
    table.does(f"ana/{clinic}", PROPOSE)


def test_pausing_and_coming_back_happen_once_each() -> None:
    table = Table()
    table.admit("ben")
    assert table.does("ben", PausePartner()) == (PartnerPaused(partner="ben"),)
    table.stays_quiet("ben", PausePartner())
    table.does("ben", PROPOSE)  # Nobody is asked anything in a break, but everybody may act.
    assert table.does("ben", ResumePartner()) == (PartnerResumed(partner="ben"),)
    table.stays_quiet("ben", ResumePartner())


def test_a_break_is_the_organisations_when_its_speaker_takes_it() -> None:
    table = Table()
    clinic = table.organisation("ben")
    assert table.does(f"ben/{clinic}", PausePartner()) == (PartnerPaused(partner=clinic),)


def test_a_partner_that_left_acts_no_more() -> None:
    table = Table()
    clinic = table.organisation("ben")
    assert table.does(f"ben/{clinic}", LeavePartnership()) == (PartnerLeft(partner=clinic),)
    for command in (PROPOSE, ResumePartner(), LeavePartnership()):
        table.refuses(f"ben/{clinic}", command, "was given up")
    table.refuses("ana", admit("cleo", clinic), "gave up its place")


def test_terms_are_accepted_once_for_each_version() -> None:
    table = Table()
    assert table.does("ana", AcceptRecordTerms(terms=1)) == (RecordTermsAccepted(terms=1),)
    table.stays_quiet("ana", AcceptRecordTerms(terms=1))
    table.does("ana", AcceptRecordTerms(terms=2))


def test_a_perspective_is_the_persons_own() -> None:
    table = Table()
    table.admit("ben")
    declare = DeclarePerspective(perspective=personal("ben"), shown_to="facilitators")
    assert table.does("ben", declare) == (
        PerspectiveDeclared(person="ben", perspective=personal("ben"), shown_to="facilitators"),
    )
