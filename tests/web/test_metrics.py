"""The numbers are there for whoever watches the machine, on a port of their own, and name nobody."""

from __future__ import annotations

import asyncio
import re
import socket
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from tests.web.commanded import refused
from tests.web.drafting.writing import Window
from tests.web.served import Served, Socket, serve, settings_for
from web.settings import SettingsProblem
from workspace.charter.commands import OpenDraft, OpenStatement
from workspace.goals.commands import ProposeGoal


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url, EVERYSEAT_METRICS_PORT="0")) as running:
        yield running


def fetched(served: Served) -> str:
    address = f"http://127.0.0.1:{served.app.state.metrics_port}/metrics"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


async def numbers(served: Served) -> dict[str, float]:
    """Every sample by its name and labels."""
    text = await asyncio.to_thread(fetched, served)
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_an_idle_server_is_up_and_behind_in_nothing(served: Served) -> None:
    found = await numbers(served)
    assert found["everyseat_database_up"] == found["everyseat_writer_running"] == 1
    for name in ("lag_events", "queue", "sockets", "draft_queue", "draft_sockets", "parked_views"):
        assert found[f"everyseat_{name}"] == 0


async def test_commits_batches_and_refusals_are_counted(served: Served) -> None:
    ana = await served.account()
    partnership = await served.partnership(ana)
    before = await numbers(served)
    await asyncio.gather(
        *(served.ask(ProposeGoal, {"title": f"Goal {n}"}, ana.id, partnership) for n in range(8))
    )
    with pytest.raises(AssertionError):
        await served.ask(ProposeGoal, {"title": "A stranger's"}, uuid4().hex, partnership)
    after = await numbers(served)
    assert after["everyseat_events_total"] - before["everyseat_events_total"] == 8
    assert after["everyseat_batch_size_sum"] - before["everyseat_batch_size_sum"] == 8
    commits = after["everyseat_commits_total"] - before["everyseat_commits_total"]
    assert commits == after["everyseat_batch_size_count"] - before["everyseat_batch_size_count"]
    assert 1 <= commits <= 8
    assert after["everyseat_refusals_total[not allowed]"] == 1


async def test_what_was_not_folded_here_yet_is_lag(migrated_postgresql_url: str) -> None:
    async with serve(settings_for(migrated_postgresql_url, EVERYSEAT_METRICS_PORT="0")) as served:
        ana = await served.account()
        partnership = await served.partnership(ana)
        await served.engine.views(partnership)
        for task in served.engine._tasks:
            task.cancel()
        async with serve(settings_for(migrated_postgresql_url)) as other:
            await other.ask(ProposeGoal, {"title": "Elsewhere"}, ana.id, partnership)
        found = await numbers(served)
    assert found["everyseat_lag_events"] == found["everyseat_lag_events_max"] == 1


async def test_open_pages_and_stopped_views_are_counted(served: Served) -> None:
    ana = await served.account()
    partnership = await served.partnership(ana)
    await served.engine.views(partnership)
    folded = served.engine.live.get(partnership)
    assert folded is not None
    folded.parked["goals"] = 1
    browser = await served.signed_in(ana)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    headers = {"host": "127.0.0.1:8400", "origin": "http://127.0.0.1:8400", "cookie": cookies}
    page = Socket(served.app, f"/p/{partnership}/live?page=goals&after=0", headers)
    await page.until("websocket.send")
    found = await numbers(served)
    assert (found["everyseat_sockets"], found["everyseat_parked_views"]) == (1, 1)
    await page.leave()


async def test_windows_on_drafts_and_what_waits_there_are_counted(served: Served) -> None:
    ana = await served.account()
    partnership = await served.partnership(ana)
    await served.ask(OpenStatement, {"kind": "mission"}, ana.id, partnership)
    statement = (await served.engine.views(partnership)).charter.statements["mission"].id
    await served.ask(OpenDraft, {"statement": statement, "language": "en"}, ana.id, partnership)
    (draft,) = (await served.engine.views(partnership)).charter.drafts
    browser = await served.signed_in(ana)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    headers = {"host": "127.0.0.1:8400", "origin": "http://127.0.0.1:8400", "cookie": cookies}
    page = Socket(served.app, f"/live/drafts/{draft}", headers)
    await page.until("websocket.send")
    found = await numbers(served)
    assert (found["everyseat_draft_sockets"], found["everyseat_sockets"]) == (1, 0)
    room = await served.app.state.rooms.room(partnership, draft)
    async with room._changing:
        first = asyncio.create_task(room.offer(ana.id, Window(1).write(0, "We")))
        assert (await numbers(served))["everyseat_draft_queue"] == 0, "it is being kept"
        second = asyncio.create_task(room.offer(ana.id, Window(2).write(0, "We")))
        assert (await numbers(served))["everyseat_draft_queue"] == 1
    await asyncio.gather(first, second)
    assert (await numbers(served))["everyseat_draft_queue"] == 0
    await page.leave()
    assert (await numbers(served))["everyseat_draft_sockets"] == 0


async def test_nobody_is_named(served: Served) -> None:
    ana = await served.account()
    partnership = await served.partnership(ana)
    await served.ask(ProposeGoal, {"title": "Breathe"}, ana.id, partnership)
    text = await asyncio.to_thread(fetched, served)
    assert not re.search(r"[0-9a-f]{32}|@|Ana|Breathe", text)
    assert set(re.findall(r'(\w+)="', text)) <= {"kind", "le"}


async def test_the_pages_do_not_give_them(served: Served) -> None:
    assert (await served.visitor().get("/metrics")).status_code == 404


async def test_without_a_port_they_are_off(migrated_sqlite_url: str) -> None:
    async with serve(settings_for(migrated_sqlite_url)) as running:
        assert running.app.state.metrics_port is None


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        given = {"EVERYSEAT_METRICS_PORT": str(taken.getsockname()[1])}
        assert "EVERYSEAT_METRICS_PORT" in refused(tmp_path, "serve", "--port", "0", env=given)


@pytest.mark.parametrize("port", ["eighty", "-1", "70000"])
def test_a_port_that_is_none_is_refused(migrated_sqlite_url: str, port: str) -> None:
    with pytest.raises(SettingsProblem, match="EVERYSEAT_METRICS_PORT"):
        settings_for(migrated_sqlite_url, EVERYSEAT_METRICS_PORT=port)
