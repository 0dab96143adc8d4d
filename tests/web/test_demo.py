"""The demonstration: invented, the same each time, with something of everything and something to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pytest
import pytest_asyncio

from events.network import TieKind
from events.vocabulary import Recorded
from projections import charter, contributions, decisions, goals
from projections.partners import seats
from projections.table import density
from projections.views import Views
from tests.web.served import settings_for
from web.accounts import Accounts
from web.command_line.opening import alone, bring_forward, own_desk
from web.control import Asked
from web.demo import plant, tell
from web.demo.cast import EVERYBODY, PERSONAS
from web.demo.shape import DENSITIES
from web.demo.story import PARTNERSHIP, PERSON
from web.drafting.keeping import Keeping
from web.engine import Engine

LONGEST = 5.0


class Planted(NamedTuple):
    """The demonstration after it was made."""

    engine: Engine
    accounts: Accounts
    views: Views
    history: list[Recorded]
    seconds: float


@pytest_asyncio.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Planted]:
    """The demonstration on a fresh SQLite database."""
    async with planted(tmp_path) as demonstration:
        yield demonstration


@asynccontextmanager
async def planted(tmp_path: Path, now: datetime | None = None) -> AsyncIterator[Planted]:
    """The demonstration made at that moment, now unless told."""
    settings = settings_for(f"sqlite:///{tmp_path / 'everyseat.sqlite'}")
    with alone(settings):
        bring_forward(settings)
        async with own_desk(settings) as desk:
            began = perf_counter()
            await plant(desk, desk.accounts, now)
            seconds = perf_counter() - began
            views = await desk.engine.views(PARTNERSHIP)
            history = await desk.engine.history(PARTNERSHIP, 0)
            yield Planted(desk.engine, desk.accounts, views, history, seconds)


async def test_weeks_of_history_are_made_within_seconds(demo: Planted) -> None:
    assert demo.seconds < LONGEST
    assert len(demo.history) >= 250
    assert demo.views.parked == ()
    first, last = demo.history[0].header.when, demo.history[-1].header.when
    assert last - first > timedelta(weeks=6)
    assert last <= datetime.now(UTC)
    times = [entry.header.when for entry in demo.history]
    assert times == sorted(times)


async def test_it_says_of_itself_that_it_is_made_up(demo: Planted) -> None:
    assert demo.views.directory.made_up
    assert {entry.header.recorded_by for entry in demo.history if entry.header.position > 4} == {"demo"}


async def test_it_has_the_shape_of_the_coalition(demo: Planted) -> None:
    kinds: tuple[TieKind, ...] = tuple(DENSITIES)
    surveys = demo.views.table.surveys
    for kind in kinds:
        assert density(surveys[kind]) == pytest.approx(DENSITIES[kind].share, abs=0.002)
        assert surveys[kind].among == 25
    organisations = [one for one in demo.views.directory.partners.values() if one.kind == "organisation"]
    assert len(organisations) == 28


async def test_six_people_have_lived_experience_and_three_act_for_themselves(demo: Planted) -> None:
    directory = demo.views.directory
    declared = {key: one for key, one in directory.people.items() if one.perspective}
    assert len(declared) == 6
    assert sum(one.in_own_right for one in declared.values()) == 3
    assert {one.shown_to for one in declared.values()} == {"facilitators", "members", "public"}
    assert "es" in {one.language for one in declared.values() if one.in_own_right}


async def test_people_are_known_by_pseudonyms_only(demo: Planted) -> None:
    kept = b"".join(stored.state for stored in demo.engine.log.read(PARTNERSHIP))
    for player in EVERYBODY:
        assert player.name.split()[1].encode() not in kept
        assert len(PERSON[player.key]) == 32


async def test_one_promise_in_trouble_ended_well(demo: Planted) -> None:
    by_state = contributions.by_state(demo.views.promises.promises.values(), demo.views.at)
    mended = [one for one in by_state["confirmed"] if len(one.deliveries) == 2 and one.deliveries[0].disputes]
    assert mended
    assert len(mended[0].revisions) == 2


@pytest.mark.parametrize("hour", [0, 6, 12, 18, 23])
async def test_whatever_the_hour_promises_are_in_every_state_and_decisions_too(
    tmp_path: Path, hour: int
) -> None:
    yesterday = datetime.now(UTC).replace(hour=hour, minute=1) - timedelta(days=1)
    async with planted(tmp_path, yesterday) as demo:
        views = demo.views
        by_state = contributions.by_state(views.promises.promises.values(), yesterday)
        assert all(by_state.values()), {state: len(found) for state, found in by_state.items()}
        states = [decisions.state(one, yesterday) for one in views.decisions.decisions.values()]
        assert {"agreed", "not agreed", "open"} <= set(states)
        assert {seats.state(one) for one in views.seats.seats.values()} == set(seats.STATES)
        assert len(seats.due(views.seats, yesterday)) == 1


async def test_whom_the_valley_misses_was_named_asked_and_answered(demo: Planted) -> None:
    view = demo.views.seats
    assert {one.step for one in view.nominations.values()} == {None, "asked", "answered", "declined"}
    assert any(not seats.is_told(one) for one in view.seats.values() if one.people)
    assert {one.who.lang for one in view.nominations.values()} == {"en", "es"}
    assert any(one.tests for one in view.assumptions.values())


async def test_goals_are_proposed_adopted_reached_and_dropped_with_votes_on_all(demo: Planted) -> None:
    found = demo.views.goals.goals.values()
    assert Counter(goal.status for goal in found).keys() == {"proposed", "adopted", "achieved", "dropped"}
    assert all(goal.votes.people >= 8 for goal in found)
    assert any(objective.reports for goal in found for objective in goal.objectives.values())
    assert {goal.title.lang for goal in found} == {"en", "es"}


async def test_one_decision_was_agreed_one_was_not_and_one_is_open_on_the_mission(demo: Planted) -> None:
    views = demo.views
    states = [decisions.state(one, views.at) for one in views.decisions.decisions.values()]
    assert {"agreed", "not agreed", "open"} <= set(states)
    assert any(one.state == "integrated" for one in views.decisions.objections.values())
    assert len(charter.under_discussion(views.charter, "mission")) == 2
    assert charter.adopted(views.charter, "vision") is not None
    open_now = decisions.open_decisions(views.decisions)
    assert open_now[0].closes_at is not None
    assert timedelta(days=2) < open_now[0].closes_at - views.at < timedelta(days=6)


async def test_the_patient_partner_has_something_to_vote_on_at_once(demo: Planted) -> None:
    dana = PERSON["dana"]
    assert decisions.unanswered_for(demo.views.decisions, dana, dana, demo.views.at)
    assert goals.not_voted_on(demo.views.goals, dana)
    assert demo.views.directory.people[dana].terms == 1


async def test_every_persona_is_somebody_in_the_partnership(demo: Planted) -> None:
    offered = demo.accounts.personas()
    assert tuple(persona.key for persona in offered) == PERSONAS
    for persona in offered:
        person = demo.accounts.people(persona.account)[PARTNERSHIP].person
        assert demo.views.directory.people[person].left is None


async def test_nothing_is_left_for_the_clock_to_close(demo: Planted) -> None:
    await demo.engine.due.do()
    assert (await demo.engine.views(PARTNERSHIP)).position == len(demo.history)


def test_it_is_told_the_same_way_each_time_except_for_its_days() -> None:
    one, other = (tell(datetime(2026, 3, day, 15, 20, tzinfo=UTC)).asked for day in (3, 9))
    assert [outline(act) for act in one] == [outline(act) for act in other]


@pytest.mark.parametrize("hour", [0, 1, 5, 12, 23])
def test_no_act_is_in_the_future_at_any_hour(hour: int) -> None:
    now = datetime(2026, 3, 1, hour, 1, tzinfo=UTC)
    assert max(act.at for act in tell(now).asked) <= now


def outline(act: Asked) -> tuple[object, ...]:
    """An act without its days."""
    days = ("due", "closes_at", "test_by")
    fields = {name: value for name, value in act.fields.items() if name not in days}
    return act.command, act.kind, act.person, act.partner, fields


async def test_texts_are_in_two_languages_and_ideas_were_shown_together(demo: Planted) -> None:
    view = demo.views.charter
    vision = charter.adopted(view, "vision")
    assert vision is not None
    assert vision.decision is not None
    assert set(charter.bound(vision, vision.decision)) == {"es"}
    open_now = decisions.open_decisions(demo.views.decisions)
    (on_mission,) = [one for one in open_now if one.subject.kind == "wording"]
    mission = view.wordings[on_mission.subject.id]
    assert set(charter.bound(mission, on_mission.id)) == {"es"}
    (asked,) = view.rounds.values()
    assert asked.revealed is not None
    assert len(asked.declared) == 6
    assert {one.interest.lang for one in asked.declared.values() if one.interest} == {"en", "es"}


async def test_a_draft_is_being_written_and_a_suggestion_waits_in_it(demo: Planted) -> None:
    (draft,) = demo.views.charter.drafts.values()
    (suggestion,) = charter.suggestions(demo.views.charter, draft)
    assert suggestion.status == "open"
    keeping = Keeping(demo.engine.log.drafts, demo.engine.keys, PARTNERSHIP, draft.id)
    assert len({change.author for change in keeping.read(0)}) == 2
