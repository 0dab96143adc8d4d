"""The clock shows what everybody wrote at its time: once, whoever looks, however many processes there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest_asyncio

from events.charter import IdeasRevealed
from events.log.clock import DatabaseClock
from events.log.plan import Done
from tests.web.conftest import House
from web.engine.due_work import DueWork
from workspace.charter.commands import DeclareInterest, InviteIdeas, OpenStatement, RevealIdeas
from workspace.commands import Command


@pytest_asyncio.fixture
async def second(house: House) -> AsyncIterator[House]:
    """Another process's engine on PostgreSQL; an SQLite file is written by one."""
    if house.log.sole_writer:
        yield house
        return
    other = House(house.url)
    other.partnership = house.partnership
    await other.start()
    yield other
    await other.stop()


def in_an_hour(house: House) -> DueWork:
    """What a process does about things that are due, an hour from now."""
    clock = DatabaseClock()
    clock.seen(house.log.now() + timedelta(hours=1))
    return DueWork(house.log, clock, read=asyncio.to_thread, submit=house.engine.submit)


async def asked(house: House) -> None:
    """Everybody is asked; in half an hour all is shown."""
    at = (datetime.now(UTC) + timedelta(minutes=30)).isoformat()
    steps: list[tuple[type[Command], dict[str, str], str, str | None]] = [
        (OpenStatement, {"kind": "mission"}, "ana", "s1"),
        (InviteIdeas, {"statement": "s1", "reveals_at": at}, "ana", "r1"),
        (DeclareInterest, {"round": "r1", "interest": "Quiet nights"}, "ben", None),
    ]
    for kind, fields, person, command in steps:
        assert isinstance(await house.ask(kind, fields, by=person, command=command), Done)


async def reveals(house: House) -> list[IdeasRevealed]:
    """Every time that all was shown."""
    history = await house.engine.history(house.partnership, 0)
    return [one.event for one in history if isinstance(one.event, IdeasRevealed)]


async def test_before_its_time_nothing_is_shown(house: House) -> None:
    await asked(house)
    await house.engine.due.do()
    assert await reveals(house) == []


async def test_at_its_time_all_is_shown_once_though_two_processes_look(house: House, second: House) -> None:
    await asked(house)
    await asyncio.gather(*(in_an_hour(one).do() for one in (house, second, house, second)))
    assert await reveals(second) == [IdeasRevealed(round="r1", how="by the clock", authors=1)]
    assert house.log.due(house.log.now() + timedelta(days=1)) == []
    views = await second.engine.views(house.partnership)
    assert views.charter.rounds["r1"].revealed is not None


async def test_a_round_that_was_shown_by_hand_is_not_shown_again(house: House, second: House) -> None:
    await asked(house)
    await house.ask(RevealIdeas, {"round": "r1"}, by="ana")
    await in_an_hour(second).do()
    assert [one.how for one in await reveals(house)] == ["by hand"]


async def test_a_round_in_which_nobody_wrote_is_over_at_its_time(house: House) -> None:
    await asked(house)
    await house.ask(DeclareInterest, {"round": "r1"}, by="ben")
    await in_an_hour(house).do()
    assert [one.authors for one in await reveals(house)] == [0]
