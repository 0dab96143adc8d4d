"""The overview: who sits there, the mission, what is open, what happened last; live in each part."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any, get_args

import pytest
import pytest_asyncio

from events.charter import WordingProposed
from events.goals import GoalVoted
from tests.web.visitors import OpenHouse, opened, plain
from web.live.frame import partial
from web.pages.table import FRAGMENTS
from web.reader import Audience, AudienceRole
from workspace.charter.commands import OpenStatement, ProposeWording
from workspace.contributions.commands import MakePromise
from workspace.decisions.commands import OpenDecision
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AdmitPeople, PausePartner

MISSION = "Everyone <b>breathes</b> easily."


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


async def with_mission(house: OpenHouse) -> None:
    await house.ask(OpenStatement, {"kind": "mission"}, command="mission")
    await house.ask(ProposeWording, {"statement": "mission", "text": MISSION}, by="ben", command="w1")


@pytest.mark.parametrize("person", ["ana", "cleo", "olga", "ada"])
async def test_the_overview_holds_the_missions_text(house: OpenHouse, person: str) -> None:
    await with_mission(house)
    page = await (await house.visitor(person)).text("/")
    assert "&lt;b&gt;breathes&lt;/b&gt; easily." in page
    assert "<b>breathes" not in page


async def test_before_there_is_a_mission_the_page_says_how_to_begin(house: OpenHouse) -> None:
    assert "Begin with the mission" in plain(await (await house.visitor("cleo")).text("/"))


async def test_the_open_question_stands_on_the_table(house: OpenHouse) -> None:
    await house.ask(OpenDecision, {"title": "Shall we meet on Mondays?"}, command="d1")
    page = await (await house.visitor("cleo")).text("/")
    assert "Shall we meet on Mondays?" in plain(page)
    assert "/decisions/d1" in page
    assert "0 of 4 voices given" in plain(page)


async def test_people_without_a_name_are_one_number(house: OpenHouse) -> None:
    people = [f"v{number}" for number in range(200)]
    await house.ask(AdmitPeople, {"people": people, "source": "votes"}, operator=True)
    page = await (await house.visitor("cleo")).text("/")
    assert "there are also 200 people under a number" in plain(page)
    assert "v17" not in page


async def test_observers_count_people_and_read_no_promises(house: OpenHouse) -> None:
    await house.ask(MakePromise, {"kind": "data", "title": "Our figures"}, by="cleo", partner="payer")
    page = plain(await (await house.visitor("olga")).text("/"))
    assert "there are also 2 people in their own right" in page
    assert "Our figures" not in page
    assert "Our figures" in plain(await (await house.visitor("ben")).text("/"))


async def test_nobodys_seat_fades_for_taking_a_break(house: OpenHouse) -> None:
    await house.ask(PausePartner, {}, by="ben")
    assert "Ben Okafor" in plain(await (await house.visitor("cleo")).text("/"))


async def test_a_pushed_part_is_one_element_of_its_own_name(house: OpenHouse) -> None:
    await with_mission(house)
    views, rendering = await house.views(), house.app.state.services.rendering
    for role in get_args(AudienceRole):
        for fragment in FRAGMENTS:
            pushed = partial(rendering, views, Audience(role), fragment, None)
            assert pushed.count(f'<hx-partial id="{fragment.element(None)}"') == 1
            inside = pushed.split(">", 1)[1].removesuffix("</hx-partial>")
            assert re.match(rf'<\w+ id="{fragment.element(None)}"', inside), fragment.block
            assert 'name="csrf"' not in pushed


async def test_a_proposed_mission_moves_what_shows_it_and_a_vote_does_not(house: OpenHouse) -> None:
    await with_mission(house)
    await house.ask(ProposeGoal, {"title": "Air"}, by="ben", command="g")
    await house.ask(VoteOnGoal, {"goal": "g", "vote": "support"}, by="ben")
    kept = await house.engine.history(house.partnership, 0)
    proposed = next(one for one in kept if isinstance(one.event, WordingProposed))
    vote = next(one for one in kept if isinstance(one.event, GoalVoted))
    moved = {fragment.block for fragment in FRAGMENTS if list(fragment.touched(proposed))}
    assert moved == {"table_mission", "table_seats", "table_moments"}
    assert not any(list(fragment.touched(vote)) for fragment in FRAGMENTS)


async def test_as_it_was_shows_the_table_of_that_moment(house: OpenHouse) -> None:
    cleo = await house.visitor("cleo")
    then = plain(await cleo.text("/?at=4"))
    assert "Ana Ruiz" in then
    assert "Riverside Clinic" not in then
