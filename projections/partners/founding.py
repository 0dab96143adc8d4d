"""The view "founding": what kind of thing "we" are, how it starts, who comes in when, a first quick win.

What was chosen again replaces what was chosen before; the history keeps both.
"""

from datetime import date
from typing import assert_never, get_args

import msgspec

from events.leadership import LeadershipEvent, QuickWinChosen
from events.partners import (
    Category,
    FoundingEvent,
    InclusionWavePlanned,
    KindOfWe,
    StartingApproach,
    StartingApproachChosen,
)
from events.sealed import Words
from events.vocabulary import Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection


class Approach(msgspec.Struct, frozen=True):
    """What kind of group this is, and how it starts."""

    we: KindOfWe
    approach: StartingApproach
    affected: Words | None
    why: Words | None
    provenance: Provenance


class Wave(msgspec.Struct, frozen=True):
    """Who is asked together. `by`: when they should be here."""

    number: int
    title: Words | None
    categories: tuple[Category, ...]
    by: date | None
    provenance: Provenance


class QuickWin(msgspec.Struct, frozen=True):
    """Something small to do together first."""

    title: Words
    due: date
    provenance: Provenance


class Founding(msgspec.Struct):
    """How the partnership begins. `waves` stand in the order of their numbers."""

    approach: Approach | None = None
    waves: tuple[Wave, ...] = ()
    quick_win: QuickWin | None = None


def fold(view: Founding, recorded: Recorded) -> Founding:
    """The view after one more event."""
    event, since = recorded.event, provenance(recorded.header)
    match event:
        case StartingApproachChosen():
            view.approach = Approach(event.we, event.approach, event.affected, event.why, since)
        case InclusionWavePlanned():
            planned = Wave(event.number, event.title, event.categories, event.by, since)
            others = (one for one in view.waves if one.number != event.number)
            view.waves = tuple(sorted((*others, planned), key=lambda one: one.number))
        case QuickWinChosen():
            view.quick_win = QuickWin(event.title, event.due, since)
        case _:
            assert_never(event)  # type: ignore[arg-type]  # Only these come here.
    return view


PROJECTION = Projection("founding", 1, Founding, fold, frozenset((*get_args(FoundingEvent), LeadershipEvent)))
