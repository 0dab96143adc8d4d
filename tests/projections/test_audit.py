"""The view "history": one entry for each moment, whatever happened."""

from __future__ import annotations

from events.goals import GoalProposed, GoalVoted
from events.log.codec import learn_vocabulary
from events.vocabulary import BY_CLASS
from projections import audit
from tests.projections.told import Told, words

GOAL = GoalProposed(goal="g", title=words("Breathe"), why=None, horizon=None)


def test_every_event_class_has_its_place_in_the_history() -> None:
    learn_vocabulary()
    assert set(BY_CLASS) == audit.PROJECTION.events


def test_each_moment_keeps_whose_act_it_was() -> None:
    told = Told(audit.PROJECTION).tell(GOAL, person="bo", partner="clinic")
    told.tell(GoalVoted(goal="g", vote="support"), person="ana")
    first, second = told.view.entries
    assert (first.position, first.name, first.feature) == (1, "GoalProposed", "goals")
    assert (first.provenance.person, first.provenance.on_behalf_of) == ("bo", "clinic")
    assert (second.position, second.provenance.person) == (2, "ana")
    assert told.view.counts == {"goals": 2}


def test_the_live_history_is_the_rebuilt_one_and_the_one_from_a_snapshot() -> None:
    told = Told(audit.PROJECTION).tell(GOAL, GoalVoted(goal="g", vote="unsure"))
    assert told.view == told.rebuilt() == told.from_snapshot()
