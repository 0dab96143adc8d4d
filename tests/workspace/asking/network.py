"""What people might ask about network."""

from __future__ import annotations

from typing import get_args

from events.network import Tie, TieKind
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.network import commands


def record_ties(a: Asking) -> Command:
    seated = list(a.state.partners.partners)
    ties = tuple(
        Tie(a.one(seated), a.one(seated), a.chance.randrange(1, 5)) for _ in range(a.chance.randrange(4))
    )
    return commands.RecordTies(kind=a.one(get_args(TieKind)), source="a survey", ties=ties)


MAKERS: list[tuple[Maker, int]] = [
    (record_ties, 3),
]
