"""Rules about statements and the wordings proposed for them."""

from typing import assert_never

from events.charter import StatementOpened, WordingCorrected, WordingProposed, WordingWithdrawn
from workspace.acts import Act
from workspace.charter import drafting, meaning, suggesting, translating
from workspace.charter.commands import (
    AcceptSuggestion,
    CharterCommand,
    CheckTranslation,
    CorrectWording,
    DeclareInterest,
    DeclineSuggestion,
    EndDraftRound,
    EndDraftRoundByClock,
    InviteIdeas,
    MakeSuggestion,
    OfferTranslation,
    OpenDraft,
    OpenDraftRound,
    OpenStatement,
    ProposeDraft,
    ProposeWording,
    RevealIdeas,
    RevealIdeasByClock,
    SealDraft,
    WithdrawSuggestion,
    WithdrawWording,
)
from workspace.charter.proposing import proposed
from workspace.refusals import QUIET, Decided, refuse
from workspace.standing import leads
from workspace.state import OpenQuestion, Partnership


def decide(command: CharterCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about mission, vision, purpose or values."""
    match command:
        case OpenStatement():
            return _open(command, state, act)
        case ProposeWording():
            return _propose(command, state, act)
        case CorrectWording():
            return _correct(command, state, act)
        case WithdrawWording():
            return _withdraw(command, state, act)
        case InviteIdeas() | DeclareInterest() | RevealIdeas() | RevealIdeasByClock():
            return meaning.decide(command, state, act)
        case OpenDraft() | ProposeDraft() | SealDraft():
            return drafting.decide(command, state, act)
        case OpenDraftRound() | EndDraftRound() | EndDraftRoundByClock():
            return drafting.decide(command, state, act)
        case MakeSuggestion() | AcceptSuggestion() | DeclineSuggestion() | WithdrawSuggestion():
            return suggesting.decide(command, state, act)
        case OfferTranslation() | CheckTranslation():
            return translating.decide(command, state, act)
        case _:
            assert_never(command)


def _open(command: OpenStatement, state: Partnership, act: Act) -> Decided:
    if command.kind in state.charter.by_kind:
        return refuse("not now", "This page is open already. Propose a wording there.")
    return (StatementOpened(statement=act.command, kind=command.kind),)


def _propose(command: ProposeWording, state: Partnership, act: Act) -> Decided:
    """A vote is bound to the text it saw: a new text overtakes the open question on an earlier one."""
    if command.statement not in state.charter.statements:
        return refuse("not found", "Nobody has begun this page yet. Open it first.")
    wording = WordingProposed(
        wording=act.command,
        statement=command.statement,
        text=command.text,
        draft=None,
        draft_position=None,
        draft_root=None,
    )
    return proposed(wording, state)


def _correct(command: CorrectWording, state: Partnership, act: Act) -> Decided:
    wording = state.charter.wordings.get(command.wording)
    if wording is None:
        return refuse("not found", "This wording is not here. Choose one from the list.")
    if wording.author != act.person and not leads(state, act):
        return refuse(
            "not allowed", "Only its author or a facilitator may correct this. Propose a new wording."
        )
    if wording.status not in ("proposed", "adopted"):
        return refuse("not now", "This wording is no longer in use. Propose a new one.")
    return (WordingCorrected(wording=command.wording, text=command.text, why=command.why),)


def _withdraw(command: WithdrawWording, state: Partnership, act: Act) -> Decided:
    wording = state.charter.wordings.get(command.wording)
    if wording is None:
        return refuse("not found", "This wording is not here. Choose one from the list.")
    if wording.author != act.person:
        return refuse("not allowed", "Only its author may take this wording back.")
    if wording.status == "withdrawn":
        return QUIET
    if wording.status != "proposed":
        return refuse("not now", "Everyone agreed on this wording, so it stays. Propose a new one.")
    if _is_being_decided(state, command.wording, wording.statement):
        return refuse("not now", "People are voting on this wording. Wait until the vote is closed.")
    return (WordingWithdrawn(wording=command.wording, why=command.why),)


def _is_being_decided(state: Partnership, wording: str, statement: str) -> bool:
    decision = state.decisions.open_on.get(statement)
    if decision is None:
        return False
    question = state.decisions.questions[decision]
    return isinstance(question, OpenQuestion) and question.subject.id == wording
