"""Somebody moves the database's clock by two hours: nothing is recorded at a wrong time, and it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import psycopg
import pytest
from sqlalchemy import make_url

from events.log.codec import decode
from events.log.connecting import conninfo
from tests.faults.conftest import Counted
from tests.faults.load import Load
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, must_hold
from tests.faults.writing import HalfWritten, table_for
from tests.web.served import serve, settings_for
from web.health import CLOCK_JUMPED

pytestmark = pytest.mark.fault

NEAR = timedelta(minutes=5)
A_CLOCK_THAT_CAN_BE_MOVED = """
CREATE SCHEMA moved;
CREATE TABLE moved.by (how_far interval);
INSERT INTO moved.by VALUES ('0');
CREATE FUNCTION moved.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$ SELECT pg_catalog.clock_timestamp() + how_far FROM moved.by $$;
"""


@pytest.fixture
def move_clock(migrated_postgresql_url: str) -> Callable[[str], None]:
    """`move_clock("2 hours")`: what the database says the time is, from now on."""

    def do(statement: str) -> None:
        with psycopg.connect(conninfo(migrated_postgresql_url), autocommit=True) as connection:
            connection.execute(statement)

    do(A_CLOCK_THAT_CAN_BE_MOVED)
    name = make_url(migrated_postgresql_url).database
    do(f'ALTER DATABASE "{name}" SET search_path = moved, pg_catalog, public')
    return lambda how_far: do(f"UPDATE moved.by SET how_far = '{how_far}'")


async def test_a_clock_that_jumps_refuses_to_record_until_it_is_back(
    migrated_postgresql_url: str, move_clock: Callable[[str], None], counted: Counted
) -> None:
    jumps = ["2 hours", "-2 hours"] * size(1, 25)
    async with serve(settings_for(migrated_postgresql_url)) as served:
        ana, load = await served.account(), Load(served.engine)
        await load.begin()
        browser = await served.signed_in(ana)
        for jump in jumps:
            partnership = await table_for(served, ana)
            written = await HalfWritten.begin(browser, partnership)
            async with load.under_way(4):
                await load.more(20)
                await asyncio.to_thread(move_clock, jump)
                await asyncio.wait_for(load.refused_some(), 30)
                ready = await served.visitor().get("/readyz")
                assert (ready.status_code, ready.json()["reasons"]) == (503, [CLOCK_JUMPED])
                answer = await written.send()
                assert (answer.status_code, "Nothing was lost" in answer.text) == (503, True)
                assert await written.times_there() == 0
                await asyncio.to_thread(move_clock, "0")
                await load.more(20)
            await written.is_sent_exactly_once()
            assert (await served.visitor().get("/readyz")).status_code == 200
        must_hold(served.engine.log, load.history)
        times = [decode(one.state).header.recorded_at for one in served.engine.log.read(PARTNERSHIP)]
    assert all(one <= other for one, other in pairwise(times))
    assert times[-1] - NEAR < datetime.now(UTC) < times[-1] + NEAR
    refused = len(load.history.refused)
    counted(jumps=len(jumps), acknowledged=len(load.history.kept), refused=refused, at_a_wrong_time=0)
