"""What the log asks of a database: rows from a reader, and transactions on the one writer."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from events.log.records import Append
from events.log.statements import Sql, Statements


class Transaction(Protocol):
    """Statements that are kept together or not at all."""

    def rows(self, sql: Sql, **values: Any) -> list[Any]:
        """Run a query."""
        ...

    def run(self, sql: Sql, **values: Any) -> int:
        """Run a statement; how many rows it touched."""
        ...

    def run_each(self, sql: Sql, rows: Sequence[dict[str, Any]]) -> None:
        """Run a statement for each of these values, without waiting in between."""
        ...

    def append(self, batch: Sequence[Append]) -> int:
        """Move the heads and insert events and commands; the database's clock in microseconds."""
        ...


class Database(Protocol):
    """One database, SQLite or PostgreSQL. Safe to use from several threads."""

    statements: Statements
    has_own_clock: bool

    def rows(self, sql: Sql, **values: Any) -> list[Any]:
        """Run a query on a reading connection."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Take the writing connection; commit at the end, roll back on an error."""
        ...

    def statement(self) -> AbstractContextManager[Transaction]:
        """Take the writing connection for one statement, which commits by itself where that saves trips."""
        ...

    def append_many(self, batch: Sequence[Append]) -> int:
        """Append a batch in a transaction of its own; the database's clock in microseconds."""
        ...

    def answers(self) -> bool:
        """Whether it answers somebody who comes anew, within two seconds."""
        ...

    def close(self) -> None:
        """Let every connection go."""
        ...
