"""What goes wrong in one place stays there: one command, one thing that is due, one moment of bad timing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from events.log.log import Append, Due
from events.log.plan import Done, Envelope, Wanted
from events.log.records import Head
from events.log.writer import CommandReused
from tests.web.conftest import House
from web.engine.engine import placed
from workspace.acts import Act
from workspace.decisions.commands import OpenDecision
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import AdmitPerson
from workspace.refusals import Refusal

DORA = {"person": "dora", "display_name": "Dora"}
BODY, OTHER_BODY = b"1" * 32, b"2" * 32


def test_the_clock_does_not_come_too_early_for_what_it_has_to_do() -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    act = Act(command="due-1", person="clock", at=noon, clock=True)
    assert placed(act, noon - timedelta(milliseconds=20)).at == noon
    assert placed(act, noon + timedelta(seconds=3)).at == noon + timedelta(seconds=3)


async def test_what_nobody_knows_how_to_do_holds_up_nothing_else(house: House) -> None:
    now, decision = datetime.now(UTC), uuid4().hex
    unheard_of = Due("elsewhere", now - timedelta(days=1), "unheard of", "x")
    house.log.append_many([Append("elsewhere", 0, now, (), (), (unheard_of,))])
    fields = {"title": "Shall we meet on Mondays?", "closes_at": (now + timedelta(seconds=90)).isoformat()}
    assert isinstance(await house.ask(OpenDecision, fields, by="ana", command=decision), Done)
    house.engine.writer.clock._seen += timedelta(minutes=2)
    await house.engine.due.do()
    views = await house.engine.views(house.partnership)
    assert not views.decisions.decisions[decision].is_open
    assert house.log.due(now + timedelta(hours=1)) == [unheard_of]


async def test_a_command_from_before_a_restart_gets_its_first_answer_where_it_would_be_refused_now(
    house: House,
) -> None:
    command = uuid4().hex
    first = await house.ask(AdmitPerson, DORA, by="ana", command=command, body_hash=BODY)
    await house.engine.stop()
    later = House(house.url)
    later.partnership = house.partnership
    await later.start()
    try:
        again = await later.ask(AdmitPerson, DORA, by="ana", command=command, body_hash=BODY)
        other = await later.ask(AdmitPerson, DORA, by="ana", body_hash=BODY)
        with pytest.raises(CommandReused):
            await later.ask(AdmitPerson, DORA, by="ana", command=command, body_hash=OTHER_BODY)
    finally:
        await later.stop()
    assert isinstance(first, Done)
    assert again == first._replace(again=True)
    assert isinstance(other, Refusal)


async def test_what_is_kept_while_views_are_loaded_is_in_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, goal, looks = asyncio.get_running_loop(), uuid4().hex, []
    look = house.log.head

    def look_just_before_a_commit(partnership: str) -> Head:
        head = look(partnership)
        looks.append(head)
        if len(looks) == 2:
            asking = house.ask(ProposeGoal, {"title": "Walk again"}, by="ana", command=goal)
            asyncio.run_coroutine_threadsafe(asking, loop).result(10)
        return head

    house.engine.live._held.clear()
    monkeypatch.setattr(house.log, "head", look_just_before_a_commit)
    views = await house.engine.views(house.partnership)
    assert goal in views.goals.goals


@pytest.mark.parametrize("migrated_database_url", ["postgresql"], indirect=True)
async def test_a_rule_that_fails_takes_no_other_command_down_though_another_process_wrote(
    house: House,
) -> None:
    second = House(house.url)
    second.partnership = house.partnership
    await second.start()
    try:
        await second.ask(ProposeGoal, {"title": "A"}, by="ana")
        answers = await asyncio.gather(
            house.ask(ProposeGoal, {"title": "B"}, by="ana"),
            house.engine.writer.submit(wanted_that_fails(house.partnership)),
            house.ask(ProposeGoal, {"title": "C"}, by="ben"),
            return_exceptions=True,
        )
    finally:
        await second.stop()
    assert [type(answer) for answer in answers] == [Done, ZeroDivisionError, Done]


def wanted_that_fails(partnership: str) -> Wanted:
    def decide(state: Any, at: datetime) -> object:
        return 1 // 0

    answer = asyncio.get_running_loop().create_future()
    return Wanted(partnership, uuid4().hex, BODY, Envelope("ana"), decide, lambda events: [], answer)
