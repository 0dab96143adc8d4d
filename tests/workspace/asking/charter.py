"""What people might ask about charter."""

from __future__ import annotations

from typing import get_args

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


MAKERS: list[tuple[Maker, int]] = [
    (open_statement, 2),
    (propose_wording, 5),
    (correct_wording, 3),
    (withdraw_wording, 3),
]
