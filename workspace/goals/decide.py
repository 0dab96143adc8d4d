"""Rules about goals, votes on them, objectives and progress."""

from typing import assert_never

from workspace.acts import Act
from workspace.goals import measuring, pursuing, voting
from workspace.goals.commands import (
    AchieveGoal,
    AdoptGoal,
    DefineObjective,
    DropGoal,
    GoalsCommand,
    ProposeGoal,
    RankGoals,
    ReportProgress,
    ReviseObjective,
    VoteOnGoal,
)
from workspace.refusals import Decided
from workspace.state import Partnership


def decide(command: GoalsCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about goals."""
    match command:
        case VoteOnGoal() | RankGoals():
            return voting.decide(command, state, act)
        case ProposeGoal() | AdoptGoal() | DropGoal() | AchieveGoal():
            return pursuing.decide(command, state, act)
        case DefineObjective() | ReviseObjective() | ReportProgress():
            return measuring.decide(command, state, act)
        case _:
            assert_never(command)
