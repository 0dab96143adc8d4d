"""Rules about how people come in: invited for one place with one role, by somebody who may give it.

An invitation is open until it is used, taken back, or over; who holds it was found out before a command
comes here. What it is for stands in the record alone, so nobody can come in as anything else.
"""

from datetime import datetime, timedelta
from typing import assert_never

from events.partners import (
    DisplayNameChosen,
    IntroductionWritten,
    InvitationAccepted,
    InvitationWithdrawn,
    JoiningEvent,
    MandateGranted,
    MemberAdmitted,
    PartnerInvited,
    RecordTermsAccepted,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Event, Header
from workspace.acts import Act
from workspace.partners.admission import FROM_CONVENERS, in_their_own_right
from workspace.partners.commands.joining import (
    AcceptInvitation,
    ChooseDisplayName,
    InvitePartner,
    JoiningCommand,
    WithdrawInvitation,
    WriteIntroduction,
)
from workspace.partners.mandates import freed, may_be_spoken_for
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import LOOKING, convenes, has_place, leads
from workspace.state import Invitation, Member, Partnership

LONGEST = timedelta(days=60)


def decide(command: JoiningCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about coming in."""
    match command:
        case InvitePartner():
            return _invite(command, state, act)
        case WithdrawInvitation():
            return _withdraw(command, state, act)
        case AcceptInvitation():
            return _accept(command, state, act)
        case ChooseDisplayName():
            return (DisplayNameChosen(person=act.person, display_name=command.display_name),)
        case WriteIntroduction():
            return _introduce(command, state, act)
        case _:
            assert_never(command)


def _invite(command: InvitePartner, state: Partnership, act: Act) -> Decided:
    refusal = (
        _may_invite(command, state, act) or _in_time(command.until, act.at) or _free(command, state, act)
    )
    if refusal is not None:
        return refusal
    return (
        PartnerInvited(
            invitation=act.command, partner=command.partner, role=command.role, until=command.until
        ),
    )


def _may_invite(command: InvitePartner, state: Partnership, act: Act) -> Refusal | None:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    if command.role in FROM_CONVENERS and not convenes(state, act):
        return refuse("not allowed", "Only a convener may give this role. Ask one of them.")
    return None


def _in_time(until: datetime, at: datetime) -> Refusal | None:
    if until <= at:
        return refuse("not valid", "This day has passed. Choose a later one.")
    if until > at + LONGEST:
        return refuse("not valid", "An invitation holds for 60 days at most. Choose an earlier day.")
    return None


def _free(command: InvitePartner, state: Partnership, act: Act) -> Refusal | None:
    """None if nobody speaks for the organisation, and nobody else is on the way to."""
    if command.partner is None:
        return None
    asked = [one for one in state.partners.invitations.values() if one.partner == command.partner]
    if any(is_open(one, act.at) for one in asked):
        return refuse(
            "not now",
            "Somebody is invited to speak for this organisation already. Take that invitation back first.",
        )
    return may_be_spoken_for(state, command.partner, "", act.at)


def is_open(invitation: Invitation, at: datetime) -> bool:
    """Whether somebody can still come in with it."""
    return invitation.status == "open" and at < invitation.until


def _withdraw(command: WithdrawInvitation, state: Partnership, act: Act) -> Decided:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    found = state.partners.invitations.get(command.invitation)
    if found is None:
        return refuse("not found", "There is no such invitation. Choose one from the list.")
    if found.status == "used":
        return refuse("not now", "Somebody came in with this invitation already.")
    return QUIET if found.status == "withdrawn" else (InvitationWithdrawn(invitation=command.invitation),)


def _accept(command: AcceptInvitation, state: Partnership, act: Act) -> Decided:
    found = state.partners.invitations.get(command.invitation)
    if found is not None and found.status == "used" and found.person == act.person:
        return QUIET
    refusal = _opens(found, act.at) or _not_here_yet(state, act)
    if refusal is not None or found is None:
        return refusal or NO_LONGER
    if found.partner is not None:
        taken = may_be_spoken_for(state, found.partner, act.person, act.at)
        if taken is not None:
            return taken
    return (
        *_admitted(command, state, act),
        *_seated(found, state, act.person),
        *_granted(found, act.person),
        InvitationAccepted(invitation=command.invitation, person=act.person),
        RecordTermsAccepted(terms=command.terms),
    )


NO_LONGER = refuse("not now", "This invitation no longer opens anything. Ask for a new one.")


def _opens(invitation: Invitation | None, at: datetime) -> Refusal | None:
    return None if invitation is not None and is_open(invitation, at) else NO_LONGER


def _not_here_yet(state: Partnership, act: Act) -> Refusal | None:
    """None if the person takes no part, or no longer: whoever left may come back with an invitation."""
    member = state.partners.members.get(act.person)
    if member is None:
        return None
    looks = not LOOKING.isdisjoint(member.roles)
    if looks or has_place(state, member, act.at):
        return refuse("not now", "You are a member here already. There is nothing left to join.")
    return None


def _admitted(command: AcceptInvitation, state: Partnership, act: Act) -> tuple[Event, ...]:
    """A new member; somebody who was here before begins anew, without the roles they had."""
    before: Member | None = state.partners.members.get(act.person)
    if before is None:
        return (
            MemberAdmitted(person=act.person, display_name=command.display_name, language=command.language),
        )
    ended = tuple(RoleRevoked(person=act.person, role=role) for role in sorted(before.roles))
    return (*ended, DisplayNameChosen(person=act.person, display_name=command.display_name))


def _seated(invitation: Invitation, state: Partnership, person: str) -> tuple[Event, ...]:
    """For an organisation, the right to speak for it; else a place of one's own, unless one only looks."""
    if invitation.partner is not None:
        granted = MandateGranted(person=person, partner=invitation.partner, until=None)
        return (*freed(state, invitation.partner), granted)
    return () if invitation.role in LOOKING else (in_their_own_right(person),)


def _granted(invitation: Invitation, person: str) -> tuple[Event, ...]:
    return () if invitation.role == "member" else (RoleGranted(person=person, role=invitation.role),)


def _introduce(command: WriteIntroduction, state: Partnership, act: Act) -> Decided:
    if command.brings is None and act.person not in state.partners.introduced:
        return QUIET
    return (IntroductionWritten(person=act.person, brings=command.brings),)


def evolve(state: Partnership, event: JoiningEvent, header: Header) -> None:
    """Take one event in."""
    known = state.partners
    match event:
        case PartnerInvited():
            known.invitations[event.invitation] = Invitation(event.partner, event.role, event.until)
        case InvitationWithdrawn():
            known.invitations[event.invitation].status = "withdrawn"
        case InvitationAccepted():
            used = known.invitations[event.invitation]
            used.status, used.person = "used", event.person
        case IntroductionWritten(brings=None):
            known.introduced.discard(event.person)
        case IntroductionWritten():
            known.introduced.add(event.person)
        case DisplayNameChosen():
            pass  # No rule asks for a name.
        case _:
            assert_never(event)
