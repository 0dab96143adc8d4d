"""The log: what was appended to each partnership, in order and without gaps.

Within a partnership the head row is locked to the commit, so the order of positions is the order of
commits: whoever reads after position n misses nothing. Between partnerships there is no order.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Self

from events.log.connecting import is_sqlite
from events.log.database import Database
from events.log.drafts import DraftStreams
from events.log.following import Follower, Following
from events.log.locked import LockedHead, commands_of, head_of
from events.log.postgresql import PostgresqlDatabase
from events.log.records import (
    Append,
    CommandKnown,
    CommandRow,
    DatabaseAway,
    DatabaseBroken,
    DatabaseBusy,
    Due,
    Head,
    HeadMoved,
    LogError,
    StorageFull,
    Stored,
    Unwritable,
    from_micros,
    refuse_gaps,
    to_micros,
)
from events.log.snapshot_rows import SnapshotRows
from events.log.sqlite import SqliteDatabase
from events.log.statements import UNLIMITED, Sql

__all__ = [
    "Append",
    "CommandKnown",
    "CommandRow",
    "DatabaseAway",
    "DatabaseBroken",
    "DatabaseBusy",
    "Due",
    "Follower",
    "Head",
    "HeadMoved",
    "LockedHead",
    "Log",
    "LogError",
    "StorageFull",
    "Stored",
    "Unwritable",
]

AT_ONCE = 5_000
AS_STORED = partial(tuple.__new__, Stored)  # Twice as quick as its own way of being made.


class Log(SnapshotRows):
    """Safe to use from several threads; one of them at a time appends."""

    def __init__(self, database: Database, following: Following) -> None:
        super().__init__(database)
        self._following = following
        self.answers = database.answers
        self.drafts = DraftStreams(database, following.appended)

    @classmethod
    def open(cls, url: str, *, read_only: bool = False) -> Self:
        """Open the log at an address. The tables must be there (`events.log.migrations`)."""
        if is_sqlite(url):
            return cls(SqliteDatabase(url, read_only=read_only), Following(None))
        database = PostgresqlDatabase(url, read_only=read_only)
        return cls(database, Following(database.connect))

    def close(self) -> None:
        """Let every connection go."""
        self._following.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def sole_writer(self) -> bool:
        """Whether only this process can append (SQLite): then what it holds in memory is never stale."""
        return not self._database.has_own_clock

    # --- reading ---------------------------------------------------------------------------------

    def head(self, partnership: str) -> Head:
        """Where a partnership stands; position 0 when it has no events."""
        return head_of(self._database.rows(self._sql.head, partnership=partnership))

    def heads(self, partnerships: Sequence[str] | None = None) -> dict[str, Head]:
        """Where every partnership stands, or each of these; left out are those without events."""
        if partnerships is None:
            rows = self._database.rows(self._sql.heads)
        else:
            rows = self._database.rows(self._sql.heads_of, partnerships=list(partnerships))
        return {name: Head(position, from_micros(at)) for name, position, at in rows}

    def read(
        self, partnership: str, after: int = 0, upto: int | None = None, limit: int | None = None
    ) -> Sequence[Stored]:
        """The events after a position, in order."""
        return self._read(self._sql.read, partnership, after, upto, limit)

    def read_back(
        self, partnership: str, after: int = 0, upto: int | None = None, limit: int | None = None
    ) -> Sequence[Stored]:
        """The same from the last to the first: the newest `limit` of them, for pages of history."""
        return self._read(self._sql.read_back, partnership, after, upto, limit)

    def _read(
        self, sql: Sql, partnership: str, after: int, upto: int | None, limit: int | None
    ) -> Sequence[Stored]:
        rows = self._database.rows(
            sql,
            partnership=partnership,
            after=after,
            upto=UNLIMITED if upto is None else upto,
            limit=UNLIMITED if limit is None else limit,
        )
        return list(map(AS_STORED, rows))

    def read_chunks(
        self, partnership: str, after: int = 0, upto: int | None = None, size: int = AT_ONCE
    ) -> Iterator[Sequence[Stored]]:
        """The events after a position, a chunk at a time; no transaction stays open between chunks."""
        while chunk := self.read(partnership, after, upto, size):
            yield chunk
            after = chunk[-1].position

    def read_states(
        self, partnership: str, after: int = 0, upto: int | None = None, size: int = AT_ONCE
    ) -> Iterator[Sequence[bytes]]:
        """The same with the stored bytes alone, for folds: their headers say the rest."""
        last = UNLIMITED if upto is None else upto
        values = {"partnership": partnership, "upto": last, "limit": size}
        while rows := self._database.rows(self._sql.read_states, after=after, **values):
            yield [state for (state,) in rows]
            after += len(rows)  # Positions have no gaps.

    def commands(self, partnership: str, ids: Sequence[str]) -> dict[str, CommandRow]:
        """What became of these commands, as far as they are kept."""
        return commands_of(self._database, self._sql.commands, partnership, ids)

    def now(self) -> datetime:
        """The database's clock; with SQLite that is this machine's."""
        if not self._database.has_own_clock:
            return datetime.now(UTC)
        ((moment,),) = self._database.rows(self._sql.now)
        return moment.astimezone(UTC)  # type: ignore[no-any-return]

    # --- appending -------------------------------------------------------------------------------

    def append(
        self,
        partnership: str,
        expected: int,
        events: Sequence[Stored],
        command: CommandRow,
        recorded_at: datetime | None = None,
    ) -> None:
        """Append the events of one command."""
        at = recorded_at or self.now()
        self.append_many([Append(partnership, expected, at, events, [command])])

    def append_many(self, batch: Sequence[Append]) -> datetime:
        """Append to several partnerships in one transaction; gives back the database's clock.

        Raises HeadMoved or CommandKnown and then has kept nothing of the whole batch. After
        DatabaseAway it is not known whether it was kept: look the command ids up.
        """
        batch = sorted(batch, key=lambda append: append.partnership)
        for append in batch:
            refuse_gaps(append)
        clock = self._database.append_many(batch)
        self._following.appended()
        return from_micros(clock)

    @contextmanager
    def locked(self, partnership: str) -> Iterator[LockedHead]:
        """Hold a partnership's head: nobody else appends to it before the end of the block.

        Everything in the block is kept together, or nothing if it raises.
        """
        with self._database.transaction() as transaction:
            transaction.run(self._sql.begin_head, partnership=partnership, position=0)
            held = LockedHead(transaction, self._sql, partnership)
            yield held
        if held.appended:
            self._following.appended()

    # --- what is due -----------------------------------------------------------------------------

    def due(self, until: datetime, limit: int = 1_000) -> list[Due]:
        """What has fallen due, the oldest first."""
        rows = self._database.rows(self._sql.due, until=to_micros(until), limit=limit)
        return [Due(partnership, from_micros(at), kind, ref) for partnership, kind, ref, at in rows]

    def next_due(self) -> datetime | None:
        """When something falls due next."""
        ((at,),) = self._database.rows(self._sql.next_due)
        return None if at is None else from_micros(at)

    def remove_due(self, due: Sequence[Due]) -> None:
        """What was done is no longer due."""
        with self._database.transaction() as transaction:
            for one in due:
                values = one._asdict() | {"at": to_micros(one.at)}
                transaction.run(self._sql.remove_due, **values)

    # --- following -------------------------------------------------------------------------------

    def follow(self, on_wake: Callable[[], None] | None = None, *, own: bool = True) -> Follower:
        """Be woken by appends of this process unless `own` is false, and on PostgreSQL by those of others.

        `on_wake` is called from whichever thread learns of it, and must return at once.
        """
        return self._following.follow(on_wake, own=own)
