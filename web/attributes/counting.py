"""Counting what is shared now, table by table, beside every table that was released before."""

from datetime import date
from typing import NamedTuple

from events.log.keys import KeyStore
from events.partners import AttributeKind, Figures
from events.partners.attributes import VALUES
from events.sealed import Personal
from projections.partners import acts_for
from projections.partners.figures import Sharing, shared_at, tables_of
from projections.partners.small_numbers import Answers, counted, may_follow, placed, shown_cells
from projections.views import Views
from web.attributes.answers import opened

Opened = dict[str, dict[AttributeKind, str] | None]
"""By person, what they shared at some position; None where it can no longer be read."""


class Counted(NamedTuple):
    """The tables to release: among so many people; a table that may not be counted anew is the old one."""

    people: int
    tables: tuple[Figures, ...]


class Then(NamedTuple):
    """An earlier table of one kind, and what was shared when it was counted."""

    table: Figures
    answers: Answers
    lost: set[str]


class Opening:
    """Opens what was shared at a position, each answer once."""

    def __init__(self, view: Sharing, keys: KeyStore, partnership: str) -> None:
        self.view, self.keys, self.partnership = view, keys, partnership
        self._answers: dict[str, dict[AttributeKind, str] | None] = {}
        self._at: dict[int, Opened] = {}

    def at(self, position: int) -> Opened:
        """What was shared at a position. Raises CannotBeOpened when the key store is away."""
        if position not in self._at:
            shared = shared_at(self.view, position)
            self._at[position] = {person: self._open(sealed) for person, sealed in shared.items()}
        return self._at[position]

    def _open(self, sealed: Personal) -> dict[AttributeKind, str] | None:
        if sealed.ref not in self._answers:
            self._answers[sealed.ref] = opened(self.keys, self.partnership, sealed)
        return self._answers[sealed.ref]


def count(views: Views, keys: KeyStore, day: date) -> Counted:
    """What a release of today says. Raises CannotBeOpened when the key store is away."""
    opening = Opening(views.figures, keys, views.partnership)
    here = opening.at(views.position)
    people = len(at_the_table(views) | {person for person, answers in here.items() if answers is not None})
    tables = (count_kind(views.figures, opening, kind, here, people, day) for kind in VALUES)
    return Counted(people, tuple(table for table in tables if table is not None))


def at_the_table(views: Views) -> set[str]:
    """Everybody who acts for some partner; people under a number, from an import, cannot share."""
    known = views.directory
    return {
        person
        for person, one in known.people.items()
        if one.display_name is not None and acts_for(known, person, views.at)
    }


def count_kind(
    view: Sharing, opening: Opening, kind: AttributeKind, here: Opened, people: int, day: date
) -> Figures | None:
    """The table of one kind: counted anew where that is safe, else as it was; None where there is none."""
    answers = of_kind(kind, here)
    anew = counted(kind, answers, people, day)
    earlier = [
        Then(table, of_kind(kind, opening.at(position)), lost(opening.at(position)))
        for position, table in tables_of(view, kind)
    ]
    if not earlier:
        return anew if shown_cells(anew) else None
    last = earlier[-1]
    if placed(last.table, last.answers) == placed(anew, answers):
        return last.table  # Nothing moved: as if it may not be counted anew, so that nobody can tell which.
    safe = all(may_follow(then.table, then.answers, anew, answers, then.lost) for then in earlier)
    return anew if safe else last.table


def of_kind(kind: AttributeKind, shared: Opened) -> dict[str, str]:
    """The readable answers of one kind by person."""
    return {person: answers[kind] for person, answers in shared.items() if answers and kind in answers}


def lost(shared: Opened) -> set[str]:
    """The people whose answers can no longer be read."""
    return {person for person, answers in shared.items() if answers is None}
