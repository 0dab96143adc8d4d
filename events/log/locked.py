"""Holding a partnership's head, so that what was read cannot be overtaken before it is written."""

from collections.abc import Sequence
from datetime import datetime

from events.log.database import Database, Transaction
from events.log.records import (
    NOTHING_YET,
    Append,
    CommandRow,
    Head,
    HeadMoved,
    Stored,
    from_micros,
    refuse_gaps,
)
from events.log.statements import UNLIMITED, Sql, Statements


class LockedHead:
    """A partnership whose head nobody else can move for now."""

    def __init__(self, transaction: Transaction, sql: Statements, partnership: str) -> None:
        self._transaction = transaction
        self._sql = sql
        self._partnership = partnership
        self.head = head_of(transaction.rows(self._sql.lock_head, partnership=partnership))
        self.appended = False

    def read_tail(self, after: int) -> Sequence[Stored]:
        """The events after a position, up to the head."""
        rows = self._transaction.rows(
            self._sql.read, partnership=self._partnership, after=after, upto=UNLIMITED, limit=UNLIMITED
        )
        return list(map(Stored._make, rows))

    def commands(self, ids: Sequence[str]) -> dict[str, CommandRow]:
        """What became of these commands."""
        return commands_of(self._transaction, self._sql.commands, self._partnership, ids)

    def append(self, append: Append) -> datetime:
        """Append at the head that is held; gives back the database's clock."""
        refuse_gaps(append)
        if append.partnership != self._partnership or append.expected != self.head.position:
            raise HeadMoved([append.partnership])
        clock = self._transaction.append([append])
        self.head = Head(append.expected + len(append.events), append.recorded_at)
        self.appended = True
        return from_micros(clock)


def head_of(rows: Sequence[tuple[int, int]]) -> Head:
    """The head in a query's rows."""
    return Head(rows[0][0], from_micros(rows[0][1])) if rows else NOTHING_YET


def commands_of(
    source: Database | Transaction, sql: Sql, partnership: str, ids: Sequence[str]
) -> dict[str, CommandRow]:
    """Look command ids up."""
    if not ids:
        return {}
    rows = source.rows(sql, partnership=partnership, ids=list(ids))
    return {row[0]: CommandRow(*row) for row in rows}
