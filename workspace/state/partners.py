"""Who is at the table, whom it looks for, and what people share for the sums."""

from datetime import date, datetime
from typing import Literal

import msgspec

from events.partners import Category, Figures, OutreachStep, PartnerKind, Role

Place = Literal["taken", "paused", "left"]


class Partner(msgspec.Struct):
    """A place at the table. `speaker` acts for it, `until` a moment if one was given."""

    kind: PartnerKind
    place: Place = "taken"
    speaker: str | None = None
    until: datetime | None = None


class Member(msgspec.Struct):
    """An admitted person: roles besides plain member, and the partners that they may act for."""

    roles: frozenset[Role] = frozenset()
    places: frozenset[str] = frozenset()
    terms: int = 0


class Invitation(msgspec.Struct):
    """A place that somebody may take: for an organisation or for themselves, with one role."""

    partner: str | None
    role: Role
    until: datetime
    status: Literal["open", "used", "withdrawn"] = "open"
    person: str | None = None


class Partners(msgspec.Struct):
    """Who is at the table, by partner and by person; who is invited; who has said what they bring."""

    partners: dict[str, Partner] = {}
    members: dict[str, Member] = {}
    invitations: dict[str, Invitation] = {}
    introduced: set[str] = set()


class Seat(msgspec.Struct):
    """Places that the table wants to fill: the organisations there, and how many people, who stay unnamed."""

    category: Category | None
    places: int
    partners: frozenset[str] = frozenset()
    people: int = 0
    dismissed: bool = False

    @property
    def taken(self) -> int:
        """How many of the places are taken."""
        return len(self.partners) + self.people


class Nomination(msgspec.Struct):
    """Somebody who could be asked, and the last step on the way to them; None: not asked yet."""

    step: OutreachStep | None = None


class Seats(msgspec.Struct):
    """Whom the table is looking for. `assumptions` leads from each to the person who stated it."""

    seats: dict[str, Seat] = {}
    nominations: dict[str, Nomination] = {}
    assumptions: dict[str, str] = {}


class Sharing(msgspec.Struct):
    """Who shares something for the sums: by person, the name of what they sealed.

    `counted` is the same when the release in force was counted, `tables` what that release said.
    `moved_at` is the position at which somebody last shared or withdrew, `released_on` the end of the
    last window, whether its sums were withheld or not.
    """

    now: dict[str, str] = {}
    counted: dict[str, str] = {}
    tables: dict[str, Figures] = {}
    moved_at: int = 0
    released_on: date | None = None
