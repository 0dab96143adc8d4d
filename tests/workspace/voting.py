"""A table where people vote."""

from __future__ import annotations

from typing import Any

from events.decisions import DecisionOpened
from tests.workspace.table import Table, words
from workspace.decisions.commands import CastBallot, OpenDecision


class Voting(Table):
    """A table with ana, who convenes, ben and cleo."""

    def __init__(self) -> None:
        super().__init__()
        self.admit("ben")
        self.admit("cleo")

    def put(self, who: str = "ben", **how: Any) -> str:
        """A question of its own."""
        return self.makes(who, OpenDecision(title=words(), **how))

    def electorate(self, kind: Any) -> tuple[str, ...]:
        """Who may vote if a question is put now."""
        (opened,) = self.does("ana", OpenDecision(title=words(), electorate_kind=kind))
        assert isinstance(opened, DecisionOpened)
        return opened.electorate


def no_objection(decision: str) -> CastBallot:
    """The ballot of a voter who has nothing against it."""
    return CastBallot(decision=decision, choice="no objection")
