"""Does the process live, can it work, and does it refuse to start on what it cannot serve."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from events.log.migrations import DatabaseNewer, DatabaseOlder, driver_url
from events.log.records import Serving
from projections.views import PROJECTIONS
from tests.faults.writing import HalfWritten, table_for
from tests.web.served import Served, serve, settings_for
from web.settings.addresses import beside, sqlite_file
from workspace.charter.commands import OpenStatement

NOTICE = "a part of the history cannot be read"


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url)) as running:
        yield running


def write(url: str, statement: str) -> None:
    """Change a database behind the server's back."""
    engine = create_engine(driver_url(url))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def there(url: str) -> bool:
    """Whether an SQLite file exists."""
    return url.startswith("sqlite") and sqlite_file(url).exists()


def lose(url: str) -> None:
    """Lose an SQLite file."""
    sqlite_file(url).unlink()


async def test_a_server_that_works_says_so(served: Served) -> None:
    browser = served.visitor()
    assert (await browser.get("/healthz")).json() == {"status": "ok"}
    ready = await browser.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "reasons": []})


async def test_a_writer_that_stopped_is_told(served: Served) -> None:
    await served.engine.writer.stop()
    ready = await served.visitor().get("/readyz")
    assert (ready.status_code, ready.json()["reasons"]) == (503, ["writer: not running"])
    assert (await served.visitor().get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    ("what", "table"), [("record", "log_version"), ("accounts", "alembic_version_accounts")]
)
async def test_tables_of_another_version_are_told(served: Served, what: str, table: str) -> None:
    url = served.settings.database_url if what == "record" else served.settings.accounts_url
    write(url, f"UPDATE {table} SET version_num = 'from_the_future'")
    ready = await served.visitor().get("/readyz")
    assert (ready.status_code, ready.json()["reasons"]) == (503, [f"{what}: DatabaseNewer"])


async def test_a_view_that_stopped_is_told_and_the_others_go_on(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(view: object, recorded: object) -> None:
        raise ValueError("this fold is broken")

    ana = await served.account()
    broken = PROJECTIONS["goals"]._replace(fold=break_down, events=PROJECTIONS["directory"].events)
    monkeypatch.setitem(PROJECTIONS, "goals", broken)
    partnership = await table_for(served, ana)
    browser = await served.signed_in(ana)
    for room in ("directory", "goals"):
        page = await browser.get(f"/p/{partnership}/{room}")
        assert (page.status_code, NOTICE in page.text) == (200, True)
    ready = await browser.get("/readyz")
    assert (ready.status_code, ready.json()["reasons"]) == (
        503,
        ["view goals: stopped in 1 partnership(s)"],
    )
    assert "this fold is broken" not in ready.text
    assert partnership not in ready.text


async def test_a_form_of_a_part_that_stopped_is_refused_with_its_text_and_sent_once_when_it_goes_on(
    migrated_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(view: object, recorded: object) -> None:
        raise ValueError("this fold is broken")

    settings = settings_for(migrated_database_url)
    with monkeypatch.context() as meanwhile:
        broken = PROJECTIONS["goals"]._replace(fold=break_down, events=PROJECTIONS["directory"].events)
        meanwhile.setitem(PROJECTIONS, "goals", broken)
        async with serve(settings) as served:
            ana = await served.account()
            partnership = await table_for(served, ana)
            browser = await served.signed_in(ana)
            written, before = await HalfWritten.begin(browser, partnership), served.engine.log.heads()
            answer = await written.send()
            assert (answer.status_code, NOTICE in answer.text) == (503, True)
            assert "Nothing new can be kept here at the moment" in answer.text
            assert written.title in answer.text
            assert written.fields["command"] in answer.text
            assert served.engine.log.heads() == before
            await served.ask(OpenStatement, {"kind": "mission"}, ana.id, partnership)
            assert served.engine.log.heads() != before, "the other parts go on"
    async with serve(settings) as served:
        cookies, written.browser = written.browser.cookies, served.visitor()
        written.browser.cookies.update(cookies)
        assert NOTICE not in (await written.browser.get(f"/p/{partnership}/goals")).text
        await written.is_sent_exactly_once()


async def test_a_database_newer_than_the_program_is_not_touched(migrated_database_url: str) -> None:
    write(migrated_database_url, "UPDATE log_version SET version_num = 'from_the_future'")
    with pytest.RaisesGroup(pytest.RaisesExc(DatabaseNewer, match="Nothing was touched")):
        async with serve(settings_for(migrated_database_url)):
            pass


async def test_tables_are_never_made_at_the_start(database_url: str) -> None:
    with pytest.RaisesGroup(pytest.RaisesExc(DatabaseOlder, match="migrate")):
        async with serve(settings_for(database_url)):
            pass
    assert not there(database_url)


async def test_two_servers_never_write_the_same_file(migrated_sqlite_url: str) -> None:
    async with serve(settings_for(migrated_sqlite_url)):
        with pytest.RaisesGroup(pytest.RaisesExc(Serving, match="is serving")):
            async with serve(settings_for(migrated_sqlite_url)):
                pass


async def test_without_its_keys_a_server_runs_and_says_what_cannot_be_read(
    migrated_sqlite_url: str,
) -> None:
    settings = settings_for(migrated_sqlite_url)
    async with serve(settings) as served:
        ana = await served.account()
        partnership = await served.partnership(ana)
    lose(beside(migrated_sqlite_url, "keys"))
    async with serve(settings) as served:
        page = await (await served.signed_in(ana)).get(f"/p/{partnership}/directory")
        assert page.status_code == 200
        assert "Easy breathing" not in page.text
        assert "cannot be read" in page.text
