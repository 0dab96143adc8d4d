"""The view "directory": who is at the table, for whom they act, and what they let others see.

Every other page reads names from here, so people and partners are looked up by id in one step.
Names, perspectives and questions stay sealed; pages open them for the reader they render for.
"""

from datetime import datetime
from typing import assert_never, get_args

import msgspec

from events.partners import (
    Category,
    FocalGroup,
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerKind,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnersEvent,
    PartnershipFounded,
    PeopleAdmitted,
    PerspectiveDeclared,
    RecordTermsAccepted,
    Role,
    RoleGranted,
    RoleRevoked,
    ShownTo,
)
from events.sealed import Personal, Words
from events.vocabulary import Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection


class Mandate(msgspec.Struct, frozen=True):
    """A person may act for an organisation, for ever (`until` None) or until a moment."""

    until: datetime | None
    since: Provenance


class Person(msgspec.Struct):
    """Someone who takes part. Without a `display_name` (an import) they show as "Person 12".

    `number` is the order of joining, from 1; it also makes the pseudonyms that auditors see.
    `mandates` is by organisation; `in_own_right` people hold a seat themselves, under their own id.
    `shown_to` says who may see the perspective; None as long as none was declared.
    """

    number: int
    since: Provenance
    display_name: Personal | None = None
    language: str | None = None
    in_own_right: bool = False
    mandates: dict[str, Mandate] = {}
    roles: dict[str, Provenance] = {}
    perspective: Personal | None = None
    shown_to: ShownTo | None = None
    terms: int | None = None
    left: Provenance | None = None


class Partner(msgspec.Struct):
    """An organisation, or a person in their own right (then the id is the person's).

    `members` are those who act for it, each with the moment they began to.
    """

    kind: PartnerKind
    since: Provenance
    name: Words | None = None
    group: FocalGroup | None = None
    category: Category | None = None
    members: dict[str, Provenance] = {}
    paused: Provenance | None = None
    left: Provenance | None = None

    @property
    def state(self) -> str:
        """ "active", "paused" or "left"."""
        if self.left is not None:
            return "left"
        return "active" if self.paused is None else "paused"


class Directory(msgspec.Struct):
    """What the directory page shows, and what all names are read from."""

    name: Words | None = None
    question: Words | None = None
    languages: tuple[str, ...] = ()
    made_up: bool = False
    founded: Provenance | None = None
    people: dict[str, Person] = {}
    partners: dict[str, Partner] = {}


def person(view: Directory, person_id: str, since: Provenance) -> Person:
    """The person of that id, who joins now if they were not known."""
    found = view.people.get(person_id)
    if found is None:
        found = view.people[person_id] = Person(len(view.people) + 1, since)
    return found


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
    fold_event(view, recorded.event, since)  # type: ignore[arg-type]  # Only these come here.
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


PROJECTION = Projection("directory", 1, Directory, fold, frozenset(get_args(PartnersEvent)))


def organisations(view: Directory) -> dict[str, Partner]:
    """The organisations that have a place now, by id."""
    return {
        key: partner
        for key, partner in view.partners.items()
        if partner.kind == "organisation" and partner.left is None
    }


def in_own_right(view: Directory) -> dict[str, Person]:
    """The people who hold a seat themselves now, by id."""
    return {
        key: view.people[key]
        for key, partner in view.partners.items()
        if partner.kind == "person" and partner.left is None
    }


def acts_for(view: Directory, person_id: str, at: datetime) -> list[str]:
    """The partners a person may act for at a moment: themselves first, then organisations."""
    someone = view.people.get(person_id)
    if someone is None:
        return []
    own = view.partners.get(person_id)
    seats = [person_id] if own is not None and own.left is None else []
    return seats + [
        key
        for key, mandate in someone.mandates.items()
        if view.partners[key].left is None and (mandate.until is None or mandate.until > at)
    ]


LOOKING = {"observer", "funder", "auditor"}


def roles_of(view: Directory, person_id: str) -> frozenset[str]:
    """The roles a person holds now, with "member" for everyone admitted who does not only look."""
    someone = view.people.get(person_id)
    if someone is None:
        return frozenset()
    granted = frozenset(someone.roles)
    here = someone.left is None or bool(someone.mandates)
    return granted | {"member"} if here and not granted & LOOKING else granted


def holders(view: Directory, role: Role) -> list[str]:
    """The people who hold a role now, in the order of joining."""
    return [key for key, someone in view.people.items() if role in someone.roles]


def count_by_group(view: Directory) -> dict[str, int]:
    """Organisations at the table by focal group: a count, unit: organisations. Source: DOMAIN §1.

    People in their own right are not in it: their group is theirs to show.
    """
    counts = dict.fromkeys(get_args(FocalGroup), 0)
    for partner in organisations(view).values():
        if partner.group is not None:
            counts[partner.group] += 1
    return counts
