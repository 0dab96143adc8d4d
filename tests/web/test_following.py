"""What another process keeps is seen here at once by a word from the database, and soon without it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio

from events.log.connecting import conninfo
from events.log.plan import Done
from tests.faults.writing import table_for
from tests.web.conftest import House
from tests.web.served import HERE, Served, Socket, csrf_in, serve, settings_for
from web.accounts import Account
from web.engine import following
from web.security.cookies import SESSION
from workspace.decisions.commands import OpenDecision
from workspace.goals.commands import ProposeGoal

NEVER = 3_600.0
SOON = 10.0


@pytest_asyncio.fixture
async def house(migrated_postgresql_url: str) -> AsyncIterator[House]:
    made = await House(migrated_postgresql_url).start()
    yield await made.found()
    await made.stop()


@pytest_asyncio.fixture
async def second(house: House) -> AsyncIterator[House]:
    """Another process's engine on the same database."""
    other = House(house.url)
    other.partnership = house.partnership
    await other.start()
    await other.engine.views(house.partnership)
    yield other
    await other.stop()


@pytest.fixture
def end_listeners(migrated_postgresql_url: str) -> Callable[[], int]:
    """Kill the connections that wait for a word; how many there were."""

    def end() -> int:
        with psycopg.connect(conninfo(migrated_postgresql_url), autocommit=True) as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            ).fetchall()
        return len(ended)

    return end


@pytest.fixture
def no_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks by themselves: only the word is left."""
    monkeypatch.setattr(following, "EVERY", NEVER)


async def told(house: House) -> asyncio.Event:
    heard = asyncio.Event()
    house.engine.on_kept(lambda *_: heard.set())
    return heard


async def propose(house: House) -> None:
    assert isinstance(await house.ask(ProposeGoal, {"title": "Walk again"}, by="ana"), Done)


@pytest.mark.usefixtures("no_looking")
async def test_a_word_alone_is_enough(house: House, second: House) -> None:
    for _ in range(3):
        heard = await told(second)
        await propose(house)
        await asyncio.wait_for(heard.wait(), SOON)


async def test_a_killed_listener_costs_nothing_but_time(
    house: House, second: House, end_listeners: Callable[[], int]
) -> None:
    assert await asyncio.to_thread(end_listeners) == 2
    heard = await told(second)
    await propose(house)
    await asyncio.wait_for(heard.wait(), SOON)


@pytest.mark.usefixtures("no_looking")
async def test_a_killed_listener_listens_again_and_first_looks_what_it_missed(
    house: House, second: House, end_listeners: Callable[[], int]
) -> None:
    heard = await told(second)
    await asyncio.to_thread(end_listeners)
    await propose(house)
    await asyncio.wait_for(heard.wait(), SOON)
    heard = await told(second)
    await propose(house)
    await asyncio.wait_for(heard.wait(), SOON)


async def test_its_own_appends_wake_nobody_here(house: House) -> None:
    await propose(house)
    mine, everything = house.log.follow(own=False), house.log.follow()
    while await asyncio.to_thread(everything.wait, 0.5):
        await asyncio.to_thread(mine.wait, 0)  # What a new listener says at its beginning.
    await propose(house)
    assert await asyncio.to_thread(everything.wait, SOON)
    assert not await asyncio.to_thread(mine.wait, 0.5)


async def test_two_processes_do_what_is_due_once(house: House, second: House) -> None:
    closes, decision = datetime.now(UTC) + timedelta(seconds=90), uuid4().hex
    fields = {"title": "Shall we meet on Mondays?", "closes_at": closes.isoformat()}
    assert isinstance(await house.ask(OpenDecision, fields, by="ana", command=decision), Done)
    for one in (house, second):
        one.engine.writer.clock._seen += timedelta(minutes=2)
    await asyncio.gather(*(one.engine.due.do() for one in (house, second, house)))
    kept = [entry.header for entry in await house.engine.history(house.partnership, 0)]
    assert [header.name for header in kept].count("DecisionClosed") == 1
    assert house.log.due(closes + timedelta(hours=1)) == []
    assert not (await second.engine.views(house.partnership)).decisions.decisions[decision].is_open


async def socket_of(served: Served, account: Account, partnership: str) -> Socket:
    """An open page of goals."""
    token = await served.accounts.sessions.start_for(account.id)
    headers = {"Host": "127.0.0.1:8400", "Origin": HERE, "Cookie": f"{SESSION}={token}"}
    socket = Socket(served.app, f"/p/{partnership}/live?page=goals&after=0", headers)
    await socket.until("websocket.send")
    return socket


@pytest.mark.usefixtures("no_looking")
async def test_live_pages_of_two_web_processes_change_together(migrated_postgresql_url: str) -> None:
    settings = settings_for(migrated_postgresql_url)
    async with serve(settings) as one, serve(settings) as other:
        ana = await one.account()
        partnership = await table_for(one, ana)
        pages = [await socket_of(served, ana, partnership) for served in (one, other)]
        for served in (one, other, one):
            browser = await served.signed_in(ana)
            form = csrf_in(await browser.get(f"/p/{partnership}/goals"))
            fields = {"csrf": form, "command": uuid4().hex, "title": "Breathe at the bus stop"}
            assert (await browser.post(f"/p/{partnership}/goals", data=fields)).status_code == 303
            frames = [(await page.until("websocket.send"))["text"] for page in pages]
            assert frames[0] == frames[1]
            assert "Breathe at the bus stop" in frames[0]
        for page in pages:
            await page.leave()


async def test_whoever_stops_at_the_very_moment_of_a_word_stops(house: House) -> None:
    waiting = asyncio.create_task(house.engine.following.rest())
    await asyncio.sleep(0)
    house.engine.following._woken.set()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
