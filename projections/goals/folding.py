"""How events about goals change the view."""

from typing import assert_never, cast

from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    GoalsEvent,
    GoalsRanked,
    GoalVote,
    GoalVoted,
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
)
from events.vocabulary import Recorded
from projections.goals.shape import VOTES, Goal, Goals, Objective, Plan, Report, Votes
from projections.provenance import Provenance, provenance


def fold(view: Goals, recorded: Recorded) -> Goals:
    """The view after one more event."""
    by = provenance(recorded.header)
    match cast(GoalsEvent, recorded.event):
        case GoalProposed() as proposed:
            view.goals[proposed.goal] = Goal(
                proposed.goal, proposed.title, proposed.why, proposed.horizon, proposed=by, since=by
            )
        case GoalVoted(goal=goal, vote=vote):
            count_vote(view, view.goals[goal], by.person, vote)
        case GoalsRanked(goals=ranked):
            rank(view, by.person, ranked)
        case GoalAdopted() | GoalDropped() | GoalAchieved() as step:
            move(view.goals[step.goal], step, by)
        case ObjectiveDefined() | ObjectiveRevised() | ProgressReported() | ObjectiveAchieved() as step:
            pursue(view, step, by)
        case other:
            assert_never(other)
    return view


def count_vote(view: Goals, goal: Goal, person: str, vote: GoalVote) -> None:
    """Count the vote in place of the one that this person gave before."""
    number = view.voters.setdefault(person, len(view.voters))
    if number >= len(goal.latest):
        goal.latest.extend(bytes(number + 1 - len(goal.latest)))
    if before := goal.latest[number]:
        add(goal.votes, VOTES[before - 1], -1)
    goal.latest[number] = VOTES.index(vote) + 1
    add(goal.votes, vote, 1)


def add(votes: Votes, vote: GoalVote, more: int) -> None:
    """Add to the count of that vote."""
    match vote:
        case "support":
            votes.support += more
        case "unsure":
            votes.unsure += more
        case "against":
            votes.against += more


def rank(view: Goals, person: str, ranked: tuple[str, ...]) -> None:
    """Keep what comes first for this person; an empty list takes it back."""
    view.ranks.pop(person, None)
    if ranked:
        view.ranks[person] = ranked


def move(goal: Goal, step: GoalAdopted | GoalDropped | GoalAchieved, by: Provenance) -> None:
    """Bring the goal to its next status."""
    goal.since = by
    match step:
        case GoalAdopted(decision=decision):
            goal.status, goal.adopted, goal.decision = "adopted", by, decision
        case GoalDropped(why=why):
            goal.status, goal.why_dropped = "dropped", why
        case GoalAchieved():
            goal.status = "achieved"


def pursue(
    view: Goals,
    step: ObjectiveDefined | ObjectiveRevised | ProgressReported | ObjectiveAchieved,
    by: Provenance,
) -> None:
    """Fold what happens to an objective."""
    if isinstance(step, ObjectiveDefined):
        define(view, step, by)
        return
    objective = view.goals[view.goal_of_objective[step.objective]].objectives[step.objective]
    match step:
        case ObjectiveRevised(target=target, due=due, why=why):
            objective.plans.append(Plan(target, due, why, by))
        case ProgressReported(value=value, evidence=evidence):
            objective.reports.append(Report(value, evidence, by))
        case ObjectiveAchieved():
            objective.achieved = by


def define(view: Goals, step: ObjectiveDefined, by: Provenance) -> None:
    """Put a new objective under its goal."""
    view.goal_of_objective[step.objective] = step.goal
    view.goals[step.goal].objectives[step.objective] = Objective(
        step.objective,
        step.goal,
        step.title,
        step.smart,
        step.baseline,
        step.unit,
        step.owner,
        [Plan(step.target, step.due, None, by)],
    )
