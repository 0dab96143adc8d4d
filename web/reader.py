"""Who is looking, and the one function that says what an audience is."""

from typing import Literal

import msgspec

from projections.partners import Person
from projections.views import Views

AudienceRole = Literal["observer", "member", "facilitator", "auditor"]
Language = Literal["en", "es"]
Theme = Literal["light", "dark"]

LANGUAGES: tuple[Language, ...] = ("en", "es")
THEMES: tuple[Theme, ...] = ("light", "dark")


class Audience(msgspec.Struct, frozen=True):
    """All readers for whom a shared part of a page is the same bytes."""

    role: AudienceRole
    language: Language = "en"
    zone: str = "UTC"


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """One signed-in person in one partnership, as the server knows them.

    `partner` is the one they act for now (their own id when for themselves), `acting` all that they
    may act for. `csrf` goes into every form.
    """

    account: str
    partnership: str
    person: str
    partner: str | None
    roles: frozenset[str]
    acting: tuple[str, ...] = ()
    language: Language = "en"
    zone: str = "UTC"
    csrf: str = ""

    @property
    def audience(self) -> Audience:
        """The audience this reader belongs to."""
        return Audience(audience_role(self.roles), self.language, self.zone)

    @property
    def may_act(self) -> bool:
        """Observers, funders and auditors look; everybody else acts."""
        return audience_role(self.roles) in ("member", "facilitator")

    @property
    def on_behalf_of(self) -> str | None:
        """The partner an act is recorded for; None when it is for themselves."""
        return None if self.partner == self.person else self.partner


def audience_role(roles: frozenset[str]) -> AudienceRole:
    """The audience of somebody with these roles; who acts as well as looks is a member first."""
    if roles & {"convener", "facilitator"}:
        return "facilitator"
    if "member" in roles:
        return "member"
    return "auditor" if "auditor" in roles else "observer"


def reader_for(
    *,
    account: str,
    person: str,
    views: Views,
    language: Language,
    zone: str,
    csrf: str,
    wanted_partner: str | None,
) -> Reader | None:
    """The reader somebody is in a partnership; None when they are not, or no longer, part of it."""
    known = views.directory.people.get(person)
    if known is None:
        return None
    acting = partners_of(person, known, views)
    held = frozenset(known.roles) if known.left is None else frozenset()
    roles = held | ({"member"} if acting else frozenset())
    if not roles:
        return None
    return Reader(
        account=account,
        partnership=views.partnership,
        person=person,
        partner=wanted_partner if wanted_partner in acting else next(iter(acting), None),
        roles=roles,
        acting=acting,
        language=language,
        zone=zone,
        csrf=csrf,
    )


def partners_of(person: str, known: Person, views: Views) -> tuple[str, ...]:
    """Whom a person may act for now: organisations that gave them a mandate, then themselves."""
    organisations = [
        partner
        for partner, mandate in known.mandates.items()
        if (mandate.until is None or mandate.until > views.at) and still_here(partner, views)
    ]
    own = [person] if known.in_own_right and still_here(person, views) else []
    return (*organisations, *own)


def still_here(partner: str, views: Views) -> bool:
    """Whether a partner holds its place."""
    seat = views.directory.partners.get(partner)
    return seat is not None and seat.left is None


def role_of(reader: Reader) -> str | None:
    """The role an act is kept with: the one that lets its bearer do most."""
    return next((role for role in ("convener", "facilitator", "member") if role in reader.roles), None)
