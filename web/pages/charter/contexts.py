"""What the templates of statements and wordings are given: the same for page, push and replay."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Literal, NamedTuple

from events.charter import (
    DraftOpened,
    IdeasInvited,
    StatementAdopted,
    StatementKind,
    StatementOpened,
    TranslationChecked,
    TranslationOffered,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.conversation import InputAnswered, RemarkMade
from events.decisions import (
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionSuperseded,
    OutcomePublished,
)
from events.vocabulary import Recorded
from projections import charter, conversation, decisions
from projections.charter import KINDS, Draft, Statement, Wording
from projections.decisions import Decision, State
from projections.views import Views
from web.languages import languages_context
from web.pages.differences import differences
from web.reader import Audience

Busy = Literal["", "voted on", "another voted on"]
"""Whether a decision is open on a wording, or on another one of the same statement."""


class Line(NamedTuple):
    """A decision on a wording, with its state."""

    decision: Decision
    state: State


class Discussed(NamedTuple):
    """A wording under discussion.

    `lines` are the decisions on it, `other` is the wording to compare it with: the one that holds, else
    the one proposed before.
    """

    wording: Wording
    lines: list[Line]
    busy: Busy
    other: str | None


class Part(NamedTuple):
    """One of the four statements. `open_line`: the decision that a new text would end."""

    kind: StatementKind
    statement: Statement | None
    adopted: Wording | None
    look_again: bool
    discussed: list[Discussed]
    ended: list[Wording]
    open_line: Line | None
    drafts: list[Draft]


def parts_context(views: Views, audience: Audience) -> dict[str, Any]:
    """All four statements."""
    parts = {kind: part(views, audience, kind) for kind in KINDS}
    shown = {"parts": parts, "compare": differences, "insider": audience.role != "observer"}
    return shown | {"talk": talk_of(views)} | languages_context(views, audience, *KINDS)


def talk_of(views: Views) -> Callable[[str], conversation.Talk]:
    """How much was said about each wording."""
    return partial(conversation.talk, views.conversation)


def statement_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """The wording that holds for one statement; `item` is its kind."""
    if item not in KINDS:
        return None
    spoken = languages_context(views, audience, item)
    shown = {"part": part(views, audience, item), "compare": differences, "talk": talk_of(views)}
    return shown | spoken


def wording_list_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """The wordings of one statement; observers see what is agreed only."""
    return None if audience.role == "observer" else statement_context(views, audience, item)


def part(views: Views, audience: Audience, kind: StatementKind) -> Part:
    """What one statement shows."""
    discussed = [discussed_one(views, audience, one) for one in charter.under_discussion(views.charter, kind)]
    open_lines = (line for one in discussed for line in one.lines if line.decision.is_open)
    return Part(
        kind,
        views.charter.statements.get(kind),
        charter.adopted(views.charter, kind),
        charter.time_to_look_again(views.charter, kind, views.at),
        discussed,
        charter.no_longer(views.charter, kind),
        next(open_lines, None),
        [one for one in views.charter.drafts.values() if views.charter.kinds[one.statement] == kind],
    )


def discussed_one(views: Views, audience: Audience, wording: Wording) -> Discussed:
    """A wording under discussion with its decisions."""
    found = [views.decisions.decisions[one] for one in wording.decisions]
    lines = [Line(one, decisions.state(one, views.at, audience.zone)) for one in found]
    return Discussed(wording, lines, busy(views, wording), compared_with(views, wording))


def busy(views: Views, wording: Wording) -> Busy:
    """What is being voted on now; a statement has one open decision at a time."""
    subjects = {one.subject.id for one in decisions.open_decisions(views.decisions)}
    if wording.id in subjects:
        return "voted on"
    others = views.charter.statements[wording.kind].wordings
    return "" if subjects.isdisjoint(others) else "another voted on"


def compared_with(views: Views, wording: Wording) -> str | None:
    """The wording to show differences from: the one that holds, else the one proposed before."""
    statement = views.charter.statements[wording.kind]
    if statement.adopted:
        return statement.adopted
    place = statement.wordings.index(wording.id)
    return statement.wordings[place - 1] if place else None


def touched(recorded: Recorded) -> Iterable[str]:
    """The kinds that an event may concern: an event names a wording, and only views know its kind."""
    match recorded.event:
        case StatementOpened(kind=kind):
            return (kind,)
        case WordingProposed() | WordingCorrected() | WordingWithdrawn() | StatementAdopted() | DraftOpened():
            return KINDS
        case IdeasInvited() | TranslationOffered() | TranslationChecked() | RemarkMade() | InputAnswered():
            return KINDS
        case DecisionOpened(subject=subject):
            return KINDS if subject.kind == "wording" else ()
        case DecisionExtended() | DecisionClosed() | OutcomePublished() | DecisionSuperseded():
            return KINDS
        case _:
            return ()
