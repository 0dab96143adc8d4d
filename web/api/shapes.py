"""What every answer is made of: texts, people, partners and acts, as one reader may see them."""

from datetime import datetime
from typing import Literal

import msgspec
from markupsafe import Markup

from events.log.keys import Unreadable
from events.partners import PartnerKind
from events.sealed import Words
from projections.provenance import Provenance
from web.rendering.naming import CLOCK, Naming


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an answer. Everything in it was put there on purpose; nothing is passed through."""


class Text(Shape, frozen=True, kw_only=True, omit_defaults=True):
    """Something a person wrote, in its own language. `unreadable` says why where it cannot be read."""

    text: str | None
    language: str
    unreadable: Literal["taken back", "erased", "no key store", "altered"] | None = None


class PersonNamed(Shape, frozen=True, kw_only=True):
    """A person: their name for members, a pseudonym for auditors; observers see neither name nor id."""

    id: str | None
    name: str


class PartnerNamed(Shape, frozen=True, kw_only=True):
    """A partner: an organisation, or a person in their own right."""

    id: str | None
    kind: PartnerKind
    name: str


class Acted(Shape, frozen=True, kw_only=True):
    """Whose act it was, for whom, when, and at which moment of the partnership."""

    person: PersonNamed | None
    partner: PartnerNamed | None
    when: datetime
    position: int


class Teller:
    """Turns what views hold into shapes, for one reader."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.observer = naming.audience.role == "observer"

    def words(self, sealed: Words) -> Text:
        """A text that somebody wrote."""
        opened = self.naming.keys.open(self.naming.views.partnership, sealed)
        if isinstance(opened, Unreadable):
            return Text(text=None, language=sealed.lang, unreadable=opened.why)
        return Text(text=opened, language=sealed.lang)

    def maybe(self, sealed: Words | None) -> Text | None:
        """A text, where there is one."""
        return None if sealed is None else self.words(sealed)

    def person(self, person: str) -> PersonNamed:
        """A person."""
        hidden = self.observer or person == CLOCK
        return PersonNamed(id=None if hidden else person, name=plain(self.naming.person(person)))

    def partner(self, partner: str) -> PartnerNamed:
        """A partner."""
        known = self.naming.views.directory.partners.get(partner)
        kind: PartnerKind = "person" if known is None else known.kind
        hidden = self.observer and kind == "person"
        name = plain(self.naming.partner(partner))
        return PartnerNamed(id=None if hidden else partner, kind=kind, name=name)

    def act(self, act: Provenance) -> Acted:
        """Whose act it was. Observers see the organisation, and of people that it was one."""
        on_behalf_of = act.on_behalf_of
        return Acted(
            person=None if self.observer and on_behalf_of else self.person(act.person),
            partner=None if on_behalf_of is None else self.partner(on_behalf_of),
            when=act.when,
            position=act.position,
        )

    def maybe_act(self, act: Provenance | None) -> Acted | None:
        """An act, where there was one."""
        return None if act is None else self.act(act)


def plain(name: Markup) -> str:
    """A name as it reads, without the marks of a page."""
    return str(name.striptags())
