"""PostgreSQL has no room left: people are told, reading goes on, and so does writing when there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.faults.conftest import Counted
from tests.faults.load import Load
from tests.faults.no_room import MEANS, Disk
from tests.faults.sizes import size
from tests.faults.test_half_written import KEPT_BEFORE, no_longer_kept
from tests.faults.voting import must_hold, views_must_hold
from tests.faults.writing import table_for
from tests.web.served import serve, settings_for

pytestmark = pytest.mark.fault

ROOMS = ("/", "/mission", "/goals", "/history")


@pytest.mark.parametrize("means", MEANS.values(), ids=MEANS.keys())
async def test_a_full_disk_of_postgresql_is_said_reading_goes_on_and_it_recovers_by_itself(
    postgres_url: str, means: Callable[[str], AbstractContextManager[Disk]], counted: Counted
) -> None:
    times = size(2, 50)
    with means(postgres_url) as disk:
        async with serve(settings_for(disk.url)) as served:
            ana = await served.account()
            load = Load(served.engine)
            await load.begin()
            for _ in range(times):
                browser = await served.signed_in(
                    ana
                )  # Anew each time: nobody may send so many forms a minute.
                partnership = await table_for(served, ana)
                await asyncio.to_thread(disk.fill)
                async with load.under_way(8):
                    await asyncio.wait_for(load.refused_some(), 30)
                    written, answer = await no_longer_kept(browser, partnership)
                    assert (answer.status_code, KEPT_BEFORE in answer.text) == (507, True)
                    assert "There is no room left to keep anything new" in answer.text
                    assert "what you wrote is still in the page" in answer.text
                    for room in ROOMS:
                        assert (await browser.get(f"/p/{partnership}{room}")).status_code == 200
                    assert await written.times_there() == 0
                    await asyncio.to_thread(disk.clear)
                    await load.more(20)
                await written.is_sent_exactly_once()
                assert load.history.were_unknown == 0
                must_hold(served.engine.log, load.history)
            views_must_hold(served.engine.log)
    refused = len(load.history.refused)
    counted(times=times, acknowledged=len(load.history.kept), refused=refused, lost=0, doubled=0)
