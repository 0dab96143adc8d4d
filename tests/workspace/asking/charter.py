"""What people might ask about charter."""

from __future__ import annotations

from typing import get_args

import msgspec

from events.charter import StatementKind
from tests.workspace.asking.someone import Asking, Maker
from workspace.charter import commands
from workspace.commands import Command


def open_statement(a: Asking) -> Command:
    return commands.OpenStatement(kind=a.one(get_args(StatementKind)))


def propose_wording(a: Asking) -> Command:
    return commands.ProposeWording(statement=a.an_id(a.state.charter.statements), text=a.words("text"))


def correct_wording(a: Asking) -> Command:
    return commands.CorrectWording(
        wording=a.an_id(a.state.charter.wordings), text=a.words("text"), why=a.words("why")
    )


def withdraw_wording(a: Asking) -> Command:
    return commands.WithdrawWording(wording=a.an_id(a.state.charter.wordings), why=a.perhaps("why"))


def open_draft(a: Asking) -> Command:
    return commands.OpenDraft(statement=a.an_id(a.state.charter.statements), language=a.one(("en", "es")))


def propose_draft(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, counted=True)
    position, root = a.chance.randrange(5), "0" * 64
    draft = a.an_id(a.state.charter.drafts)
    return commands.ProposeDraft(draft=draft, text=a.words("text"), position=position, root=root)


def seal_draft(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, clock=True)
    draft = a.an_id(a.state.charter.drafts)
    return commands.SealDraft(draft=draft, position=a.chance.randrange(9), root="0" * 64)


MAKERS: list[tuple[Maker, int]] = [
    (open_statement, 2),
    (propose_wording, 5),
    (correct_wording, 3),
    (withdraw_wording, 3),
    (open_draft, 1),
    (propose_draft, 1),
    (seal_draft, 1),
]
