"""Rules about what a text should say: everybody is asked, and all is shown at the same moment."""

from datetime import timedelta
from typing import Literal, assert_never

from events.charter import IdeasInvited, IdeasRevealed, InterestDeclared
from workspace.acts import Act
from workspace.charter.commands import (
    DeclareInterest,
    InviteIdeas,
    MeaningCommand,
    RevealIdeas,
    RevealIdeasByClock,
)
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import IdeaRound, Partnership

SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=60)


def decide(command: MeaningCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about ideas for a statement."""
    match command:
        case InviteIdeas():
            return _invite(command, state, act)
        case DeclareInterest():
            return _declare(command, state, act)
        case RevealIdeas():
            return _reveal_by_hand(command, state, act)
        case RevealIdeasByClock():
            return _reveal_by_clock(command, state, act)
        case _:
            assert_never(command)


def _invite(command: InviteIdeas, state: Partnership, act: Act) -> Decided:
    if command.statement not in state.charter.statements:
        return refuse("not found", "Nobody has begun this page yet. Open it first.")
    if not leads(state, act):
        return refuse(
            "not allowed", "Only those who lead ask everybody for ideas. Ask a facilitator to do it."
        )
    if command.statement in state.charter.asking:
        return refuse("not now", "Everybody is being asked already. Write your ideas there.")
    refusal = _wrong_time(command, act)
    if refusal is not None:
        return refusal
    return (IdeasInvited(round=act.command, statement=command.statement, reveals_at=command.reveals_at),)


def _wrong_time(command: InviteIdeas, act: Act) -> Refusal | None:
    if command.reveals_at is None:
        return None
    if command.reveals_at < act.at + SOONEST:
        return refuse("not valid", "This leaves no time to write. Choose a later time.")
    if command.reveals_at > act.at + LATEST:
        return refuse("not valid", "This is more than two months away. Choose an earlier time.")
    return None


def _declare(command: DeclareInterest, state: Partnership, act: Act) -> Decided:
    asked = _still_hidden(state, command.round)
    if isinstance(asked, Refusal):
        return asked
    texts = (command.interest, command.first_idea, command.second_idea, command.third_idea)
    if texts == (None, None, None, None) and act.person not in asked.authors:
        return refuse("not valid", "Please write at least one thing.")
    declared = InterestDeclared(
        round=command.round,
        interest=command.interest,
        first_idea=command.first_idea,
        second_idea=command.second_idea,
        third_idea=command.third_idea,
    )
    return (declared,)


def _reveal_by_hand(command: RevealIdeas, state: Partnership, act: Act) -> Decided:
    asked = _still_hidden(state, command.round)
    if isinstance(asked, Refusal):
        return asked
    if not leads(state, act):
        return refuse("not allowed", "Only those who lead show the ideas. Ask a facilitator to do it.")
    if not asked.authors:
        return refuse("not now", "Nobody has written anything yet. Give people some time.")
    return (_revealed(command.round, asked, "by hand"),)


def _reveal_by_clock(command: RevealIdeasByClock, state: Partnership, act: Act) -> Decided:
    """Quiet unless the time has come and the ideas are still hidden."""
    asked = state.charter.rounds.get(command.round)
    if asked is None or asked.revealed or asked.reveals_at is None or act.at < asked.reveals_at:
        return QUIET
    return (_revealed(command.round, asked, "by the clock"),)


def _revealed(round_id: str, asked: IdeaRound, how: Literal["by hand", "by the clock"]) -> IdeasRevealed:
    return IdeasRevealed(round=round_id, how=how, authors=len(asked.authors))


def _still_hidden(state: Partnership, round_id: str) -> IdeaRound | Refusal:
    asked = state.charter.rounds.get(round_id)
    if asked is None:
        return refuse("not found", "Nobody has asked for ideas here yet.")
    if asked.revealed:
        return refuse("not now", "All ideas have been shown already. Write in the draft now.")
    return asked
