"""The network to the database is cut: people hear it within four seconds, and it goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from threading import Event
from time import monotonic
from typing import Any

import pytest
from msgspec.structs import replace

from events.log.records import DatabaseAway
from tests.faults.conftest import Counted
from tests.faults.load import Load
from tests.faults.proxy import Network
from tests.faults.sizes import size
from tests.faults.voting import PARTNERSHIP, must_hold, replayed
from tests.faults.writing import HalfWritten, table_for
from tests.web.served import serve, settings_for
from web.command_line.views import wanted
from web.security.cookies import SESSION, cookie_name

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
            written = await HalfWritten.begin(browser, await table_for(served, ana))
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


async def timed(work: Awaitable[Any]) -> tuple[Any, float]:
    """What came of it, an error too, and how many seconds it took."""
    began = monotonic()
    came = await asyncio.gather(work, return_exceptions=True)
    return came[0], monotonic() - began


async def test_who_is_not_known_here_yet_is_told_in_time_too(
    network: Network, migrated_postgresql_url: str
) -> None:
    """Only the accounts lie behind the cut: a cookie that is not in memory has to be looked up there."""
    settings = replace(settings_for(migrated_postgresql_url), accounts_url=network.url)
    async with serve(settings) as served:
        ana = await served.account()
        partnership = await table_for(served, ana)
        browser = await served.signed_in(ana)
        network.cut()
        page, waited = await timed(browser.get(f"/p/{partnership}/goals"))
        found, waited_too = await timed(served.accounts.run(served.accounts.get, ana.id))
        assert (page.status_code, "cannot be reached at the moment" in page.text) == (503, True)
        assert isinstance(found, DatabaseAway)
        assert max(waited, waited_too) <= TOLD_WITHIN
        network.heal()
        assert browser.cookies.get(cookie_name(SESSION, served.settings))
        assert (await once(browser.get, f"/p/{partnership}/goals")).status_code == 200


async def test_words_whose_keys_are_not_in_memory_keep_nobody_waiting(
    network: Network, migrated_postgresql_url: str
) -> None:
    """Only the keys lie behind the cut: pages show everything else, and what is written is not lost."""
    settings = replace(settings_for(migrated_postgresql_url), keys_url=network.url)
    async with serve(settings) as served:
        ana = await served.account()
        partnership = await table_for(served, ana)
    async with serve(settings) as served:
        written = await HalfWritten.begin(await served.signed_in(ana), partnership)
    async with serve(settings) as served:
        cookies, written.browser = written.browser.cookies, served.visitor()
        written.browser.cookies.update(cookies)
        network.cut()
        page, waited = await timed(written.browser.get(f"/p/{partnership}/"))
        assert (page.status_code, "[cannot be read at the moment]" in page.text) == (200, True)
        answer, waited_too = await timed(written.send())
        assert (answer.status_code, "cannot be reached at the moment" in answer.text) == (503, True)
        again, waited_again = await timed(written.browser.get(f"/p/{partnership}/"))
        assert again.status_code == 200
        assert max(waited, waited_too, waited_again) <= TOLD_WITHIN
        network.heal()
        assert "[cannot be read" not in (await once_readable(written, f"/p/{partnership}/"))
        await written.is_sent_exactly_once()


async def once(ask: Any, path: str) -> Any:
    """The first answer that is not a 503; the way back is looked for every half second."""
    async with asyncio.timeout(20):
        while (answer := await ask(path)).status_code == 503:
            await asyncio.to_thread(Event().wait, 0.1)
        return answer


async def once_readable(written: HalfWritten, path: str) -> str:
    """The page when its words can be read again."""
    async with asyncio.timeout(20):
        while "[cannot be read" in (page := (await written.browser.get(path)).text):
            await asyncio.to_thread(Event().wait, 0.1)
        return page
