"""Goals, objectives, and what comes first."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from events.goals import GoalVote


class Goal(msgspec.Struct):
    """A goal and each person's present vote on it."""

    proposer: str
    status: Literal["proposed", "adopted", "dropped", "achieved"] = "proposed"
    votes: dict[str, GoalVote] = {}


class Objective(msgspec.Struct):
    """A measurable step to a goal."""

    goal: str
    owner: str
    baseline: Decimal
    target: Decimal
    due: date
    status: Literal["running", "achieved"] = "running"


class Goals(msgspec.Struct):
    """Goals, objectives, and each person's list of what comes first."""

    goals: dict[str, Goal] = {}
    objectives: dict[str, Objective] = {}
    rankings: dict[str, tuple[str, ...]] = {}
