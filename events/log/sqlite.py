"""The log on SQLite: one process, one writing connection, many reading ones."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, LifoQueue
from threading import RLock
from typing import Any

from sqlalchemy import make_url

from events.log.records import (
    Append,
    CommandKnown,
    DatabaseAway,
    DatabaseBroken,
    DatabaseBusy,
    HeadMoved,
    LogError,
    StorageFull,
    Unwritable,
    to_micros,
)
from events.log.statements import SQLITE, Sql, Statements

MOVE_HEAD = "UPDATE heads SET position = ?, recorded_at = ? WHERE partnership = ? AND position = ?"
INSERT_EVENT = "INSERT INTO events (partnership, position, name, state, leaf) VALUES (?, ?, ?, ?, ?)"
INSERT_COMMAND = (
    "INSERT INTO commands (partnership, command_id, person, body_hash, first, count) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
IDLE_READERS = 8
REFUSALS: dict[int, tuple[type[LogError], str]] = {
    sqlite3.SQLITE_FULL: (StorageFull, "The disk is full, so nothing can be written."),
    sqlite3.SQLITE_READONLY: (Unwritable, "The database may only be read here."),
    sqlite3.SQLITE_PERM: (Unwritable, "The database may only be read here."),
    sqlite3.SQLITE_CANTOPEN: (DatabaseAway, "The database file cannot be opened."),
    sqlite3.SQLITE_BUSY: (DatabaseBusy, "Somebody else keeps the database busy."),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, "Somebody else keeps the database busy."),
    sqlite3.SQLITE_IOERR: (DatabaseAway, "The disk does not answer."),
    sqlite3.SQLITE_CORRUPT: (DatabaseBroken, "The database file is damaged."),
    sqlite3.SQLITE_NOTADB: (DatabaseBroken, "The file is not a database."),
}
STALE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
"""After these no connection is used again: where the write-ahead log, or the memory that all connections of
the process share, could not be opened for writing once, nothing would be written any more."""


def code_of(error: BaseException) -> int:
    """SQLite's own number for what went wrong; 0 when it was not SQLite."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


@contextmanager
def said_plainly(path: str) -> Iterator[None]:
    """Turn the driver's errors into ours."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "commands." in str(error):
            raise CommandKnown("a command of this batch is kept already") from error
        raise
    except sqlite3.Error as error:
        kind = REFUSALS.get(code_of(error))
        if kind is None:
            raise
        raise kind[0](f"{kind[1]} ({path})") from error


class SqliteTransaction:
    """Statements between BEGIN IMMEDIATE and COMMIT."""

    def __init__(self, connection: sqlite3.Connection, statements: Statements) -> None:
        self._connection = connection
        self._statements = statements

    def rows(self, sql: Sql, **values: Any) -> list[Any]:
        return self._connection.execute(sql.text, adapted(sql, values)).fetchall()

    def run(self, sql: Sql, **values: Any) -> int:
        return self._connection.execute(sql.text, adapted(sql, values)).rowcount

    def run_each(self, sql: Sql, rows: Sequence[dict[str, Any]]) -> None:
        self._connection.executemany(sql.text, [adapted(sql, values) for values in rows])

    def append(self, batch: Sequence[Append]) -> int:
        moved = [append.partnership for append in batch if not self._move_head(append)]
        if moved:
            raise HeadMoved(moved)
        for append in batch:
            name = append.partnership
            self._connection.executemany(INSERT_EVENT, [(name, *stored) for stored in append.events])
            self._connection.executemany(INSERT_COMMAND, [(name, *command) for command in append.commands])
            for due in append.due:
                values = due._replace(at=to_micros(due.at))._asdict()  # type: ignore[arg-type]
                self.run(self._statements.add_due, **values)
        return to_micros(datetime.now(UTC))

    def _move_head(self, append: Append) -> bool:
        if append.expected <= 0:
            start = {"partnership": append.partnership, "position": append.expected}
            self.run(self._statements.begin_head, **start)
        position = append.expected + len(append.events)
        values = position, to_micros(append.recorded_at), append.partnership, append.expected
        return self._connection.execute(MOVE_HEAD, values).rowcount == 1


class SqliteDatabase:
    """One file. Only this process writes it (see the serving lock); readers never checkpoint."""

    has_own_clock = False

    def __init__(self, url: str, *, read_only: bool) -> None:
        self.statements = Statements(SQLITE)
        self._path = make_url(url).database or ""
        self._read_only = read_only
        self._lock = RLock()
        self._readers: LifoQueue[sqlite3.Connection] = LifoQueue(IDLE_READERS)
        self._writer: sqlite3.Connection | None = None
        with said_plainly(self._path):
            self.rows(self.statements.head, partnership="")

    def rows(self, sql: Sql, **values: Any) -> list[Any]:
        with said_plainly(self._path):
            reader = self._take_reader()
            try:
                found = reader.execute(sql.text, adapted(sql, values)).fetchall()
            except sqlite3.Error:
                reader.close()
                raise
            self._give_back(reader)
            return found

    @contextmanager
    def transaction(self) -> Iterator[SqliteTransaction]:
        with self._lock, said_plainly(self._path):
            writer = self._writer or self._open_writer()
            try:
                writer.execute("BEGIN IMMEDIATE")
                yield SqliteTransaction(writer, self.statements)
                writer.execute("COMMIT")
            except BaseException as error:
                if writer.in_transaction:
                    with suppress(sqlite3.Error):
                        writer.execute("ROLLBACK")
                if code_of(error) in STALE:
                    self.close()
                raise

    def statement(self) -> AbstractContextManager[SqliteTransaction]:
        return self.transaction()

    def append_many(self, batch: Sequence[Append]) -> int:
        with self.transaction() as transaction:
            return transaction.append(batch)

    def answers(self) -> bool:
        return True  # A file is there or it is not; nobody waits for it in vain.

    def close(self) -> None:
        with self._lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        with suppress(Empty):
            while True:
                self._readers.get_nowait().close()

    def _open_writer(self) -> sqlite3.Connection:
        if self._read_only:
            raise Unwritable(f"The database was opened for reading only. ({self._path})")
        writer = self._connect("rw")
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            writer.execute(f"PRAGMA {pragma}")
        self._writer = writer
        return writer

    def _connect(self, mode: str) -> sqlite3.Connection:
        # Autocommit: transactions are begun and ended by name, above.
        return sqlite3.connect(
            f"{Path(self._path).absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=10,
            cached_statements=256,
        )

    def _take_reader(self) -> sqlite3.Connection:
        try:
            return self._readers.get_nowait()
        except Empty:
            return self._connect("ro")

    def _give_back(self, reader: sqlite3.Connection) -> None:
        if self._readers.full():
            reader.close()
        else:
            self._readers.put(reader)


def adapted(sql: Sql, values: dict[str, Any]) -> dict[str, Any]:
    """Lists go in as JSON, because SQLite has no arrays."""
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = json.dumps(value)
    return {**sql.fixed, **values} if sql.fixed else values
