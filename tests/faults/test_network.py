"""The network to the database is cut: people hear it within four seconds, and it goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import monotonic

import pytest

from tests.faults.conftest import Counted
from tests.faults.load import Load
from tests.faults.proxy import Network
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, must_hold, replayed
from tests.faults.writing import HalfWritten
from tests.web.served import serve, settings_for
from web.command_line.views import wanted

pytestmark = pytest.mark.fault

TOLD_WITHIN = 4.0


@pytest.fixture
def network(migrated_postgresql_url: str) -> Iterator[Network]:
    """A way to the database that can be cut."""
    made = Network(migrated_postgresql_url)
    yield made
    made.heal()
    made.close()


async def test_a_cut_network_is_told_in_time_acknowledges_nothing_and_heals(
    network: Network, counted: Counted
) -> None:
    times, longest = size(2, 30), 0.0
    async with serve(settings_for(network.url)) as served:
        ana, load = await served.account(), Load(served.engine)
        browser = await served.signed_in(ana)
        await load.begin()
        for _ in range(times):
            written = await HalfWritten.begin(browser, await served.partnership(ana))
            longest = max(longest, await cut_and_heal(network, load, written))
            await written.is_sent_exactly_once()
            assert (await browser.get("/readyz")).status_code == 200
            await load.ask_again()
            must_hold(served.engine.log, load.history)
        live = await served.engine.views(PARTNERSHIP)
        again = replayed(served.engine.log).shown(live.at, live=True)
        assert wanted(live, served.keys) == wanted(again, served.keys)
    assert longest <= TOLD_WITHIN
    kept, unknown = len(load.history.kept), load.history.were_unknown
    told = f"{longest:.1f} s"
    counted(cuts=times, acknowledged=kept, unknown=unknown, lost=0, doubled=0, longest_until_told=told)


async def cut_and_heal(network: Network, load: Load, written: HalfWritten) -> float:
    """While people vote: the most seconds that anybody waited for an answer in the meantime."""
    async with load.under_way(4):
        await load.more(20)
        began = monotonic()
        network.cut()
        await asyncio.wait_for(load.nothing_more(), 10)
        voters_waited = monotonic() - began
        kept, began = len(load.history.kept), monotonic()
        page, form, ready = await asyncio.gather(
            written.browser.get(written.path), written.send(), written.browser.get("/readyz")
        )
        others_waited = monotonic() - began
        assert [page.status_code, form.status_code, ready.status_code] == [503] * 3
        assert "cannot be reached at the moment" in form.text
        assert len(load.history.kept) == kept
        network.heal()
        await load.more(20)
    return max(voters_waited, others_waited)
