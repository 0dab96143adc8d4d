"""Fresh databases to measure on, with the product's tables in them."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from events.log.connecting import is_sqlite
from tests.postgres import Server, create_database
from tests.prepared import prepare

KINDS = ("sqlite", "postgresql")
MEMORY = Path("/dev/shm")


@contextmanager
def databases(kinds: Sequence[str] = KINDS) -> Iterator[dict[str, str]]:
    """The address of a fresh database of each kind. PostgreSQL syncs to disk, as it must for real."""
    with ExitStack() as stack:
        yield {kind: stack.enter_context(fresh(kind)) for kind in kinds}


@contextmanager
def fresh(kind: str, place: Path | None = None) -> Iterator[str]:
    """The address of a fresh database of this kind; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="everyseat-bench-", dir=place))
    folder.chmod(0o755)
    server = Server(folder / "postgresql", durable=True)
    try:
        if kind == "postgresql":
            url = create_database(server.create().start().url)
        else:
            url = f"sqlite:///{folder / 'everyseat.sqlite'}"
        prepare(url)
        yield url
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


class Raw:
    """The driver alone: one connection, one table of events, one INSERT and COMMIT for each event."""

    def __init__(self, url: str) -> None:
        self.sqlite = is_sqlite(url)
        self.connection: Any = raw_sqlite(url) if self.sqlite else raw_postgresql(url)
        mark = "?" if self.sqlite else "%s"
        kind = "blob" if self.sqlite else "bytea"
        self.connection.execute(
            f"create table if not exists raw_events (partnership text, position bigint, state {kind},"
            " primary key (partnership, position))"
        )
        self.connection.commit()
        self.insert = f"insert into raw_events values ({mark}, {mark}, {mark})"

    def append(self, partnership: str, position: int, name: str, state: bytes) -> None:
        """Keep one event durably."""
        self.connection.execute(self.insert, (partnership, position, state))
        self.connection.commit()

    def select(self, partnership: str, upto: int) -> list[Any]:
        """The stored bytes of a partnership, in order, from the product's own table."""
        mark = "?" if self.sqlite else "%s"
        query = (
            f"select state from events where partnership = {mark} and position <= {mark} order by position"
        )
        if self.sqlite:
            return list(self.connection.execute(query, (partnership, upto)).fetchall())
        with self.connection.cursor(binary=True) as cursor:
            return list(cursor.execute(query, (partnership, upto)).fetchall())


class RawAutocommit(Raw):
    """The same in one trip: the INSERT commits by itself."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        if self.sqlite:
            self.connection.isolation_level = None
        else:
            self.connection.autocommit = True

    def append(self, partnership: str, position: int, name: str, state: bytes) -> None:
        """Keep one event durably."""
        self.connection.execute(self.insert, (partnership, position, state))


def raw_sqlite(url: str) -> sqlite3.Connection:
    """SQLite as durable as the product's: WAL, and a sync at each commit."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30, check_same_thread=False)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    return connection


def raw_postgresql(url: str) -> psycopg.Connection[Any]:
    """psycopg, prepared statements as it does them by itself."""
    return psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"))
