"""Something breaks while a person writes: they hear the truth, keep the text, and find it sent once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event

import httpx
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests import postgres
from tests.faults.conftest import Counted
from tests.faults.load import Load
from tests.faults.pages import cookies_of
from tests.faults.sizes import chance, size
from tests.faults.test_database_killed import BACK_WITHIN, killed, started_again, stopped_at_once
from tests.faults.test_sockets import ask, port_of
from tests.faults.voting import PARTNERSHIP, PEOPLE, asked, beginning, must_hold
from tests.faults.writing import HalfWritten, table_for
from tests.prepared import prepare
from tests.web.commanded import Server
from tests.web.served import Served, serve, settings_for
from web.asking import TERMS
from web.errors import MAY_BE_DONE, trouble_of

pytestmark = pytest.mark.fault

AS_MANY_AS_YOU_LIKE = 2**30
KEPT_BEFORE = "Nothing was lost: everything that was kept before is still there."


def room_for(served: Served, pages: int) -> None:
    """How large the log may become, in pages: SQLite's own limit, which feels like a disk that is full."""
    with served.engine.log._database.transaction() as transaction:  # type: ignore[attr-defined]
        transaction._connection.execute(f"PRAGMA max_page_count={pages}")


def pages_of(url: str) -> int:
    """How many pages the log has."""
    with sqlite3.connect(make_url(url).database or "") as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


async def ready(browser: httpx.AsyncClient) -> None:
    """Wait until the server says that it can work."""
    while (await browser.get("/readyz")).status_code != 200:
        await asyncio.to_thread(Event().wait, 0.05)


async def no_longer_kept(browser: httpx.AsyncClient, partnership: str) -> tuple[HalfWritten, httpx.Response]:
    """The first form for which there is no room: a few may still fit between what is there."""
    for number in range(20):
        written = await HalfWritten.begin(browser, partnership, f"Half as many nights, form {number:02d}")
        answer = await written.send()
        if answer.status_code != 303:
            break
    return written, answer


async def test_a_full_disk_is_said_reading_goes_on_and_it_recovers_by_itself(
    migrated_sqlite_url: str, counted: Counted
) -> None:
    times = size(2, 50)
    async with serve(settings_for(migrated_sqlite_url)) as served:
        ana = await served.account()
        load = Load(served.engine)
        await load.begin()
        for _ in range(times):
            browser = await served.signed_in(ana)  # Anew each time: nobody may send so many forms a minute.
            partnership = await table_for(served, ana)
            room_for(served, pages_of(migrated_sqlite_url) + 1)
            async with load.under_way(8):
                await asyncio.wait_for(load.refused_some(), 30)
                written, answer = await no_longer_kept(browser, partnership)
                assert (answer.status_code, KEPT_BEFORE in answer.text) == (507, True)
                assert "There is no room left to keep anything new" in answer.text
                assert "what you wrote is still in the page" in answer.text
                for room in ("/", "/mission", "/goals", "/history"):
                    assert (await browser.get(f"/p/{partnership}{room}")).status_code == 200
                assert await written.times_there() == 0
                room_for(served, AS_MANY_AS_YOU_LIKE)
                await load.more(20)
            await written.is_sent_exactly_once()
            assert load.history.were_unknown == 0
            must_hold(served.engine.log, load.history)
    refused = len(load.history.refused)
    counted(times=times, acknowledged=len(load.history.kept), refused=refused, lost=0, doubled=0)


def test_a_full_disk_of_the_keys_or_the_accounts_is_said_as_well(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'small.sqlite'}")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE notes (note)"))
        connection.execute(text("PRAGMA max_page_count=2"))
        with pytest.raises(OperationalError) as full:
            connection.execute(text("INSERT INTO notes VALUES (:note)"), {"note": "x" * 100_000})
    engine.dispose()
    assert trouble_of(full.value).status == 507


@pytest.mark.parametrize("end", [killed, stopped_at_once])
async def test_a_dead_database_is_said_and_the_text_is_sent_once(
    own_postgres: Callable[[], postgres.Server], end: Callable[[postgres.Server], None]
) -> None:
    database = await asyncio.to_thread(own_postgres)
    await asyncio.to_thread(prepare, database.url)
    async with serve(settings_for(database.url)) as served:
        ana = await served.account()
        partnership = await table_for(served, ana)
        written = await HalfWritten.begin(await served.signed_in(ana), partnership)
        await asyncio.to_thread(end, database)
        answer = await written.send()
        assert (answer.status_code, KEPT_BEFORE in answer.text) == (503, True)
        assert MAY_BE_DONE in answer.text
        reading = await written.browser.get(written.path)
        assert (reading.status_code, MAY_BE_DONE in reading.text) == (503, False)
        await asyncio.to_thread(started_again, database)
        await asyncio.wait_for(ready(written.browser), BACK_WITHIN)
        await written.is_sent_exactly_once()


async def test_a_server_killed_while_it_answers_keeps_the_text_once(tmp_path: Path, counted: Counted) -> None:
    """The form is on its way when the process dies: before it is kept, or after, or in between."""
    deaths, accidents, kept_before = size(2, 40), chance("killed while it answers"), 0
    server = await asyncio.to_thread(Server, tmp_path)
    await ask(tmp_path, *beginning(), asked("AcceptRecordTerms", "c" * 32, PEOPLE[1], terms=TERMS))
    await asyncio.to_thread(server.stop)
    (cookie,) = await cookies_of(tmp_path, PARTNERSHIP, PEOPLE[1], 1)
    port = "0"
    for number in range(deaths):
        server = await asyncio.to_thread(Server, tmp_path, "--port", port)
        port = str(port_of(server))
        async with httpx.AsyncClient(base_url=server.url, headers={"Cookie": cookie}) as browser:
            title = f"Half as many nights, told for the {number}th time"
            written = await HalfWritten.begin(browser, PARTNERSHIP, title)
            sending = asyncio.create_task(written.send())
            await asyncio.wait({sending}, timeout=accidents.random() * 0.02)
            server.kill()
            answered = (await asyncio.gather(sending, return_exceptions=True))[0]
        assert isinstance(answered, httpx.Response | httpx.TransportError), answered
        server = await asyncio.to_thread(Server, tmp_path, "--port", port)
        async with httpx.AsyncClient(base_url=server.url, headers={"Cookie": cookie}) as browser:
            written.browser = browser
            kept_before += await written.times_there()
            await written.is_sent_exactly_once()
        await asyncio.to_thread(server.stop)
    counted(deaths=deaths, kept_before=kept_before, lost=0, doubled=0)
