"""What each person thinks of a goal, and which goals come first for them."""

from typing import assert_never

from events.goals import GoalsRanked, GoalVoted
from workspace.acts import Act
from workspace.goals.commands import RankGoals, VoteOnGoal
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import Goal, Partnership

MOST_RANKED = 5


def decide(command: VoteOnGoal | RankGoals, state: Partnership, act: Act) -> Decided:
    """Every member has a vote on each goal that is proposed or pursued, and one list of what comes first."""
    match command:
        case VoteOnGoal():
            return _vote(command, state, act)
        case RankGoals():
            return _rank(command, state, act)
        case _:
            assert_never(command)


def _vote(command: VoteOnGoal, state: Partnership, act: Act) -> Decided:
    goal = _on_the_table(state, command.goal)
    if isinstance(goal, Refusal):
        return goal
    if goal.votes.get(act.person) == command.vote:
        return QUIET
    return (GoalVoted(goal=command.goal, vote=command.vote),)


def _on_the_table(state: Partnership, goal: str) -> Goal | Refusal:
    found = state.goals.goals.get(goal)
    if found is None:
        return refuse("not found", "This goal is not here. Choose one from the list.")
    match found.status:
        case "proposed" | "adopted":
            return found
        case "dropped":
            return refuse("not now", "This goal was let go. Choose another one, or propose it anew.")
        case "achieved":
            return refuse("not now", "This goal is reached. Choose another one.")


def _rank(command: RankGoals, state: Partnership, act: Act) -> Decided:
    if len(command.goals) > MOST_RANKED:
        return refuse("not valid", "Choose {most} goals at most.", most=MOST_RANKED)
    if len(set(command.goals)) < len(command.goals):
        return refuse("not valid", "Choose each goal once only.")
    if state.goals.rankings.get(act.person, ()) == command.goals:
        return QUIET
    for goal in command.goals:
        found = _on_the_table(state, goal)
        if isinstance(found, Refusal):
            return found
    return (GoalsRanked(goals=command.goals),)
