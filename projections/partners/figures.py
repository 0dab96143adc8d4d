"""The view "figures": what people share for the sums, sealed as it is, and the releases.

It keeps what each person shared and when, because a release may only say what, beside every earlier
one, tells of nobody: see `projections.partners.small_numbers`. Pages show releases, and each reader
their own answers; nothing else here is ever shown.
"""

from datetime import date
from typing import assert_never, get_args

import msgspec

from events.partners import (
    AttributeKind,
    AttributesShared,
    AttributesWithdrawn,
    Figures,
    FiguresReleased,
    MandateGranted,
    MandateRevoked,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
)
from events.sealed import Personal
from events.vocabulary import Event, Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection


class Answer(msgspec.Struct, frozen=True):
    """What somebody shares from a position on; None: nothing any more."""

    position: int
    attributes: Personal | None


class Release(msgspec.Struct, frozen=True):
    """Sums at the end of a window; `people` None: withheld, and the release before stays in force."""

    window_ended: date
    people: int | None
    tables: tuple[Figures, ...]
    provenance: Provenance


class Sharing(msgspec.Struct):
    """What is shared by person, oldest first; the releases, oldest first; and who has which places."""

    answers: dict[str, list[Answer]] = {}
    releases: list[Release] = []
    places: dict[str, set[str]] = {}


PlaceEvent = PartnerJoined | PeopleAdmitted | MandateGranted | MandateRevoked | PartnerLeft
ShareEvent = AttributesShared | AttributesWithdrawn | FiguresReleased


def fold(view: Sharing, recorded: Recorded) -> Sharing:
    """The view after one more event."""
    event = recorded.event
    match event:
        case AttributesShared() | AttributesWithdrawn() | FiguresReleased():
            fold_share(view, event, provenance(recorded.header))
        case PartnerJoined() | PeopleAdmitted() | MandateGranted() | MandateRevoked() | PartnerLeft():
            fold_place(view, event, recorded.header.position)
    return view


def fold_share(view: Sharing, event: ShareEvent, since: Provenance) -> None:
    """Somebody shares or withdraws, or sums are released."""
    match event:
        case AttributesShared():
            view.answers.setdefault(event.person, []).append(Answer(since.position, event.attributes))
        case AttributesWithdrawn():
            view.answers.setdefault(event.person, []).append(Answer(since.position, None))
        case FiguresReleased():
            view.releases.append(Release(event.window_ended, event.people, event.tables, since))
        case _:
            assert_never(event)


def fold_place(view: Sharing, event: PlaceEvent, position: int) -> None:
    """A place is taken or given up; who has none any more takes theirs out."""
    match event:
        case PartnerJoined(kind="person"):
            view.places.setdefault(event.partner, set()).add(event.partner)
        case PeopleAdmitted():
            for person in event.people:
                view.places.setdefault(person, set()).add(person)
        case MandateGranted():
            view.places.setdefault(event.person, set()).add(event.partner)
        case MandateRevoked():
            free(view, [event.person], event.partner, position)
        case PartnerLeft():
            free(view, list(view.places), event.partner, position)
        case PartnerJoined():
            pass
        case _:
            assert_never(event)


def free(view: Sharing, people: list[str], partner: str, position: int) -> None:
    """These people no longer have that place."""
    for person in people:
        places = view.places.get(person, set())
        if partner not in places:
            continue
        places.discard(partner)
        told = view.answers.get(person)
        if not places and told and told[-1].attributes is not None:
            told.append(Answer(position, None))


def shared_at(view: Sharing, position: int) -> dict[str, Personal]:
    """By person, what was shared when the partnership stood at a position."""
    found: dict[str, Personal] = {}
    for person, answers in view.answers.items():
        told = [one for one in answers if one.position <= position]
        if told and told[-1].attributes is not None:
            found[person] = told[-1].attributes
    return found


def own(view: Sharing, person: str) -> Personal | None:
    """What somebody shares now."""
    answers = view.answers.get(person)
    return answers[-1].attributes if answers else None


def in_force(view: Sharing) -> Release | None:
    """The newest release that was not withheld."""
    return next((one for one in reversed(view.releases) if one.people is not None), None)


def tables_of(view: Sharing, kind: AttributeKind) -> list[tuple[int, Figures]]:
    """Every table of a kind ever released, oldest first, each with the position it was counted at."""
    found: dict[date, tuple[int, Figures]] = {}
    for release in view.releases:
        for table in release.tables:
            if table.kind == kind:
                found.setdefault(table.counted_on, (release.provenance.position, table))
    return list(found.values())


FIGURES_EVENTS: frozenset[type[Event]] = frozenset((*get_args(ShareEvent), *get_args(PlaceEvent)))
PROJECTION = Projection("figures", 1, Sharing, fold, FIGURES_EVENTS)
