"""The database is killed while people vote: nothing is lost, and it goes on by itself."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

import pytest

from tests import postgres
from tests.faults.conftest import Counted
from tests.faults.load import Load
from tests.faults.sizes import chance, size
from tests.faults.voting import PARTNERSHIP, must_hold, replayed
from tests.prepared import prepare
from tests.web.served import serve, settings_for

pytestmark = pytest.mark.fault

BACK_WITHIN = 5.0


def killed(server: postgres.Server) -> None:
    """The postmaster is shot; its children notice and leave."""
    postgres.end(server.pid, signal.SIGKILL)


def stopped_at_once(server: postgres.Server) -> None:
    """As if the power were cut for the database alone."""
    server.kill()


def started_again(server: postgres.Server) -> None:
    """It may have to wait until the last child of the dead one has left."""
    for _ in range(100):
        with suppress(RuntimeError):
            server.start()
            return
        (server.folder / "postgres.log").write_bytes(b"")
    raise AssertionError("PostgreSQL did not come back")


@pytest.mark.parametrize("end", [killed, stopped_at_once])
async def test_a_database_that_dies_under_load_loses_nothing_and_is_found_again(
    own_postgres: Callable[[], postgres.Server], end: Callable[[postgres.Server], None], counted: Counted
) -> None:
    database = await asyncio.to_thread(own_postgres)
    await asyncio.to_thread(prepare, database.url)
    times, accidents = size(3, 30), chance(end.__name__)
    were_kept, slowest = 0, 0.0
    async with serve(settings_for(database.url)) as served:
        load = Load(served.engine)
        await load.begin()
        for _ in range(times):
            async with load.under_way():
                await load.more(accidents.randrange(50, 300))
                await asyncio.to_thread(end, database)
                ready = await served.visitor().get("/readyz")
                assert ready.status_code == 503
                await asyncio.to_thread(started_again, database)
                back = monotonic()
                await load.more(1)
                slowest = max(slowest, monotonic() - back)
                assert (await served.visitor().get("/readyz")).status_code == 200
            were_kept += await load.ask_again()
            must_hold(served.engine.log, load.history)
        live = await served.engine.views(PARTNERSHIP)
        again = replayed(served.engine.log).shown(live.at, live=True)
        assert live == again
    assert slowest <= BACK_WITHIN
    counted(
        kills=times,
        acknowledged=len(load.history.kept),
        unknown=load.history.were_unknown,
        of_them_kept_before=were_kept,
        lost=0,
        doubled=0,
        longest_time_until_back=f"{slowest:.1f} s",
    )
