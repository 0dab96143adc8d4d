"""Coming in: who invites whom, what an invitation opens, and what people say of themselves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from events.contributions import CapacityDeclared
from events.partners import (
    DisplayNameChosen,
    IntroductionWritten,
    InvitationAccepted,
    InvitationWithdrawn,
    MandateGranted,
    MemberAdmitted,
    PartnerInvited,
    PartnerJoined,
    RecordTermsAccepted,
    Role,
    RoleGranted,
    RoleRevoked,
)
from tests.workspace.table import START, Table, personal, words
from workspace.contributions.commands import DeclareCapacity
from workspace.partners.commands import GrantMandate, GrantRole, LeavePartnership
from workspace.partners.commands.joining import (
    AcceptInvitation,
    ChooseDisplayName,
    InvitePartner,
    WithdrawInvitation,
    WriteIntroduction,
)

UNTIL = START + timedelta(days=14)


def invite(partner: str | None = None, role: Role = "member") -> InvitePartner:
    """An invitation for two weeks."""
    return InvitePartner(partner=partner, role=role, until=UNTIL)


def accept(invitation: str, person: str = "nora") -> AcceptInvitation:
    """Come in."""
    return AcceptInvitation(invitation=invitation, display_name=personal(person), language="es", terms=1)


def test_an_invitation_says_for_whom_and_with_which_role_and_never_who() -> None:
    table = Table()
    clinic = table.organisation()
    (invited,) = table.does("ana", invite(clinic, "facilitator"))
    assert invited == PartnerInvited(
        invitation=table.act.command, partner=clinic, role="facilitator", until=UNTIL
    )


def test_whoever_comes_in_for_themselves_is_admitted_seated_and_has_read_what_is_kept() -> None:
    table = Table()
    invitation = table.makes("ana", invite())
    assert table.does("nora", accept(invitation)) == (
        MemberAdmitted(person="nora", display_name=personal("nora"), language="es"),
        PartnerJoined(partner="nora", kind="person", name=None, group=None, category=None),
        InvitationAccepted(invitation=invitation, person="nora"),
        RecordTermsAccepted(terms=1),
    )


def test_whoever_comes_in_for_an_organisation_speaks_for_it_with_the_role_given() -> None:
    table = Table()
    clinic = table.organisation()
    invitation = table.makes("ana", invite(clinic, "convener"))
    _, granted, role, *_ = table.does("nora", accept(invitation))
    assert granted == MandateGranted(person="nora", partner=clinic, until=None)
    assert role == RoleGranted(person="nora", role="convener")


def test_an_onlooker_comes_in_without_a_place() -> None:
    table = Table()
    events = table.does("nora", accept(table.makes("ana", invite(role="observer"))))
    assert not any(isinstance(event, PartnerJoined) for event in events)
    assert RoleGranted(person="nora", role="observer") in events


@pytest.mark.parametrize("role", ["convener", "facilitator", "auditor"])
def test_nobody_gives_a_role_above_their_own(role: Role) -> None:
    table = Table()
    table.admit("fay", role="facilitator")
    table.refuses("fay", invite(role=role), "Only a convener may give this role")
    table.does("fay", invite())


def test_only_conveners_and_facilitators_invite_and_take_back() -> None:
    table = Table()
    table.admit("ben")
    invitation = table.makes("ana", invite())
    table.refuses("ben", invite(), "Only a convener or a facilitator")
    table.refuses("ben", WithdrawInvitation(invitation=invitation), "Only a convener or a facilitator")


def test_an_invitation_holds_for_sixty_days_at_most() -> None:
    table = Table()
    table.refuses("ana", InvitePartner(until=START), "This day has passed")
    table.refuses("ana", InvitePartner(until=START + timedelta(days=60, seconds=1)), "60 days at most")
    table.does("ana", InvitePartner(until=START + timedelta(days=60)))


def test_an_organisation_has_to_be_here_and_free_to_be_spoken_for() -> None:
    table = Table()
    spoken_for = table.organisation("ben")
    table.refuses("ana", invite("nowhere"), "no such organisation")
    table.refuses("ana", invite("ana"), "no such organisation")
    table.refuses("ana", invite(spoken_for), "already has somebody who speaks for it")


def test_only_one_person_at_a_time_is_invited_to_speak_for_an_organisation() -> None:
    table = Table()
    clinic = table.organisation()
    first = table.makes("ana", invite(clinic))
    table.refuses("ana", invite(clinic), "Somebody is invited to speak for this organisation already")
    table.does("ana", WithdrawInvitation(invitation=first))
    table.does("ana", invite(clinic))
    table.later(days=15).does("ana", InvitePartner(partner=clinic, until=table.now + timedelta(days=1)))


def test_an_organisation_that_somebody_speaks_for_by_now_cannot_be_joined() -> None:
    table = Table()
    clinic = table.organisation()
    invitation = table.makes("ana", invite(clinic))
    table.does("ana", GrantMandate(person="ana", partner=clinic))
    table.refuses("nora", accept(invitation), "already has somebody who speaks for it")


def test_an_invitation_that_is_over_or_taken_back_or_unknown_opens_nothing() -> None:
    table = Table()
    gone, late = table.makes("ana", invite()), table.makes("ana", invite())
    assert table.does("ana", WithdrawInvitation(invitation=gone)) == (InvitationWithdrawn(invitation=gone),)
    table.stays_quiet("ana", WithdrawInvitation(invitation=gone))
    table.refuses("nora", accept(gone), "no longer opens anything")
    table.refuses("nora", accept("nowhere"), "no longer opens anything")
    table.later(days=14).refuses("nora", accept(late), "no longer opens anything")


def test_an_invitation_is_used_once_and_by_one_person() -> None:
    table = Table()
    invitation = table.makes("ana", invite())
    table.does("nora", accept(invitation))
    table.stays_quiet("nora", accept(invitation))
    table.refuses("omar", accept(invitation, "omar"), "no longer opens anything")
    table.refuses("ana", WithdrawInvitation(invitation=invitation), "came in with this invitation already")


def test_a_member_has_nothing_left_to_join() -> None:
    table = Table()
    table.admit("ben")
    table.admit("olga", role="observer")
    invitation = table.makes("ana", invite())
    for person in ("ben", "olga"):
        table.refuses(person, accept(invitation, person), "You are a member here already")


def test_whoever_left_comes_back_with_an_invitation_and_without_the_roles_they_had() -> None:
    table = Table()
    table.admit("ben")
    table.does("ana", GrantRole(person="ben", role="facilitator"))
    table.does("ben", LeavePartnership())
    events = table.does("ben", accept(table.makes("ana", invite()), "ben"))
    assert events[:3] == (
        RoleRevoked(person="ben", role="facilitator"),
        DisplayNameChosen(person="ben", display_name=personal("ben")),
        PartnerJoined(partner="ben", kind="person", name=None, group=None, category=None),
    )
    table.does("ben", ChooseDisplayName(display_name=personal("ben")))


def test_an_introduction_can_be_written_and_taken_off_the_page_again() -> None:
    table = Table()
    table.stays_quiet("ana", WriteIntroduction())
    assert table.does("ana", WriteIntroduction(brings=words())) == (
        IntroductionWritten(person="ana", brings=words()),
    )
    assert table.does("ana", WriteIntroduction()) == (IntroductionWritten(person="ana", brings=None),)
    table.stays_quiet("ana", WriteIntroduction())


def test_hours_are_said_for_the_partner_acted_for_and_none_is_fine() -> None:
    table = Table()
    clinic = table.organisation("ben")
    none = DeclareCapacity(hours=Decimal(0))
    assert table.does(f"ben/{clinic}", none) == (
        CapacityDeclared(person="ben", partner=clinic, hours=Decimal(0)),
    )
    table.stays_quiet(f"ben/{clinic}", none)
    table.refuses("ana", DeclareCapacity(hours=Decimal(745)), "hours of a month")
    table.refuses("ana", DeclareCapacity(hours=Decimal("NaN")), "hours of a month")
