"""What the templates of decisions are given: the same for page, push and replay."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from events.charter import StatementAdopted, TranslationChecked, WordingCorrected
from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionSuperseded,
    ObjectionRaised,
    ObjectionResolved,
    OutcomePublished,
)
from events.goals import GoalAdopted
from events.partners import PartnerJoined, PartnerLeft, PeopleAdmitted, RoleGranted, RoleRevoked
from events.vocabulary import Recorded
from projections import charter, decisions
from projections.charter import Correction, Wording
from projections.decisions import Decision, Objection, State, Tally, Voice
from projections.goals import Goal
from projections.views import Views
from web.languages import Spoken, spoken_in_vote
from web.live.fragment import EVERY
from web.pages.differences import differences
from web.reader import Audience

PAST_SHOWN = 20
"""How many past decisions stand on the first page; the others are one touch away."""


COMING_AND_GOING = (PartnerJoined, PartnerLeft, PeopleAdmitted, RoleGranted, RoleRevoked)
BESIDE = (WordingCorrected, TranslationChecked, *COMING_AND_GOING)
"""What names no decision, but shows on the page of one: a slip put right, a translation that came too late,
who came and went since."""


class Line(NamedTuple):
    """A decision in a list."""

    decision: Decision
    state: State
    tally: Tally


class Put(NamedTuple):
    """What exactly was asked: a wording with its text at the opening, a goal, or the title alone.

    `spoken` is the wording in all the languages that it is about, `by` the text that took its place.
    """

    wording: Wording | None = None
    text: Any = None
    corrections: list[Correction] | None = None
    goal: Goal | None = None
    spoken: Spoken | None = None
    by: Wording | None = None


class Answer(NamedTuple):
    """One choice, and who gave it in the order they answered."""

    choice: str
    voices: list[Voice]


def line(views: Views, audience: Audience, decision: Decision) -> Line:
    """A decision with its state by the days of the audience."""
    state = decisions.state(decision, views.at, audience.zone)
    return Line(decision, state, decisions.tally(decision))


def list_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """The list of decisions: what is open first, then what is over. `item` "all": however long."""
    past = decisions.past_decisions(views.decisions)
    shown = past if item == "all" else past[:PAST_SHOWN]
    return {
        "open_lines": [line(views, audience, one) for one in decisions.open_decisions(views.decisions)],
        "past_lines": [line(views, audience, one) for one in shown],
        "more_past": len(past) - len(shown),
    }


def decision_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """Everything shared on the page of one decision; None when there is none of that id."""
    decision = views.decisions.decisions.get(item or "")
    if decision is None:
        return None
    found = objections(views, decision)
    return {
        "decision": decision,
        "state": decisions.state(decision, views.at, audience.zone),
        "tally": decisions.tally(decision),
        "changes": decisions.electorate_changes(views.decisions, decision),
        "put": put(views, audience, decision),
        "answers": answers(decision),
        "objections": found,
        "insider": audience.role != "observer",
        "votable": votable(decision, views.at),
        # A personal part is fetched anew when these words differ: an answered objection asks its voter again.
        "my_vote_state": "-".join(one.id for one in found if one.state != "open"),
        "steering_state": f"{len(decision.extensions)}",
        "compare": differences,
    }


def objections_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """The objections of one decision; observers see none."""
    return None if audience.role == "observer" else decision_context(views, audience, item)


def put(views: Views, audience: Audience, decision: Decision) -> Put:
    """The question as people saw it when it was opened, and what was put right in the text since."""
    match decision.subject.kind:
        case "wording":
            return put_wording(views, audience, decision)
        case "goal":
            return Put(goal=views.goals.goals.get(decision.subject.id))
        case _:
            return Put()


def put_wording(views: Views, audience: Audience, decision: Decision) -> Put:
    """A wording as it read at that moment, in each language that it had then."""
    wording = views.charter.wordings.get(decision.subject.id)
    if wording is None:
        return Put()
    opened = decision.opened.position
    later = [one for one in wording.corrections if one.made.position > opened]
    by = views.charter.wordings.get(decision.superseded.by) if decision.superseded else None
    spoken = spoken_in_vote(audience, wording, decision)
    return Put(wording, charter.text_at(wording, opened), later, spoken=spoken, by=by)


def answers(decision: Decision) -> list[Answer]:
    """Each choice that somebody made, with who made it."""
    voices = sorted(decision.voices.values(), key=lambda voice: voice.latest.position)
    return [
        Answer(choice, [voice for voice in voices if voice.choice == choice]) for choice in decision.counts
    ]


def objections(views: Views, decision: Decision) -> list[Objection]:
    """All objections, those without an answer first."""
    found = [views.decisions.objections[one] for one in decision.objections]
    return sorted(found, key=lambda one: (one.state != "open", one.raised.position))


def votable(decision: Decision, at: datetime) -> bool:
    """Whether it is open and its time is not over."""
    return decision.is_open and (decision.closes_at is None or at < decision.closes_at)


def touched(recorded: Recorded) -> Iterable[str]:
    """The decision that an event is about."""
    match recorded.event:
        case (
            BallotCast(decision=decision)
            | BallotRecast(decision=decision)
            | BallotWithdrawn(decision=decision)
            | ObjectionRaised(decision=decision)
            | ObjectionResolved(decision=decision)
        ):
            return (decision,)
        case _:
            return touched_life(recorded)


def touched_life(recorded: Recorded) -> Iterable[str]:
    """The decision that begins, goes on, ends or has a consequence with an event."""
    match recorded.event:
        case (
            DecisionOpened(decision=decision)
            | DecisionExtended(decision=decision)
            | DecisionClosed(decision=decision)
            | OutcomePublished(decision=decision)
            | DecisionSuperseded(decision=decision)
            | StatementAdopted(decision=decision)
        ):
            return (decision,)
        case GoalAdopted(decision=str() as decision):
            return (decision,)
        case _ if isinstance(recorded.event, BESIDE):
            return (EVERY,)
        case _:
            return ()


def touched_objections(recorded: Recorded) -> Iterable[str]:
    """The decision whose objections an event changes; its end changes how they are called."""
    match recorded.event:
        case ObjectionRaised(decision=decision) | ObjectionResolved(decision=decision):
            return (decision,)
        case _:
            return touched_life(recorded)


def list_touched(recorded: Recorded) -> Iterable[None]:
    """The list as a whole, whenever a decision changes."""
    return (None,) if any(item != EVERY for item in touched(recorded)) else ()
