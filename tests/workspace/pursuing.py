"""A table with a goal on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from events.goals import (
    Smart,
)
from tests.workspace.table import Table, words
from workspace.goals.commands import (
    AchieveGoal,
    AdoptGoal,
    DefineObjective,
    DropGoal,
    ProposeGoal,
)

SMART = Smart(specific=words(), measurable=words(), achievable=words(), relevant=words(), time_bound=words())
IN_JUNE = date(2026, 6, 1)


class Goals(Table):
    """A table with ben, cleo, a facilitator (fay) and a goal that ben proposed."""

    def __init__(self) -> None:
        super().__init__()
        self.admit("ben")
        self.admit("cleo")
        self.admit("fay", role="facilitator")
        self.goal = self.proposed()

    def proposed(self) -> str:
        """One more goal."""
        return self.makes("ben", ProposeGoal(title=words()))

    def in_state(self, state: str) -> str:
        """The goal, brought to a state."""
        if state in ("adopted", "achieved"):
            self.does("ana", AdoptGoal(goal=self.goal))
        if state == "achieved":
            self.does("ana", AchieveGoal(goal=self.goal))
        if state == "dropped":
            self.does("ana", DropGoal(goal=self.goal, why=words()))
        return self.goal

    def objective(self, baseline: int = 0, target: int = 10, owner: str = "ben") -> str:
        """A step to the goal, which is adopted."""
        if self.state.goals.goals[self.goal].status == "proposed":
            self.in_state("adopted")
        return self.makes("cleo", self.step(baseline=Decimal(baseline), target=Decimal(target), owner=owner))

    def step(self, **given: Any) -> DefineObjective:
        """The command for a step to the goal."""
        usual = {"baseline": Decimal(0), "target": Decimal(10), "owner": "ben", "due": IN_JUNE}
        fields = {"goal": self.goal, "title": words(), "smart": SMART, "unit": words(), **usual, **given}
        return DefineObjective(**fields)
