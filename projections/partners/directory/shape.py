"""What the view "directory" holds: who is at the table, for whom they act, what they let others see.

Every other page reads names from here, so people and partners are looked up by id in one step.
Names, perspectives, questions and introductions stay sealed; pages open them for the reader they render
for. Hours and needs are for the person and for facilitators alone: no page for anybody else asks for them.
"""

from datetime import datetime
from decimal import Decimal

import msgspec

from events.partners import Category, FocalGroup, PartnerKind, Role, ShownTo
from events.sealed import Personal, Words
from events.support import Need
from projections.provenance import Provenance


class Mandate(msgspec.Struct, frozen=True):
    """A person may act for an organisation, for ever (`until` None) or until a moment."""

    until: datetime | None
    since: Provenance


class Needs(msgspec.Struct, frozen=True):
    """What a person needs in order to take part."""

    needs: tuple[Need, ...]
    note: Words | None
    since: Provenance


class Person(msgspec.Struct):
    """Someone who takes part. Without a `display_name` (an import) they show as "Person 12".

    `number` is the order of joining, from 1; it also makes the pseudonyms that auditors see.
    `mandates` is by organisation; `in_own_right` people hold a seat themselves, under their own id.
    `shown_to` says who may see the perspective; None as long as none was declared. `hours` a month is by
    partner; like `needs`, only the person and facilitators read it.
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
    brings: Words | None = None
    hours: dict[str, Decimal] = {}
    needs: Needs | None = None
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


class Invitation(msgspec.Struct):
    """A place offered to somebody; who that is stands nowhere here.

    `accepted` is the person who came in with it, `ended` when it was used or taken back.
    """

    partner: str | None
    role: Role
    until: datetime
    since: Provenance
    accepted: str | None = None
    ended: Provenance | None = None

    def state(self, at: datetime) -> str:
        """ "open", "used", "withdrawn" or "over"."""
        if self.accepted is not None:
            return "used"
        if self.ended is not None:
            return "withdrawn"
        return "open" if at < self.until else "over"


class Directory(msgspec.Struct):
    """What the directory page shows, and what all names are read from."""

    name: Words | None = None
    question: Words | None = None
    languages: tuple[str, ...] = ()
    made_up: bool = False
    founded: Provenance | None = None
    people: dict[str, Person] = {}
    partners: dict[str, Partner] = {}
    invitations: dict[str, Invitation] = {}


def person(view: Directory, person_id: str, since: Provenance) -> Person:
    """The person of that id, who joins now if they were not known."""
    found = view.people.get(person_id)
    if found is None:
        found = view.people[person_id] = Person(len(view.people) + 1, since)
    return found
