"""A page with every part of the look on it, rendered by the product's own templates; only for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from events.log.keys import KeyStore
from projections.partners import Directory, Partner, Person
from projections.provenance import Provenance
from projections.views import PROJECTIONS, Views
from web.reader import Audience, Language, Reader
from web.rendering.environment import HERE, Rendering

PARTNERSHIP = "riverside"
NOW = datetime(2026, 3, 3, 14, 2, tzinfo=UTC)
ANA, CLINIC = "ana", "clinic"
NONCE = "c2FtcGxlLW5vbmNl"


def acted(position: int, person: str = ANA, partner: str | None = CLINIC) -> Provenance:
    """Who did something in the sample, and when."""
    return Provenance(person, partner, NOW, position)


def views(keys: KeyStore, live: bool = True) -> Views:
    """A partnership of two people and one clinic."""

    def named(person: str, name: str) -> Person:
        sealed = keys.seal_personal(PARTNERSHIP, person, f"c-{person}", "display_name", name)
        return Person(1, acted(1), sealed, "en")

    name = keys.seal_words(PARTNERSHIP, ANA, "c-name", "name", "Breathe Easy Riverside", "en")
    clinic = keys.seal_words(PARTNERSHIP, ANA, "c-clinic", "name", "Riverside Clinic", "en")
    directory = Directory(
        name=name,
        made_up=True,
        people={ANA: named(ANA, "Ana Ruiz"), "tom": named("tom", "Tom Okafor")},
        partners={CLINIC: Partner("organisation", acted(2), clinic, "stakeholders")},
    )
    folded: dict[str, Any] = {name: one.empty() for name, one in PROJECTIONS.items()}
    return Views(PARTNERSHIP, 1204, NOW, live, **{**folded, "directory": directory})


def reader(language: Language = "en") -> Reader:
    """Ana, who may act for herself and for the clinic."""
    return Reader(
        account="a1",
        partnership=PARTNERSHIP,
        person=ANA,
        partner=CLINIC,
        roles=frozenset({"member"}),
        acting=(ANA, CLINIC),
        language=language,
        zone="America/Chicago",
        csrf="token",
    )


class Samples(Rendering):
    """The product's rendering, which finds the sample's template as well."""

    def __init__(self, keys: KeyStore) -> None:
        super().__init__(keys, cast(Path, [HERE / "templates", Path(__file__).parent]))

    def show(self, template: str, language: Language = "en", live: bool = True, **more: Any) -> str:
        """A whole page, as the reader of the sample gets it."""
        shown = views(self.keys, live)
        someone = reader(language)
        context = {
            **self.shared(shown, Audience("member", language, "America/Chicago")),
            "reader": someone,
            "page": "goals",
            "item": None,
            "nonce": NONCE,
            "path": f"/p/{PARTNERSHIP}/goals",
            "problem": None,
            "personal": live,
            "acted": acted,
            **more,
        }
        return self.page(template, language, context)


MISSION = (
    "Everybody in Riverside breathes clean air, and those who find it hard to breathe decide with us "
    "how we get there."
)
NAMES = (
    ("Ana Ruiz", "patients", "person"),
    ("Tom Okafor", "patients", "person"),
    ("Lucía Fernández", "patients", "person"),
    ("Caregivers’ Circle of Marion County", "patients", "organisation"),
    ("Riverside Clinic", "stakeholders", "organisation"),
    ("Hoosier Health Plan", "stakeholders", "organisation"),
    ("County Health Department", "stakeholders", "organisation"),
    ("School of Public Health", "researchers", "organisation"),
    ("Dr Wen Li", "researchers", "person"),
    ("Smokefree Neighborhoods Coalition of Central Indiana", "stakeholders", "organisation"),
    ("Grace Adeyemi", None, "person"),
    ("YMCA", "stakeholders", "organisation"),
    ("Centro Latino", "stakeholders", "organisation"),
    ("Pulmonary Research Group", "researchers", "organisation"),
    ("Minority Health Alliance", "stakeholders", "organisation"),
)


def seats(count: int) -> list[dict[str, Any]]:
    """So many seats; beyond the named ones they are numbered."""
    made = [
        {"id": f"s{n}", "name": name, "group": group, "kind": kind, "href": f"/p/riverside/directory#s{n}"}
        for n, (name, group, kind) in enumerate(NAMES)
    ]
    made += [
        {"id": f"n{n}", "name": f"Partner {n}", "group": NAMES[n % len(NAMES)][1], "kind": "organisation"}
        for n in range(count)
    ]
    return made[:count]
