"""Rules about texts that are written together."""

from typing import assert_never

from events.charter import DraftOpened, DraftSealed, WordingProposed
from workspace.acts import Act
from workspace.charter.commands import OpenDraft, ProposeDraft, SealDraft
from workspace.charter.proposing import proposed
from workspace.refusals import QUIET, Decided, refuse
from workspace.state import Partnership


def decide(command: OpenDraft | ProposeDraft | SealDraft, state: Partnership, act: Act) -> Decided:
    """Anybody at the table may begin a draft and propose what it says."""
    match command:
        case OpenDraft():
            return _open(command, state, act)
        case ProposeDraft():
            return _propose(command, state, act)
        case SealDraft():
            return _seal(command, state)
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
    return (DraftSealed(draft=command.draft, position=command.position, root=command.root),)
