"""When each person last did something: what counts, and that it can be rebuilt."""

from __future__ import annotations

from datetime import timedelta

from events.goals import GoalProposed, GoalVoted
from projections import acts
from tests.projections.told import START, Told, words


def told() -> Told:
    history = Told(acts.PROJECTION)
    goal = GoalProposed(goal="g1", title=words("Walk"), why=None, horizon=None)
    history.tell(goal, person="ana", day=0)
    history.tell(GoalVoted(goal="g1", vote="support"), person="ben", day=3)
    return history.tell(GoalVoted(goal="g1", vote="against"), person="ana", day=9)


def test_the_last_act_of_each_person_is_known_and_of_nobody_else() -> None:
    history = told()
    assert acts.last_act(history.view, "ana") == START + timedelta(days=9)
    assert acts.last_act(history.view, "ben") == START + timedelta(days=3)
    assert acts.last_act(history.view, "cleo") is None


def test_live_rebuilt_and_from_a_snapshot_it_is_the_same() -> None:
    history = told()
    assert history.view == history.rebuilt() == history.from_snapshot()
