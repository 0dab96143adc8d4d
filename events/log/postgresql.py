"""The log on PostgreSQL: one writing connection in each process, a small pool of reading ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from selectors import EVENT_READ, DefaultSelector
from threading import RLock
from time import monotonic
from typing import Any

import psycopg
from psycopg import errors
from psycopg_pool import ConnectionPool, PoolTimeout

from events.log.connecting import conninfo, postgresql_answers, postgresql_arguments
from events.log.one_trip import append_in_one_trip, prepare
from events.log.records import (
    Append,
    CommandKnown,
    DatabaseAway,
    DatabaseBusy,
    HeadMoved,
    StorageFull,
    Unwritable,
    to_micros,
)
from events.log.statements import POSTGRESQL, Sql, Statements, append_all

APPEND_ALL = append_all()
READERS = 8
WAIT_FOR_READER = 3
RESTED = 1.0
"""Seconds after which the writing connection may have been ended without anybody noticing."""

Connection = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn the driver's errors into ours."""
    try:
        yield
    except errors.UniqueViolation as error:
        if error.diag.constraint_name == "commands_pkey":
            raise CommandKnown("a command of this batch is kept already") from error
        raise
    except (errors.DiskFull, errors.OutOfMemory) as error:
        raise StorageFull("The database server has no room left.") from error
    except (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege) as error:
        raise Unwritable("The database may only be read here.") from error
    except (
        errors.QueryCanceled,
        errors.LockNotAvailable,
        errors.DeadlockDetected,
        errors.SerializationFailure,
        errors.IdleInTransactionSessionTimeout,
    ) as error:
        raise DatabaseBusy("The database did not get round to it in time.") from error
    except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
        raise DatabaseAway("The database does not answer.") from error


def hung_up(connection: Connection) -> bool:
    """Whether the database ended a connection that nobody used meanwhile, as when it was started again.

    Then nothing was under way on it, and a new one can be taken without a doubt about any commit.
    """
    with DefaultSelector() as selector:
        selector.register(connection.fileno(), EVENT_READ)
        return bool(selector.select(0))


class PostgresqlTransaction:
    """Statements between BEGIN and COMMIT, or one statement that commits by itself."""

    def __init__(self, connection: Connection, statements: Statements) -> None:
        self._connection = connection
        self._statements = statements

    def rows(self, sql: Sql, **values: Any) -> list[Any]:
        return self._connection.execute(sql.text, {**sql.fixed, **values}, binary=True).fetchall()

    def run(self, sql: Sql, **values: Any) -> int:
        return self._connection.execute(sql.text, {**sql.fixed, **values}).rowcount

    def run_each(self, sql: Sql, rows: Sequence[dict[str, Any]]) -> None:
        if len(rows) == 1:
            self.run(sql, **rows[0])
            return
        with self._connection.cursor() as cursor:
            cursor.executemany(sql.text, [{**sql.fixed, **values} for values in rows])

    def append(self, batch: Sequence[Append]) -> int:
        self._lock_heads(batch)
        clock = self.append_locked(batch)
        for append in batch:
            for due in append.due:
                values = due._replace(at=to_micros(due.at))._asdict()  # type: ignore[arg-type]
                self.run(self._statements.add_due, **values)
        return clock

    def _lock_heads(self, batch: Sequence[Append]) -> None:
        """Take the locks in one order everywhere, so that two processes never wait for each other."""
        for append in batch:
            if append.expected <= 0:
                start = {"partnership": append.partnership, "position": append.expected}
                self.run(self._statements.begin_head, **start)
        if len(batch) > 1:
            names = [append.partnership for append in batch]
            self.rows(self._statements.lock_heads, partnerships=names)

    def append_locked(self, batch: Sequence[Append]) -> int:
        """The one statement. Raises HeadMoved, and then has inserted nothing for those partnerships."""
        (row,) = self._connection.execute(APPEND_ALL.text, arrays(batch), binary=True)
        moved = set(row[0] or ())
        stayed = [append.partnership for append in batch if append.partnership not in moved]
        if stayed:
            raise HeadMoved(stayed)
        return to_micros(row[1])


def arrays(batch: Sequence[Append]) -> dict[str, Any]:
    """A batch as columns."""
    kept = [(append.partnership, *stored) for append in batch for stored in append.events]
    done = [(append.partnership, *command) for append in batch for command in append.commands]
    return {
        "h_partnership": [append.partnership for append in batch],
        "h_expected": [append.expected for append in batch],
        "h_position": [append.expected + len(append.events) for append in batch],
        "h_recorded_at": [to_micros(append.recorded_at) for append in batch],
        **columns(("e_partnership", "e_position", "e_name", "e_state", "e_leaf"), kept),
        **columns(("c_partnership", "c_command_id", "c_person", "c_body_hash", "c_first", "c_count"), done),
    }


def columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Rows turned into one list for each column."""
    turned = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {name: list(values) for name, values in zip(names, turned, strict=True)}


class PostgresqlDatabase:
    """One server."""

    has_own_clock = True

    def __init__(self, url: str, *, read_only: bool) -> None:
        self.statements = Statements(POSTGRESQL)
        self._address = conninfo(url)
        self._read_only = read_only
        self._lock = RLock()
        self._writer: Connection | None = None
        self._used_at = 0.0
        self._readers: ConnectionPool[Connection] = ConnectionPool(
            self._address,
            kwargs={"autocommit": True, **postgresql_arguments()},
            min_size=1,
            max_size=READERS,
            timeout=WAIT_FOR_READER,
            # Each reading tries anew, so that the first one after an outage succeeds.
            reconnect_timeout=0,
            open=True,
            name="everyseat readers",
        )

    def rows(self, sql: Sql, **values: Any) -> list[Any]:
        with said_plainly():
            try:
                return self._rows(sql, values)
            except psycopg.OperationalError as error:
                if isinstance(error, (errors.QueryCanceled, PoolTimeout)):
                    raise
                # A pooled connection may have died while it was idle; reading again is harmless.
                self._readers.check()
                return self._rows(sql, values)

    def _rows(self, sql: Sql, values: dict[str, Any]) -> list[Any]:
        with self._readers.connection() as reader:
            return reader.execute(sql.text, {**sql.fixed, **values}, binary=True).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[PostgresqlTransaction]:
        with self._writing() as writer, writer.transaction():
            yield PostgresqlTransaction(writer, self.statements)

    @contextmanager
    def statement(self) -> Iterator[PostgresqlTransaction]:
        with self._writing() as writer:
            yield PostgresqlTransaction(writer, self.statements)

    def append_many(self, batch: Sequence[Append]) -> int:
        if len(batch) == 1 and batch[0].expected > 0 and not batch[0].due:
            return self._append_one(batch)
        with self.transaction() as transaction:
            return transaction.append(batch)

    def _append_one(self, batch: Sequence[Append]) -> int:
        """One partnership, one statement, one round trip: it commits by itself."""
        with self._writing() as writer:
            if len(batch[0].events) == len(batch[0].commands) == 1:
                clock = append_in_one_trip(writer, batch[0])
                if clock is None:
                    raise HeadMoved([batch[0].partnership])
                return clock
            return PostgresqlTransaction(writer, self.statements).append_locked(batch)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """The writing connection, which nobody else uses meanwhile."""
        with self._lock, said_plainly():
            writer = self._take_writer()
            try:
                yield writer
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self._drop_if_dead(writer)
                raise

    def _take_writer(self) -> Connection:
        if self._read_only:
            raise Unwritable("The database was opened for reading only.")
        if self._writer is not None and monotonic() - self._used_at > RESTED and hung_up(self._writer):
            self._writer.close()
        self._used_at = monotonic()
        if self._writer is None or self._writer.closed:
            writer = psycopg.connect(self._address, autocommit=True, **postgresql_arguments())
            prepare(writer)
            self._writer = writer
        return self._writer

    def _drop_if_dead(self, writer: Connection) -> None:
        if writer.closed or writer.broken:
            self._writer = None

    def answers(self) -> bool:
        return postgresql_answers(self._address)

    def connect(self) -> Connection:
        """A connection of its own, for who listens or notifies."""
        with said_plainly():
            return psycopg.connect(self._address, autocommit=True, **postgresql_arguments())

    def close(self) -> None:
        with self._lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self._readers.close()
