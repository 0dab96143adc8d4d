"""What the rules remember of goals, votes, rankings and objectives."""

from typing import assert_never

from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    GoalsEvent,
    GoalsRanked,
    GoalVoted,
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
)
from events.vocabulary import Header
from workspace.state import Goal, Goals, Objective, Partnership

GoalEvent = GoalProposed | GoalAdopted | GoalDropped | GoalAchieved
ObjectiveEvent = ObjectiveDefined | ObjectiveRevised | ObjectiveAchieved


def evolve(state: Partnership, event: GoalsEvent, header: Header) -> None:
    """Take one event in."""
    known = state.goals
    match event:
        case GoalVoted():
            known.goals[event.goal].votes[header.person] = event.vote
        case GoalsRanked():
            known.rankings[header.person] = event.goals
        case GoalProposed() | GoalAdopted() | GoalDropped() | GoalAchieved():
            _goal(known, event, header)
        case ObjectiveDefined() | ObjectiveRevised() | ObjectiveAchieved():
            _objective(known, event)
        case ProgressReported():
            pass  # Only reaching the target has consequences, and that is an event of its own.
        case _:
            assert_never(event)


def _goal(known: Goals, event: GoalEvent, header: Header) -> None:
    match event:
        case GoalProposed():
            known.goals[event.goal] = Goal(header.person)
        case GoalAdopted():
            known.goals[event.goal].status = "adopted"
        case GoalDropped():
            known.goals[event.goal].status = "dropped"
        case GoalAchieved():
            known.goals[event.goal].status = "achieved"
        case _:
            assert_never(event)


def _objective(known: Goals, event: ObjectiveEvent) -> None:
    match event:
        case ObjectiveDefined():
            known.objectives[event.objective] = Objective(
                event.goal, event.owner, event.baseline, event.target, event.due
            )
        case ObjectiveRevised():
            objective = known.objectives[event.objective]
            objective.target, objective.due = event.target, event.due
        case ObjectiveAchieved():
            known.objectives[event.objective].status = "achieved"
        case _:
            assert_never(event)
