"""What pages ask of the goals: pure queries on the view."""

from itertools import zip_longest
from typing import NamedTuple

from events.goals import GoalVote
from projections.goals.shape import VOTES, Goal, Goals, GoalStatus, Objective

MOST_RANKED = 5


class Priority(NamedTuple):
    """A goal that people named among their first five: its points, and how many people named it."""

    goal: Goal
    points: int
    people: int


def with_status(view: Goals, *statuses: GoalStatus) -> list[Goal]:
    """The goals in one of these states, in order of proposal."""
    return [goal for goal in view.goals.values() if goal.status in statuses]


def listing(view: Goals) -> list[Goal]:
    """The goals as a page lists them: adopted first, then reached ones, then proposed ones in turns.

    Dropped goals are left out; a page shows them apart.
    """
    return [
        *with_status(view, "adopted"),
        *with_status(view, "achieved"),
        *in_turns(with_status(view, "proposed")),
    ]


def in_turns(goals: list[Goal]) -> list[Goal]:
    """Round-robin over those who proposed: everybody's first goal, then everybody's second, …

    Somebody who proposes thirty goals takes thirty turns, not the whole first page.
    """
    by_proposer: dict[str, list[Goal]] = {}
    for goal in goals:
        by_proposer.setdefault(goal.proposed.on_behalf_of or goal.proposed.person, []).append(goal)
    rounds = zip_longest(*by_proposer.values())
    return [goal for one_round in rounds for goal in one_round if goal is not None]


def objective_of(view: Goals, objective: str) -> Objective | None:
    """The objective with that id, if there is one."""
    goal = view.goal_of_objective.get(objective)
    return view.goals[goal].objectives[objective] if goal else None


def vote_of(view: Goals, person: str, goal: str) -> GoalVote | None:
    """What this person last said of this goal; personal, so never in a pushed fragment."""
    number = view.voters.get(person)
    latest = view.goals[goal].latest
    if number is None or number >= len(latest) or not latest[number]:
        return None
    return VOTES[latest[number] - 1]


def not_voted_on(view: Goals, person: str) -> list[Goal]:
    """The proposed goals that this person has not voted on yet, in the order of the page."""
    proposed = in_turns(with_status(view, "proposed"))
    return [goal for goal in proposed if vote_of(view, person, goal.id) is None]


def priorities(view: Goals) -> list[Priority]:
    """What comes first, for all together: most points first, then the goal that was proposed first.

    Points after Borda: `p(g) = Σ over people of (6 − place)`, so a first place gives 5 and a fifth
    place gives 1. Unit: points. Source: GoalsRanked (each person's latest list of at most five).
    Goals that were dropped or reached are left out; the places of the others stay as people gave them.
    """
    points: dict[str, int] = {}
    people: dict[str, int] = {}
    for ranked in view.ranks.values():
        for place, goal in enumerate(ranked, start=1):
            points[goal] = points.get(goal, 0) + MOST_RANKED + 1 - place
            people[goal] = people.get(goal, 0) + 1
    named = [goal for goal in with_status(view, "proposed", "adopted") if goal.id in points]
    return sorted(
        (Priority(goal, points[goal.id], people[goal.id]) for goal in named),
        key=lambda priority: -priority.points,
    )
