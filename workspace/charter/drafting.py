"""Rules about texts that are written together."""

from datetime import timedelta
from typing import assert_never

from events.charter import (
    ROUNDS,
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    DraftSealed,
    WordingProposed,
)
from workspace.acts import Act
from workspace.charter.commands import (
    DraftingCommand,
    EndDraftRound,
    EndDraftRoundByClock,
    OpenDraft,
    OpenDraftRound,
    ProposeDraft,
    SealDraft,
)
from workspace.charter.proposing import proposed
from workspace.refusals import QUIET, Decided, refuse
from workspace.standing import leads
from workspace.state import Partnership


def decide(command: DraftingCommand, state: Partnership, act: Act) -> Decided:
    """Anybody at the table may begin a draft and propose what it says; those who lead keep the time."""
    match command:
        case OpenDraft():
            return _open(command, state, act)
        case ProposeDraft():
            return _propose(command, state, act)
        case SealDraft():
            return _seal(command, state)
        case OpenDraftRound():
            return _open_round(command, state, act)
        case EndDraftRound():
            return _end_round(command, state, act)
        case EndDraftRoundByClock():
            return _end_round_by_clock(command, state, act)
        case _:
            assert_never(command)


def _open(command: OpenDraft, state: Partnership, act: Act) -> Decided:
    if command.statement not in state.charter.statements:
        return refuse("not found", "Nobody has begun this page yet. Open it first.")
    wanted = (command.statement, command.language)
    if wanted in {(one.statement, one.language) for one in state.charter.drafts.values()}:
        return refuse("not now", "This draft is open already. Write there.")
    return (DraftOpened(draft=act.command, statement=command.statement, language=command.language),)


def _propose(command: ProposeDraft, state: Partnership, act: Act) -> Decided:
    draft = state.charter.drafts.get(command.draft)
    if draft is None:
        return refuse("not found", "There is no such draft. Open it first.")
    if command.position < 1:
        return refuse("not now", "Nobody has written anything yet. Write first, then propose it.")
    wording = WordingProposed(
        wording=act.command,
        statement=draft.statement,
        text=command.text,
        draft=command.draft,
        draft_position=command.position,
        draft_root=command.root,
    )
    return proposed(wording, state)


def _seal(command: SealDraft, state: Partnership) -> Decided:
    """Closing only goes forward; what is closed already stays quiet."""
    draft = state.charter.drafts.get(command.draft)
    if draft is None:
        return refuse("not found", "There is no such draft. Open it first.")
    if command.position <= draft.sealed:
        return QUIET
    return (
        DraftSealed(
            draft=command.draft, letters=command.letters, position=command.position, root=command.root
        ),
    )


def _open_round(command: OpenDraftRound, state: Partnership, act: Act) -> Decided:
    draft = state.charter.drafts.get(command.draft)
    if draft is None:
        return refuse("not found", "There is no such draft. Open it first.")
    if not leads(state, act):
        return refuse("not allowed", "Only those who lead keep the time. Ask a facilitator to do it.")
    over: tuple[DraftRoundEnded, ...] = ()
    if draft.ends_at is not None:
        if act.at < draft.ends_at:
            return refuse("not now", "A round is running already. Write with the others.")
        # The clock is late; it finds nothing left to do.
        over = (DraftRoundEnded(draft=command.draft, round=draft.rounds, how="by the clock"),)
    if draft.rounds == ROUNDS:
        return refuse(
            "not now", "Both rounds are over. Propose the text as it stands, or go on without a clock."
        )
    ends_at = act.at + timedelta(minutes=command.minutes)
    return (*over, DraftRoundOpened(draft=command.draft, round=draft.rounds + 1, ends_at=ends_at))


def _end_round(command: EndDraftRound, state: Partnership, act: Act) -> Decided:
    draft = state.charter.drafts.get(command.draft)
    if draft is None:
        return refuse("not found", "There is no such draft. Open it first.")
    if not leads(state, act):
        return refuse("not allowed", "Only those who lead keep the time. Ask a facilitator to do it.")
    if draft.ends_at is None:
        return QUIET
    return (DraftRoundEnded(draft=command.draft, round=draft.rounds, how="by hand"),)


def _end_round_by_clock(command: EndDraftRoundByClock, state: Partnership, act: Act) -> Decided:
    """Quiet unless the round that runs now is over."""
    draft = state.charter.drafts.get(command.draft)
    if draft is None or draft.ends_at is None or act.at < draft.ends_at:
        return QUIET
    return (DraftRoundEnded(draft=command.draft, round=draft.rounds, how="by the clock"),)
