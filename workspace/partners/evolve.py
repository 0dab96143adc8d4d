"""What the rules remember of partners, members, mandates and roles."""

from typing import assert_never

from events.partners import (
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnersEvent,
    PartnershipFounded,
    PeopleAdmitted,
    PerspectiveDeclared,
    RecordTermsAccepted,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Header
from workspace.state import Member, Partner, Partners, Partnership

PlaceEvent = PartnerJoined | PartnerPaused | PartnerResumed | PartnerLeft
MandateEvent = MandateGranted | MandateRevoked
RoleEvent = RoleGranted | RoleRevoked


def evolve(state: Partnership, event: PartnersEvent, header: Header) -> None:
    """Take one event in."""
    known = state.partners
    match event:
        case MemberAdmitted():
            known.members[event.person] = Member()
        case PeopleAdmitted():
            for person in event.people:
                known.members[person] = Member()
                _sit_down(known, person)
        case PartnerJoined() | PartnerPaused() | PartnerResumed() | PartnerLeft():
            _place(known, event)
        case MandateGranted() | MandateRevoked():
            _mandate(known, event)
        case RoleGranted() | RoleRevoked():
            _role(known, event)
        case RecordTermsAccepted():
            known.members[header.person].terms = event.terms
        case PartnershipFounded() | PerspectiveDeclared():
            pass  # No rule asks for a name or a perspective.
        case _:
            assert_never(event)


def _sit_down(known: Partners, person: str) -> None:
    known.partners[person] = Partner("person", speaker=person)
    known.members[person].places |= {person}


def _place(known: Partners, event: PlaceEvent) -> None:
    match event:
        case PartnerJoined(kind="person"):
            _sit_down(known, event.partner)
        case PartnerJoined():
            known.partners[event.partner] = Partner("organisation")
        case PartnerPaused():
            known.partners[event.partner].place = "paused"
        case PartnerResumed():
            known.partners[event.partner].place = "taken"
        case PartnerLeft():
            known.partners[event.partner].place = "left"
        case _:
            assert_never(event)


def _mandate(known: Partners, event: MandateEvent) -> None:
    partner, member = known.partners[event.partner], known.members[event.person]
    match event:
        case MandateGranted():
            partner.speaker, partner.until = event.person, event.until
            member.places |= {event.partner}
        case MandateRevoked():
            partner.speaker = partner.until = None
            member.places -= {event.partner}
        case _:
            assert_never(event)


def _role(known: Partners, event: RoleEvent) -> None:
    member = known.members[event.person]
    match event:
        case RoleGranted():
            member.roles |= {event.role}
        case RoleRevoked():
            member.roles -= {event.role}
        case _:
            assert_never(event)
