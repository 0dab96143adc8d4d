"""Giving more time, closing by hand or by the clock, and what follows from the count."""

from datetime import date, datetime
from typing import Literal, assert_never

from events.charter import StatementAdopted
from events.decisions import DecisionClosed, DecisionExtended, OutcomePublished
from events.goals import GoalAdopted
from events.sealed import Words
from events.vocabulary import Event
from workspace.acts import Act
from workspace.decisions.commands import CloseDecision, CloseDecisionByClock, ExtendDecision
from workspace.decisions.counting import count, outcome
from workspace.decisions.opening import closing_time
from workspace.decisions.running import in_time, may_steer, still_open
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import OpenQuestion, Partnership


def decide(
    command: ExtendDecision | CloseDecision | CloseDecisionByClock, state: Partnership, act: Act
) -> Decided:
    """Whoever opened a decision, or a facilitator, gives more time or closes it; so does the clock."""
    match command:
        case ExtendDecision():
            return _extend(command, state, act)
        case CloseDecision():
            return _close_by_hand(command, state, act)
        case CloseDecisionByClock():
            return _close_by_clock(command, state, act)
        case _:
            assert_never(command)


def _extend(command: ExtendDecision, state: Partnership, act: Act) -> Decided:
    question = in_time(state, command.decision, act.at)
    if isinstance(question, Refusal):
        return question
    refusal = may_steer(state, question, act) or closing_time(command.closes_at, act.at)
    if refusal is not None:
        return refusal
    if question.closes_at is None:
        return refuse("not now", "This vote has no closing time. Close it when everybody has been heard.")
    if command.closes_at <= question.closes_at:
        return refuse("not valid", "This gives no more time. Choose a later time to close.")
    return (DecisionExtended(decision=command.decision, closes_at=command.closes_at, why=command.why),)


def _close_by_hand(command: CloseDecision, state: Partnership, act: Act) -> Decided:
    question = still_open(state, command.decision)
    if isinstance(question, Refusal):
        return question
    refusal = may_steer(state, question, act)
    if refusal is not None:
        return refusal
    early = question.closes_at is not None and act.at < question.closes_at
    if early and command.why is None:
        return refuse("not now", "People were told a later time. Say why you close it now.")
    return _closed(command.decision, question, state, act.at, "by hand", command.why)


def _close_by_clock(command: CloseDecisionByClock, state: Partnership, act: Act) -> Decided:
    """Quiet unless the time has come: the decision may have been closed, overtaken or extended since."""
    question = state.decisions.questions.get(command.decision)
    if not isinstance(question, OpenQuestion) or question.closes_at is None or act.at < question.closes_at:
        return QUIET
    return _closed(command.decision, question, state, act.at, "by the clock", None)


def _closed(
    decision: str,
    question: OpenQuestion,
    state: Partnership,
    at: datetime,
    how: Literal["by hand", "by the clock"],
    why: Words | None,
) -> tuple[Event, ...]:
    counts = count(question)
    result = outcome(question, counts)
    return (
        DecisionClosed(decision=decision, how=how, why=why, voted=tuple(sorted(question.ballots))),
        OutcomePublished(decision=decision, outcome=result, entitled=len(question.electorate), counts=counts),
        *(_consequence(decision, question, state, at) if result == "agreed" else ()),
    )


def _consequence(
    decision: str, question: OpenQuestion, state: Partnership, at: datetime
) -> tuple[Event, ...]:
    """What an agreed question brings about by itself."""
    subject = question.subject
    match subject.kind:
        case "wording":
            statement = state.charter.wordings[subject.id].statement
            adopted = StatementAdopted(
                statement=statement, wording=subject.id, decision=decision, review_on=a_year_after(at.date())
            )
            return (adopted,)
        case "goal":
            return (GoalAdopted(goal=subject.id, decision=decision),)
        case "question":
            return ()


def a_year_after(day: date) -> date:
    """The same day next year; after 29 February, the last of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
