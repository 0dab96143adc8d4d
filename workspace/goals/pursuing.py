"""A goal's way: proposed, taken on, reached, or let go."""

from typing import assert_never

from events.goals import GoalAchieved, GoalAdopted, GoalDropped, GoalProposed
from workspace.acts import Act
from workspace.goals.commands import AchieveGoal, AdoptGoal, DropGoal, ProposeGoal
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import Goal, Partnership


def decide(
    command: ProposeGoal | AdoptGoal | DropGoal | AchieveGoal, state: Partnership, act: Act
) -> Decided:
    """Anybody proposes; a convener or facilitator notes what the partnership makes of it."""
    match command:
        case ProposeGoal():
            return (
                GoalProposed(goal=act.command, title=command.title, why=command.why, horizon=command.horizon),
            )
        case AdoptGoal():
            return _adopt(command, state, act)
        case DropGoal():
            return _drop(command, state, act)
        case AchieveGoal():
            return _achieve(command, state, act)
        case _:
            assert_never(command)


def _adopt(command: AdoptGoal, state: Partnership, act: Act) -> Decided:
    goal = _steered(state, command.goal, act)
    if isinstance(goal, Refusal):
        return goal
    match goal.status:
        case "proposed":
            return _unless_voted_on(state, command.goal) or (GoalAdopted(goal=command.goal, decision=None),)
        case "adopted":
            return QUIET
        case "achieved":
            return refuse("not now", "This goal is reached. Choose another one.")
        case "dropped":
            return refuse("not now", "This goal was let go. Propose it anew.")


def _drop(command: DropGoal, state: Partnership, act: Act) -> Decided:
    goal = _steered(state, command.goal, act, or_proposer=True)
    if isinstance(goal, Refusal):
        return goal
    match goal.status:
        case "proposed" | "adopted":
            return _unless_voted_on(state, command.goal) or (GoalDropped(goal=command.goal, why=command.why),)
        case "dropped":
            return QUIET
        case "achieved":
            return refuse("not now", "This goal is reached, so it stays.")


def _achieve(command: AchieveGoal, state: Partnership, act: Act) -> Decided:
    goal = _steered(state, command.goal, act)
    if isinstance(goal, Refusal):
        return goal
    match goal.status:
        case "adopted":
            return (GoalAchieved(goal=command.goal),)
        case "achieved":
            return QUIET
        case "proposed":
            return refuse("not now", "This goal is not taken on yet. Take it on first.")
        case "dropped":
            return refuse("not now", "This goal was let go. Propose it anew.")


def _steered(state: Partnership, goal: str, act: Act, *, or_proposer: bool = False) -> Goal | Refusal:
    """The goal, if the actor leads; a proposer may also act on a goal that is still only proposed."""
    found = state.goals.goals.get(goal)
    if found is None:
        return refuse("not found", "This goal is not here. Choose one from the list.")
    if leads(state, act) or (or_proposer and _may_take_back(found, act)):
        return found
    return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")


def _may_take_back(goal: Goal, act: Act) -> bool:
    return goal.proposer == act.person and goal.status in ("proposed", "dropped")


def _unless_voted_on(state: Partnership, goal: str) -> Refusal | None:
    if goal in state.decisions.open_on:
        return refuse("not now", "People are voting on this goal. Wait until the vote is closed.")
    return None
