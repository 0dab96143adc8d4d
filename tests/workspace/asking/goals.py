"""What people might ask about goals."""

from __future__ import annotations

from typing import get_args

from events.goals import GoalVote, Horizon, Smart
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.goals import commands


def propose_goal(a: Asking) -> Command:
    return commands.ProposeGoal(
        title=a.words("title"), why=a.perhaps("why"), horizon=a.one([None, *get_args(Horizon)])
    )


def vote_on_goal(a: Asking) -> Command:
    return commands.VoteOnGoal(goal=a.an_id(a.state.goals.goals), vote=a.one(get_args(GoalVote)))


def rank_goals(a: Asking) -> Command:
    ranked = {a.an_id(a.state.goals.goals) for _ in range(a.chance.randrange(4))}
    return commands.RankGoals(goals=tuple(sorted(ranked)))


def adopt_goal(a: Asking) -> Command:
    return commands.AdoptGoal(goal=a.an_id(a.state.goals.goals))


def drop_goal(a: Asking) -> Command:
    return commands.DropGoal(goal=a.an_id(a.state.goals.goals), why=a.words("why"))


def achieve_goal(a: Asking) -> Command:
    return commands.AchieveGoal(goal=a.an_id(a.state.goals.goals))


def define_objective(a: Asking) -> Command:
    adopted = [goal for goal, known in a.state.goals.goals.items() if known.status == "adopted"]
    letters = ("specific", "measurable", "achievable", "relevant", "time_bound")
    return commands.DefineObjective(
        goal=a.an_id(adopted),
        title=a.words("title"),
        smart=Smart(**{letter: a.words(f"smart.{letter}") for letter in letters}),
        baseline=a.figure(),
        target=a.figure(),
        unit=a.words("unit"),
        owner=a.an_id(a.state.partners.partners),
        due=a.day(),
    )


def revise_objective(a: Asking) -> Command:
    return commands.ReviseObjective(
        objective=a.an_id(a.state.goals.objectives), target=a.figure(), due=a.day(), why=a.words("why")
    )


def report_progress(a: Asking) -> Command:
    return commands.ReportProgress(
        objective=a.an_id(a.state.goals.objectives), value=a.figure(), evidence=a.perhaps("evidence")
    )


MAKERS: list[tuple[Maker, int]] = [
    (propose_goal, 6),
    (vote_on_goal, 14),
    (rank_goals, 3),
    (adopt_goal, 4),
    (drop_goal, 1),
    (achieve_goal, 3),
    (define_objective, 5),
    (revise_objective, 3),
    (report_progress, 5),
]
