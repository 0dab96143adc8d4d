"""The view "directory": invitations, and what people say of themselves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from events.contributions import CapacityDeclared
from events.partners import (
    DisplayNameChosen,
    IntroductionWritten,
    InvitationAccepted,
    InvitationWithdrawn,
    MemberAdmitted,
    PartnerInvited,
    PartnerJoined,
    PartnerLeft,
)
from events.support import SupportAsked
from projections import partners
from tests.projections.told import START, Told, personal, words

UNTIL = START + timedelta(days=14)


def invited(invitation: str) -> PartnerInvited:
    return PartnerInvited(invitation=invitation, partner=None, role="member", until=UNTIL)


def joined(person: str, invitation: str) -> tuple[object, ...]:
    """What one acceptance leaves."""
    return (
        MemberAdmitted(person=person, display_name=personal(person, person), language="en"),
        PartnerJoined(partner=person, kind="person", name=None, group=None, category=None),
        InvitationAccepted(invitation=invitation, person=person),
    )


def told() -> Told:
    return Told(partners.PROJECTION).tell(invited("i-1"), invited("i-2"), invited("i-3"))


def same(history: Told) -> partners.Directory:
    """The live view, after seeing that a rebuilt one is equal."""
    assert history.view == history.rebuilt()
    view: partners.Directory = history.view
    return view


def test_an_invitation_is_open_until_it_is_used_taken_back_or_over() -> None:
    history = told().tell(*joined("nora", "i-1"), person="nora")  # type: ignore[arg-type]
    view = same(history.tell(InvitationWithdrawn(invitation="i-2")))
    assert [one.state(START) for one in view.invitations.values()] == ["used", "withdrawn", "open"]
    assert [*partners.open_invitations(view, START)] == ["i-3"]
    assert not partners.open_invitations(view, UNTIL)
    assert view.invitations["i-1"].accepted == "nora"


def test_the_latest_name_and_introduction_hold() -> None:
    history = told().tell(*joined("nora", "i-1"), person="nora")  # type: ignore[arg-type]
    history.tell(
        DisplayNameChosen(person="nora", display_name=personal("nora", "Nora B")),
        IntroductionWritten(person="nora", brings=words("ten years of asthma")),
    )
    nora = same(history).people["nora"]
    assert (nora.display_name, nora.brings) == (personal("nora", "Nora B"), words("ten years of asthma"))
    history.tell(IntroductionWritten(person="nora", brings=None))
    assert same(history).people["nora"].brings is None


def test_hours_stand_by_partner_and_needs_until_they_are_taken_back() -> None:
    history = told().tell(*joined("nora", "i-1"), person="nora")  # type: ignore[arg-type]
    history.tell(
        CapacityDeclared(person="nora", partner="nora", hours=Decimal(2)),
        SupportAsked(person="nora", needs=("interpreter",), note=None),
    )
    nora = same(history).people["nora"]
    assert nora.hours == {"nora": Decimal(2)}
    assert nora.needs is not None
    assert nora.needs.needs == ("interpreter",)
    history.tell(SupportAsked(person="nora", needs=(), note=None))
    assert same(history).people["nora"].needs is None


def test_whoever_left_and_came_back_with_an_invitation_is_here_again() -> None:
    history = told().tell(*joined("nora", "i-1"), PartnerLeft(partner="nora"), person="nora")  # type: ignore[arg-type]
    assert same(history).people["nora"].left is not None
    history.tell(InvitationAccepted(invitation="i-2", person="nora"))
    assert same(history).people["nora"].left is None
