"""What can be asked about goals."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec

from events.goals import GoalVote, Horizon, Smart
from events.sealed import Words
from workspace.commands import Between, Command, Id, Limit, Reason, Title

FIGURES = Between(Decimal(-1_000_000_000), Decimal(1_000_000_000))
Figure = Annotated[Decimal, FIGURES]
UnitName = Annotated[Words, Limit(40)]


class ProposeGoal(Command, frozen=True, kw_only=True):
    """Propose a goal. Its id is the command's."""

    title: Annotated[Words, Limit(1_000)]
    why: Reason | None = None
    horizon: Horizon | None = None


class VoteOnGoal(Command, frozen=True, kw_only=True):
    """Support it, not sure, or against: the same again stays quiet, another replaces it."""

    goal: Id
    vote: GoalVote


class RankGoals(Command, frozen=True, kw_only=True):
    """Name at most five goals that come first, most important first; an empty list takes it back."""

    goals: Annotated[tuple[Id, ...], msgspec.Meta(max_length=5)]


class AdoptGoal(Command, frozen=True, kw_only=True):
    """A convener or facilitator notes that the partnership takes the goal on."""

    goal: Id


class DropGoal(Command, frozen=True, kw_only=True):
    """Its proposer, or a facilitator, lets a goal go, with the reason."""

    goal: Id
    why: Reason


class DefineObjective(Command, frozen=True, kw_only=True):
    """A measurable step to an adopted goal, each letter of SMART answered. Its id is the command's."""

    goal: Id
    title: Title
    smart: Smart
    baseline: Figure
    target: Figure
    unit: UnitName
    owner: Id
    due: date


class ReviseObjective(Command, frozen=True, kw_only=True):
    """Agree on another target or day (the owner's member or a facilitator)."""

    objective: Id
    target: Figure
    due: date
    why: Reason


class ReportProgress(Command, frozen=True, kw_only=True):
    """Say where an objective stands; reaching the target achieves it."""

    objective: Id
    value: Figure
    evidence: Reason | None = None


class AchieveGoal(Command, frozen=True, kw_only=True):
    """A convener or facilitator notes that a goal is reached."""

    goal: Id


GoalsCommand = (
    ProposeGoal
    | VoteOnGoal
    | RankGoals
    | AdoptGoal
    | DropGoal
    | DefineObjective
    | ReviseObjective
    | ReportProgress
    | AchieveGoal
)
