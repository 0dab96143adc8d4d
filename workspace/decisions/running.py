"""What holds for everything that is done to a question while it is open."""

from datetime import datetime
from typing import assert_never

from workspace.acts import Act
from workspace.refusals import Refusal, refuse
from workspace.standing import leads, speaks_for
from workspace.state import ClosedQuestion, OpenQuestion, Partnership, SupersededQuestion


def still_open(state: Partnership, decision: str) -> OpenQuestion | Refusal:
    """The question, if it has been neither closed nor overtaken."""
    question = state.decisions.questions.get(decision)
    match question:
        case None:
            return refuse("not found", "This decision is not here. Choose one from the list.")
        case OpenQuestion():
            return question
        case ClosedQuestion():
            return refuse("not now", "This vote is closed. You can see what came of it.")
        case SupersededQuestion():
            return refuse("not now", "A new text has replaced this one. Look at the new wording.")
        case _:
            assert_never(question)


def in_time(state: Partnership, decision: str, at: datetime) -> OpenQuestion | Refusal:
    """The open question, if its closing time has not passed either: the clock may be a moment late."""
    question = still_open(state, decision)
    if isinstance(question, OpenQuestion) and question.closes_at is not None and at >= question.closes_at:
        return refuse("not now", "The time to vote is over. The count follows in a moment.")
    return question


def voter(state: Partnership, question: OpenQuestion, act: Act) -> str | Refusal:
    """Under which id the actor votes; a refusal says why they may not."""
    if question.electorate_kind == "members":
        if act.person in question.electorate:
            return act.person
        return refuse("not allowed", "Only people who were members when this vote was opened may vote here.")
    partner = speaks_for(act)
    if partner in question.electorate:
        return partner
    if not question.electorate.isdisjoint(state.partners.members[act.person].places):
        return refuse(
            "not allowed", "Another place that you speak for may vote here. Choose that one, then vote again."
        )
    return refuse(
        "not allowed", "Only partners who were at the table when this vote was opened may vote here."
    )


def may_steer(state: Partnership, question: OpenQuestion, act: Act) -> Refusal | None:
    """None for whoever opened the question, a convener or a facilitator."""
    if question.opener == act.person or leads(state, act):
        return None
    return refuse("not allowed", "Only the person who opened this, or a facilitator, may do this.")
