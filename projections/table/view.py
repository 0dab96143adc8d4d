"""The shapes of the overview and what can be asked of it."""

from datetime import date, datetime
from typing import Any, get_args

import msgspec

from events.decisions import Method, Subject
from events.partners import Category, FocalGroup, PartnerKind
from events.sealed import Words
from events.vocabulary import BY_NAME, Header, Recorded
from projections.provenance import Provenance
from projections.table.ties import Survey

PROMISE_STATES = ("offered", "done", "confirmed", "talked about", "let go")
GOAL_STATES = ("proposed", "adopted", "achieved", "dropped")


class Seat(msgspec.Struct):
    """A place at the table. For a person in their own right only the id is known here.

    `imported` people joined together and without a name; the picture shows them as one number.
    """

    kind: PartnerKind
    since: Provenance
    name: Words | None = None
    group: FocalGroup | None = None
    category: Category | None = None
    paused: bool = False
    imported: bool = False


class Question(msgspec.Struct):
    """A decision that is open."""

    title: Words
    subject: Subject
    method: Method
    since: Provenance
    closes_at: datetime | None = None
    zone: str = "UTC"


class Text(msgspec.Struct):
    """A wording of the mission as it reads now."""

    wording: str
    text: Words
    provenance: Provenance


class Mission(msgspec.Struct):
    """The mission: what was adopted, and the wordings that may replace it, oldest first."""

    adopted: Text | None = None
    adopted_at: Provenance | None = None
    review_on: date | None = None
    proposed: dict[str, Text] = {}


class Happened(msgspec.Struct):
    """A recent event, as plain values, so that a snapshot can hold any of them."""

    header: Header
    event: dict[str, Any]


class Table(msgspec.Struct):
    """What the overview shows.

    `goals` and `promises` hold a state each; see GOAL_STATES, PROMISE_STATES.

    `recent` keeps the last few acts, without single votes, apart for each kind of readers.
    """

    seats: dict[str, Seat] = {}
    mission_statement: str | None = None
    mission: Mission = msgspec.field(default_factory=Mission)
    questions: dict[str, Question] = {}
    goals: dict[str, str] = {}
    promises: dict[str, str] = {}
    surveys: dict[str, Survey] = {}
    recent: dict[str, list[Happened]] = {}


def mission(view: Table) -> Text | None:
    """The mission's text: the adopted one, else the wording proposed last; None before any."""
    if view.mission.adopted is not None:
        return view.mission.adopted
    return next(reversed(view.mission.proposed.values()), None)


def question(view: Table) -> tuple[str, Question] | None:
    """The open decision that closes next; those without a date come last, the oldest first."""
    if not view.questions:
        return None

    def order(entry: tuple[str, Question]) -> tuple[bool, float, int]:
        closes_at, since = entry[1].closes_at, entry[1].since
        return (closes_at is None, closes_at.timestamp() if closes_at else 0.0, since.position)

    return min(view.questions.items(), key=order)


def recent(view: Table, kinds: tuple[str, ...], most: int) -> list[Recorded]:
    """The last acts that readers of these kinds may read, newest first."""
    found = [one for kind in kinds for one in view.recent.get(kind, ())]
    found.sort(key=lambda one: -one.header.position)
    return [
        Recorded(one.header, msgspec.convert(one.event, BY_NAME[one.header.name].event_class))
        for one in found[:most]
    ]


def tally(states: tuple[str, ...], of: dict[str, str]) -> dict[str, int]:
    """How many there are in each state, zeros included."""
    counts = dict.fromkeys(states, 0)
    for state in of.values():
        counts[state] += 1
    return counts


def count_goals(view: Table) -> dict[str, int]:
    """Goals by state: a count, unit: goals."""
    return tally(GOAL_STATES, view.goals)


def count_promises(view: Table) -> dict[str, int]:
    """Promises by state: a count, unit: promises."""
    return tally(PROMISE_STATES, view.promises)


def count_partners(view: Table) -> dict[str, int]:
    """Seats by focal group of organisations, and `people` in their own right: a count, unit: partners."""
    counts = dict.fromkeys((*get_args(FocalGroup), "people"), 0)
    for seat in view.seats.values():
        if seat.kind == "person":
            counts["people"] += 1
        elif seat.group is not None:
            counts[seat.group] += 1
    return counts
