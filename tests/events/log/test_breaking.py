"""A full disk, a missing right, a broken file, a lost connection: each is said plainly and keeps order."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from events.log.connecting import conninfo
from events.log.log import (
    Append,
    CommandRow,
    DatabaseAway,
    DatabaseBroken,
    DatabaseBusy,
    Log,
    StorageFull,
    Stored,
    Unwritable,
)
from events.log.migrations import migrate
from events.log.records import Serving
from events.log.serving import serve_lock

AT = datetime(2026, 1, 1, tzinfo=UTC)


def append(expected: int, size: int = 10) -> Append:
    state = b"x" * size
    stored = Stored(expected + 1, "GoalVoted", state, sha256(state).digest())
    return Append("p", expected, AT, [stored], [CommandRow(f"c{expected}", "alice", b"h", expected + 1, 1)])


@pytest.fixture
def file(sqlite_url: str) -> Path:
    """An SQLite log's file."""
    migrate(sqlite_url)
    return Path(make_url(sqlite_url).database or "")


def test_a_full_disk_is_said_and_nothing_is_half_kept(sqlite_url: str, file: Path) -> None:
    with Log.open(sqlite_url) as log:
        log.append_many([append(0)])
        pages = sqlite3.connect(file).execute("PRAGMA page_count").fetchone()[0]
        log._database._writer.execute(f"PRAGMA max_page_count={pages + 2}")  # type: ignore[attr-defined]
        with pytest.raises(StorageFull, match="disk is full"):
            log.append_many([append(1, 100_000)])
        assert log.head("p").position == 1
        log._database._writer.execute("PRAGMA max_page_count=100000")  # type: ignore[attr-defined]
        log.append_many([append(1, 100_000)])
        assert [one.position for one in log.read("p")] == [1, 2]


def test_a_log_opened_for_reading_is_not_written(log: Log, log_url: str) -> None:
    log.append_many([append(0)])
    with Log.open(log_url, read_only=True) as reading:
        assert reading.head("p").position == 1
        with pytest.raises(Unwritable):
            reading.append_many([append(1)])


def test_a_missing_file_is_not_made(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseAway, match="cannot be opened"):
        Log.open(sqlite_url)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_said(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "everyseat.sqlite").write_bytes(b"my shopping list " * 100)
    with pytest.raises(DatabaseBroken, match="not a database"):
        Log.open(sqlite_url)


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        Log.open("mysql://localhost/x")


def test_reading_beside_a_running_writer_does_not_checkpoint(sqlite_url: str, file: Path) -> None:
    with Log.open(sqlite_url) as writing:
        writing.append_many([append(0)])
        kept = file.with_name(file.name + "-wal").read_bytes()
        with Log.open(sqlite_url, read_only=True) as reading:
            assert len(reading.read("p")) == 1
        assert file.with_name(file.name + "-wal").read_bytes() == kept


def hold(
    file: Path, ready: "multiprocessing.synchronize.Event", over: "multiprocessing.synchronize.Event"
) -> None:
    with serve_lock(file):
        ready.set()
        over.wait(20)


def test_one_process_at_a_time_serves_a_file(file: Path) -> None:
    several = multiprocessing.get_context("spawn")
    ready, over = several.Event(), several.Event()
    other = several.Process(target=hold, args=(file, ready, over))
    other.start()
    assert ready.wait(20)
    with pytest.raises(Serving, match=f"Process {other.pid} is serving"), serve_lock(file):
        pass
    other.kill()
    other.join()
    with serve_lock(file):
        pass


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="cannot be written"), serve_lock(tmp_path / "no" / "log.sqlite"):
        pass


@pytest.fixture
def end_connections(postgresql_url: str) -> Callable[[], None]:
    """End every connection to the database, as a restart of the server would."""

    def end() -> None:
        with psycopg.connect(conninfo(postgresql_url), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    return end


def test_after_a_lost_connection_the_log_goes_on(
    migrated_postgresql_log: tuple[Log, Log], end_connections: Callable[[], None]
) -> None:
    log, _ = migrated_postgresql_log
    log.append_many([append(0)])
    end_connections()
    assert log.head("p").position == 1
    end_connections()
    with pytest.raises(DatabaseAway):
        log.append_many([append(1)])
    assert log.commands("p", ["c1"]) == {}
    log.append_many([append(1)])
    assert log.head("p").position == 2


def test_a_connection_lost_under_the_lock_keeps_nothing(
    migrated_postgresql_log: tuple[Log, Log], end_connections: Callable[[], None]
) -> None:
    log, _ = migrated_postgresql_log

    def lose_it() -> None:
        with log.locked("p") as held:
            held.append(append(0))
            end_connections()

    with pytest.raises(DatabaseAway):
        lose_it()
    assert log.heads() == {}
    log.append_many([append(0)])


def test_a_head_that_stays_locked_is_busy_not_waited_for_for_ever(
    migrated_postgresql_log: tuple[Log, Log],
) -> None:
    log, other = migrated_postgresql_log
    log.append_many([append(0)])
    other.append_many([Append("q", 0, AT, (), ())])
    other._database._writer.execute("SET lock_timeout = 100")  # type: ignore[attr-defined]
    with log.locked("p"), pytest.raises(DatabaseBusy):
        other.append_many([append(1)])
    other.append_many([append(1)])


def test_a_follower_survives_a_lost_connection(
    migrated_postgresql_log: tuple[Log, Log], end_connections: Callable[[], None]
) -> None:
    here, there = migrated_postgresql_log
    follower = here.follow()
    assert follower.wait(5)
    end_connections()
    assert follower.wait(10), "a new listener says when it begins"
    while follower.wait(0):
        pass
    there.follow().close()
    there.append_many([append(0)])
    assert follower.wait(10)
