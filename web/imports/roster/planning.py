"""What a sound roster comes to: organisations that get a place, and people who are invited."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from events.partners import Category
from web.accounts.addresses import normalised
from web.imports.roster.checking import kinds, speakers
from web.imports.roster.groups import ORGANISATIONS
from web.imports.roster.row import Row, same_name


class Organisation(NamedTuple):
    """An organisation with a place of its own. `row` is where it came first."""

    id: str
    name: str
    category: Category
    row: int


class Invitee(NamedTuple):
    """Somebody who is invited; `organisation` is the id of the one they act for."""

    id: str
    name: str
    email: str | None
    organisation: str | None
    row: int


class Plan(NamedTuple):
    """Everything a roster comes to."""

    organisations: list[Organisation]
    people: list[Invitee]


class Referred(NamedTuple):
    """What ids are made with: the partnership, and a secret, so that nobody guesses an address from an id."""

    partnership: str
    secret: bytes

    def id_of(self, kind: str, *parts: str) -> str:
        """An id that is the same whenever it is made of the same parts."""
        said = "\n".join((self.partnership, kind, *parts))
        return blake2b(said.encode(), key=self.secret[:64], digest_size=16).hexdigest()


def plan(rows: Sequence[Row], referred: Referred) -> Plan:
    """What the rows come to; those that are left out come to nothing. Ask `troubles` first."""
    here = [row for row in rows if not row.left_out]
    known, first = kinds(here), speakers(here)
    organisations: dict[str, Organisation] = {}
    for row in here:
        key = same_name(row.organisation)
        category = next((one for one in ORGANISATIONS if key and one == known[key][1]), None)
        if category is not None and key not in organisations:
            made = Organisation(referred.id_of("organisation", key), row.organisation, category, row.number)
            organisations[key] = made
    people = []
    for row in here:
        if row.name:
            key = same_name(row.organisation)
            acts = key in organisations and first.get(key) is row
            people.append(invitee(row, referred, organisations[key].id if acts else None))
    return Plan(list(organisations.values()), people)


def invitee(row: Row, referred: Referred, organisation: str | None) -> Invitee:
    """Somebody, known by their address; without one, by their name and organisation."""
    if row.email:
        email = normalised(row.email)
        return Invitee(referred.id_of("invitation", email), row.name, email, organisation, row.number)
    own = referred.id_of("invitation", same_name(row.name), same_name(row.organisation))
    return Invitee(own, row.name, None, organisation, row.number)
