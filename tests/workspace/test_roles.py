"""Mandates, roles and places: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from events.partners import (
    MandateGranted,
    MandateRevoked,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
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
    for_ever = datetime.max.replace(tzinfo=UTC)
    table.refuses("ana", GrantMandate(person="ben", partner=clinic, until=for_ever), "too far away")
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
