"""How the directory follows who is invited, and what people say of themselves."""

from typing import assert_never

from events.contributions import CapacityDeclared
from events.partners import (
    DisplayNameChosen,
    IntroductionWritten,
    InvitationAccepted,
    InvitationWithdrawn,
    JoiningEvent,
    PartnerInvited,
)
from events.support import SupportAsked
from projections.partners.directory.shape import Directory, Invitation, Needs, person
from projections.provenance import Provenance


def fold(view: Directory, event: JoiningEvent | CapacityDeclared | SupportAsked, since: Provenance) -> None:
    """One clause for each event."""
    match event:
        case PartnerInvited():
            view.invitations[event.invitation] = Invitation(event.partner, event.role, event.until, since)
        case InvitationWithdrawn():
            view.invitations[event.invitation].ended = since
        case InvitationAccepted():
            used = view.invitations[event.invitation]
            used.accepted, used.ended = event.person, since
            person(view, event.person, since).left = None
        case DisplayNameChosen():
            person(view, event.person, since).display_name = event.display_name
        case IntroductionWritten():
            person(view, event.person, since).brings = event.brings
        case CapacityDeclared():
            person(view, event.person, since).hours[event.partner] = event.hours
        case SupportAsked():
            asked = Needs(event.needs, event.note, since) if event.needs or event.note else None
            person(view, event.person, since).needs = asked
        case _:
            assert_never(event)
