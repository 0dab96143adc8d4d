"""The view "decisions": its states as time goes by, and that it agrees with the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from events.charter import StatementAdopted
from events.decisions import (
    OutcomePublished,
)
from projections import decisions
from projections.decisions import PROJECTION
from tests.projections.deciding import (
    CLOSES,
    START,
    History,
    closed,
    opened,
    published,
)
from tests.workspace.histories import told
from workspace.state import OpenQuestion


def test_the_state_follows_the_time() -> None:
    history = History().tell(opened())
    assert history.state(CLOSES - timedelta(days=3)) == "open"
    assert history.state(CLOSES - timedelta(days=1)) == "closes tomorrow"
    assert history.state(CLOSES - timedelta(hours=1)) == "open"
    assert history.state(CLOSES) == "closed, being counted"


def test_tomorrow_is_tomorrow_where_the_reader_is() -> None:
    history = History().tell(opened())
    late_evening = datetime(2026, 3, 8, 0, 30, tzinfo=UTC)
    assert history.state(late_evening, "Europe/Madrid") == "closes tomorrow"
    assert history.state(late_evening, "America/Los_Angeles") == "open"
    assert history.state(late_evening, "No/Such_Zone") == "closes tomorrow"


def test_it_is_time_to_look_again_on_the_day_of_review() -> None:
    adopted = StatementAdopted(statement="s", wording="w-1", decision="d-1", review_on=date(2027, 3, 9))
    history = History().tell(opened(), closed(), published(), adopted, at=CLOSES)
    the_day = datetime(2027, 3, 9, tzinfo=UTC)
    assert history.state(the_day - timedelta(seconds=1)) == "agreed"
    assert history.state(the_day) == "time to look again"
    assert decisions.next_change(history.view, CLOSES) == the_day


def test_between_its_turning_points_a_state_stays() -> None:
    history = History().tell(opened())
    moment, seen = START, []
    while (following := decisions.next_change(history.view, moment)) is not None:
        before = history.state(moment)
        assert history.state(following - timedelta(microseconds=1)) == before
        seen.append(before)
        moment = following
    assert [*seen, history.state(moment)] == ["open", "closes tomorrow", "open", "closed, being counted"]


@pytest.mark.parametrize("seed", range(8))
def test_after_any_valid_history_the_view_counts_what_the_rules_count(seed: int) -> None:
    story, view = told(Random(seed), 400), PROJECTION.empty()
    for recorded in story.history:
        if isinstance(recorded.event, OutcomePublished):
            # What an open page showed last is what is then published.
            assert view.decisions[recorded.event.decision].counts == recorded.event.counts
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    questions = story.state.decisions.questions
    assert view.order == list(questions)
    assert view.open == [one for one, found in questions.items() if isinstance(found, OpenQuestion)]
    for one in view.open:
        voices = {voter: voice.choice for voter, voice in view.decisions[one].voices.items()}
        question = questions[one]
        assert isinstance(question, OpenQuestion)
        assert voices == question.ballots
        assert frozenset(view.decisions[one].electorate) == question.electorate
        assert view.decisions[one].closes_at == question.closes_at


@pytest.mark.parametrize("seed", range(4))
def test_states_turn_only_where_the_view_says_so(seed: int) -> None:
    story, view = told(Random(seed), 250), PROJECTION.empty()
    for recorded in story.history:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    moment = story.now
    for _ in range(12):
        following = decisions.next_change(view, moment)
        last = following - timedelta(microseconds=1) if following else moment + timedelta(days=4_000)
        for decision in view.decisions.values():
            assert decisions.state(decision, moment) == decisions.state(decision, last)
        if following is None:
            break
        moment = following
