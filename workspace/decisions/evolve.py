"""What the rules remember of decisions, ballots and objections."""

from typing import assert_never

from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionsEvent,
    DecisionSuperseded,
    ObjectionRaised,
    ObjectionResolved,
    OutcomePublished,
    Subject,
)
from events.vocabulary import Header
from workspace.state import (
    ClosedQuestion,
    Objection,
    OpenQuestion,
    Partnership,
    SupersededQuestion,
)

BallotEvent = BallotCast | BallotRecast | BallotWithdrawn | ObjectionRaised | ObjectionResolved


def evolve(state: Partnership, event: DecisionsEvent, header: Header) -> None:
    """Take one event in."""
    match event:
        case BallotCast() | BallotRecast() | BallotWithdrawn() | ObjectionRaised() | ObjectionResolved():
            _ballot(state, event)
        case DecisionOpened():
            _open(state, event, header)
        case DecisionExtended():
            _question(state, event.decision).closes_at = event.closes_at
        case DecisionClosed():
            _end(state, event.decision, ClosedQuestion())
        case DecisionSuperseded():
            _end(state, event.decision, SupersededQuestion(event.by))
        case OutcomePublished():
            pass  # Its consequences are events of their own.
        case _:
            assert_never(event)


def _question(state: Partnership, decision: str) -> OpenQuestion:
    question = state.decisions.questions[decision]
    if not isinstance(question, OpenQuestion):
        raise TypeError(f"the record changes a decision that is not open: {decision}")
    return question


def _open(state: Partnership, event: DecisionOpened, header: Header) -> None:
    state.decisions.questions[event.decision] = OpenQuestion(
        opener=header.person,
        subject=event.subject,
        method=event.method,
        electorate_kind=event.electorate_kind,
        electorate=frozenset(event.electorate),
        quorum=event.quorum,
        threshold=event.threshold,
        closes_at=event.closes_at,
    )
    matter = _matter(state, event.subject)
    if matter is not None:
        state.decisions.open_on[matter] = event.decision
    if event.subject.kind == "wording":
        _bind_versions(state, event.subject.id, event.decision)


def _bind_versions(state: Partnership, wording: str, decision: str) -> None:
    """Whoever votes on a wording votes on all its versions that are checked by then."""
    for version in state.charter.wordings[wording].versions.values():
        state.charter.translations[version].bound = decision


def _matter(state: Partnership, subject: Subject) -> str | None:
    """What at most one open decision may be about: the wording's statement, or the goal."""
    match subject.kind:
        case "wording":
            return state.charter.wordings[subject.id].statement
        case "goal":
            return subject.id
        case "question":
            return None


def _end(state: Partnership, decision: str, ended: ClosedQuestion | SupersededQuestion) -> None:
    """Electorate and ballots are let go of here: no rule asks for them any more."""
    matter = _matter(state, _question(state, decision).subject)
    if matter is not None:
        del state.decisions.open_on[matter]
    state.decisions.questions[decision] = ended


def _ballot(state: Partnership, event: BallotEvent) -> None:
    ballots = _question(state, event.decision).ballots
    objections = state.decisions.objections
    match event:
        case BallotCast() | BallotRecast():
            ballots[event.voter] = event.choice
        case BallotWithdrawn():
            del ballots[event.voter]
        case ObjectionRaised():
            ballots[event.voter] = "objection"
            objections[event.objection] = Objection(event.decision, event.voter)
        case ObjectionResolved():
            objection = objections[event.objection]
            objection.status = event.how
            del ballots[objection.voter]
        case _:
            assert_never(event)
