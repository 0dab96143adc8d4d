"""The view "charter": what the partnership says of itself, and how it came to say it."""

from datetime import UTC, date, datetime, time
from typing import Literal, assert_never, cast, get_args

import msgspec

from events.charter import (
    CharterEvent,
    DraftOpened,
    DraftSealed,
    StatementAdopted,
    StatementKind,
    StatementOpened,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.decisions import DecisionOpened
from events.sealed import Words
from events.vocabulary import Header, Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection

WordingStatus = Literal["proposed", "withdrawn", "adopted", "replaced"]

KINDS: tuple[StatementKind, ...] = ("mission", "vision", "purpose", "values")


class Correction(msgspec.Struct):
    """A slip put right: the text before and after, so that the difference can be shown."""

    before: Words
    after: Words
    why: Words
    made: Provenance


class Wording(msgspec.Struct):
    """A text proposed for a statement. `text` is how it reads now, with all corrections.

    `decisions` are those that were opened on it, `decision` the one that adopted it. `ended` says who
    withdrew it, or which adoption put another in its place.
    """

    id: str
    statement: str
    kind: StatementKind
    text: Words
    proposed: Provenance
    status: WordingStatus = "proposed"
    corrections: list[Correction] = msgspec.field(default_factory=list)
    decisions: list[str] = msgspec.field(default_factory=list)
    decision: str | None = None
    adopted: Provenance | None = None
    review_on: date | None = None
    ended: Provenance | None = None
    why_withdrawn: Words | None = None


class Statement(msgspec.Struct):
    """A mission, vision, purpose or set of values: the wording that holds, and all there were, in order."""

    id: str
    kind: StatementKind
    opened: Provenance
    wordings: list[str] = msgspec.field(default_factory=list)
    adopted: str | None = None
    earlier: list[str] = msgspec.field(default_factory=list)


class Draft(msgspec.Struct):
    """A text that is being written together. `sealed` is how far its own stream is closed."""

    id: str
    statement: str
    language: str
    opened: Provenance
    sealed: int = 0


class Charter(msgspec.Struct):
    """What the charter page shows: statements by kind, wordings and drafts by id."""

    statements: dict[str, Statement] = msgspec.field(default_factory=dict)
    wordings: dict[str, Wording] = msgspec.field(default_factory=dict)
    kinds: dict[str, StatementKind] = msgspec.field(default_factory=dict)
    drafts: dict[str, Draft] = msgspec.field(default_factory=dict)


CharterFact = CharterEvent | DecisionOpened


def fold(view: Charter, recorded: Recorded) -> Charter:
    """The view after one more event."""
    header, event = recorded.header, cast(CharterFact, recorded.event)
    match event:
        case StatementOpened():
            view.kinds[event.statement] = event.kind
            view.statements[event.kind] = Statement(event.statement, event.kind, provenance(header))
        case WordingProposed():
            propose(view, event, header)
        case WordingCorrected():
            correct(view.wordings[event.wording], event, header)
        case WordingWithdrawn():
            wording = view.wordings[event.wording]
            wording.status, wording.ended = "withdrawn", provenance(header)
            wording.why_withdrawn = event.why
        case StatementAdopted():
            adopt(view, event, header)
        case DraftOpened():
            draft = Draft(event.draft, event.statement, event.language, provenance(header))
            view.drafts[event.draft] = draft
        case DraftSealed():
            view.drafts[event.draft].sealed = event.position
        case DecisionOpened():
            if event.subject.kind == "wording" and event.subject.id in view.wordings:
                view.wordings[event.subject.id].decisions.append(event.decision)
        case _:
            assert_never(event)
    return view


def propose(view: Charter, event: WordingProposed, header: Header) -> None:
    """A new wording joins those of its statement."""
    kind = view.kinds[event.statement]
    wording = Wording(event.wording, event.statement, kind, event.text, provenance(header))
    view.wordings[event.wording] = wording
    view.statements[kind].wordings.append(event.wording)


def correct(wording: Wording, event: WordingCorrected, header: Header) -> None:
    """The text reads differently from now on; how it read before is kept beside."""
    wording.corrections.append(Correction(wording.text, event.text, event.why, provenance(header)))
    wording.text = event.text


def adopt(view: Charter, event: StatementAdopted, header: Header) -> None:
    """The wording holds from now on; the one that held before is replaced."""
    statement = view.statements[view.kinds[event.statement]]
    if statement.adopted is not None and statement.adopted != event.wording:
        before = view.wordings[statement.adopted]
        before.status, before.ended = "replaced", provenance(header)
        statement.earlier.append(before.id)
    statement.adopted = event.wording
    wording = view.wordings[event.wording]
    wording.status, wording.adopted, wording.ended = "adopted", provenance(header), None
    wording.decision, wording.review_on = event.decision, event.review_on


# --- what pages ask ------------------------------------------------------------------------------


def adopted(view: Charter, kind: StatementKind) -> Wording | None:
    """The wording that holds for that statement."""
    statement = view.statements.get(kind)
    return view.wordings[statement.adopted] if statement and statement.adopted else None


def wordings(view: Charter, kind: StatementKind) -> list[Wording]:
    """Every wording of that statement, in the order they were proposed."""
    statement = view.statements.get(kind)
    return [view.wordings[one] for one in statement.wordings] if statement else []


def under_discussion(view: Charter, kind: StatementKind) -> list[Wording]:
    """Wordings that could still become the statement, newest first."""
    return [one for one in reversed(wordings(view, kind)) if one.status == "proposed"]


def no_longer(view: Charter, kind: StatementKind) -> list[Wording]:
    """Wordings that were withdrawn or replaced, newest first."""
    return [one for one in reversed(wordings(view, kind)) if one.status in ("withdrawn", "replaced")]


def text_at(wording: Wording, position: int) -> Words:
    """How the wording read at that moment, before the corrections that came later."""
    for correction in wording.corrections:
        if correction.made.position > position:
            return correction.before
    return wording.text


def review_begins(wording: Wording) -> datetime | None:
    """From when on it is time to look again: the first moment of the review day, UTC."""
    return datetime.combine(wording.review_on, time(), UTC) if wording.review_on else None


def time_to_look_again(view: Charter, kind: StatementKind, at: datetime) -> bool:
    """Whether the review day of the wording that holds has come."""
    wording = adopted(view, kind)
    begins = review_begins(wording) if wording else None
    return begins is not None and at >= begins


def next_change(view: Charter, at: datetime) -> datetime | None:
    """The next moment after `at` at which the page reads differently without anybody acting."""
    held = [one for kind in KINDS if (one := adopted(view, kind))]
    return min((begins for one in held if (begins := review_begins(one)) and begins > at), default=None)


PROJECTION = Projection(
    "charter",
    2,
    Charter,
    fold,
    frozenset((*get_args(CharterEvent), DecisionOpened)),
    next_change,
)
