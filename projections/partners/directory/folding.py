"""How the directory follows what happens, one clause for each event."""

from typing import assert_never, get_args

from events.contributions import CapacityDeclared
from events.partners import (
    JoiningEvent,
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
from events.support import SupportEvent
from events.vocabulary import Event, Recorded
from projections.partners.directory import joining
from projections.partners.directory.shape import Directory, Mandate, Partner, person
from projections.provenance import Provenance, provenance
from projections.view import Projection

JOINING: frozenset[type[Event]] = frozenset((*get_args(JoiningEvent), CapacityDeclared, SupportEvent))


def seat_person(view: Directory, person_id: str, since: Provenance) -> None:
    """The person holds a seat in their own right from now on."""
    someone = person(view, person_id, since)
    someone.in_own_right, someone.left = True, None
    partner = Partner("person", since, members={person_id: since})
    view.partners[person_id] = partner


def found(view: Directory, event: PartnershipFounded, since: Provenance) -> None:
    """The partnership begins."""
    view.name, view.question, view.founded = event.name, event.question, since
    view.languages, view.made_up = event.languages, event.made_up


def join(view: Directory, event: PartnerJoined, since: Provenance) -> None:
    """A partner takes a place, or comes back to it."""
    if event.kind == "person":
        seat_person(view, event.partner, since)
        return
    partner = Partner("organisation", since, event.name, event.group, event.category)
    before = view.partners.get(event.partner)
    if before is not None:
        partner.members = before.members
    view.partners[event.partner] = partner


def leave(view: Directory, partner_id: str, since: Provenance) -> None:
    """A partner gives up its place; for a person in their own right, the person leaves."""
    view.partners[partner_id].left = since
    if partner_id in view.people:
        view.people[partner_id].left = since


def fold(view: Directory, recorded: Recorded) -> Directory:
    """The view after one more event."""
    since = provenance(recorded.header)
    if type(recorded.event) in JOINING:
        joining.fold(view, recorded.event, since)  # type: ignore[arg-type]  # These come there.
    else:
        fold_event(view, recorded.event, since)  # type: ignore[arg-type]  # And only these come here.
    return view


def fold_event(view: Directory, event: PartnersEvent, since: Provenance) -> None:
    """One clause for each event of the feature."""
    match event:
        case PartnershipFounded():
            found(view, event, since)
        case PartnerJoined():
            join(view, event, since)
        case PartnerPaused():
            view.partners[event.partner].paused = since
        case PartnerResumed():
            view.partners[event.partner].paused = None
        case PartnerLeft():
            leave(view, event.partner, since)
        case PeopleAdmitted():
            for one in event.people:
                seat_person(view, one, since)
        case _:
            fold_person(view, event, since)


PersonEvent = (
    RecordTermsAccepted
    | MemberAdmitted
    | MandateGranted
    | MandateRevoked
    | RoleGranted
    | RoleRevoked
    | PerspectiveDeclared
)


def fold_person(view: Directory, event: PersonEvent, since: Provenance) -> None:
    """One clause for each event about a person."""
    if isinstance(event, RecordTermsAccepted):
        person(view, since.person, since).terms = event.terms
        return
    someone = person(view, event.person, since)
    match event:
        case MemberAdmitted():
            someone.display_name, someone.language = event.display_name, event.language
        case MandateGranted():
            someone.mandates[event.partner] = Mandate(event.until, since)
            view.partners[event.partner].members[event.person] = since
        case MandateRevoked():
            someone.mandates.pop(event.partner, None)
            view.partners[event.partner].members.pop(event.person, None)
        case RoleGranted():
            someone.roles[event.role] = since
        case RoleRevoked():
            someone.roles.pop(event.role, None)
        case PerspectiveDeclared():
            someone.perspective, someone.shown_to = event.perspective, event.shown_to
        case _:
            assert_never(event)


PROJECTION = Projection("directory", 2, Directory, fold, frozenset(get_args(PartnersEvent)) | JOINING)
