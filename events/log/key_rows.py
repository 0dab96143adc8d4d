"""Reading and writing the rows of the key store, on SQLite and on PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    Table,
    bindparam,
    create_engine,
    delete,
    literal,
    make_url,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import QueuePool

from events.log import boxes
from events.log.bounded import Bounded
from events.log.connecting import driver_url, is_sqlite, postgresql_answers, postgresql_arguments
from events.log.key_tables import SCHEMA, destroyed, person_keys, word_keys
from events.log.statements import POSTGRESQL, compiled, in_binary, listed

T = TypeVar("T")

AT_ONCE = 500


def insert_each(table: Table) -> str:
    """SQLite: one row with its values in the order of the columns; a row that is there already stays."""
    statement = sqlite.insert(table).on_conflict_do_nothing()
    dialect = sqlite.dialect(paramstyle="qmark")
    return str(
        statement.compile(
            dialect=dialect, schema_translate_map={SCHEMA: "main"}, render_schema_translate=True
        )
    )


def insert_all(table: Table) -> str:
    """PostgreSQL: all rows in one trip, a list for each column; a row that is there already stays."""
    rows = listed(**{f"all_{one.name}": type(one.type) for one in table.c})
    chosen = select(*(rows.c[one.name] for one in table.c))
    statement = postgresql.insert(table).from_select(table.c.keys(), chosen).on_conflict_do_nothing()
    return in_binary(compiled(statement, POSTGRESQL)).text


# Made once and run on the driver's own cursor: adapting every row cost more than keeping it.
INSERT_EACH = {table: insert_each(table) for table in (person_keys, word_keys)}
INSERT_ALL = {table: insert_all(table) for table in (person_keys, word_keys)}


class PersonRow(NamedTuple):
    """A person's key, wrapped by the master key."""

    partnership: str
    person: str
    made: bytes
    wrapped: bytes


def belongs_to(row: PersonRow) -> bytes:
    """What a wrapped person key belongs to."""
    return boxes.person_key_of(row.partnership, row.person)


class WordRow(NamedTuple):
    """The key of one piece of text, wrapped by its holder's key."""

    partnership: str
    ref: str
    holder: str
    wrapped: bytes


class KeyRows:
    """The two tables. Looking keys up and keeping new ones raises DatabaseAway rather than wait in vain."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self._sqlite = is_sqlite(url)
        self._engine = sqlite_engine(url, read_only) if self._sqlite else postgresql_engine(url)
        self._bounded = None if self._sqlite else Bounded(partial(postgresql_answers, url))

    def _in_time(self, work: Callable[[], T]) -> T:
        """Do what pages and writers wait for; a file is there or it is not."""
        return work() if self._bounded is None else self._bounded.ask(work)

    def persons(self, partnership: str, people: Sequence[str]) -> list[PersonRow]:
        """The keys of these people; one person may have several."""
        return [PersonRow(*row) for row in self._find(person_keys, person_keys.c.person, partnership, people)]

    def words(self, partnership: str, refs: Sequence[str]) -> list[WordRow]:
        """The keys of these pieces of text, as far as they exist."""
        return [WordRow(*row) for row in self._find(word_keys, word_keys.c.ref, partnership, refs)]

    def _find(self, table: Table, column: Any, partnership: str, wanted: Sequence[str]) -> list[Any]:
        query = select(table).where(
            table.c.partnership == partnership, column.in_(bindparam("wanted", expanding=True))
        )

        def find() -> list[Any]:
            with self._engine.connect() as connection:
                return [row for some in parts(wanted) for row in connection.execute(query, {"wanted": some})]

        return self._in_time(find)

    def is_destroyed(self, partnership: str, person: str) -> bool:
        """Whether a key under this name is on the list of what was destroyed."""
        at = destroyed.c
        named = (at.partnership == partnership, at.kind == "person", at.name == person)

        def look() -> bool:
            with self._engine.connect() as connection:
                return connection.execute(select(at.name).where(*named).limit(1)).first() is not None

        return self._in_time(look)

    def any_person(self) -> PersonRow | None:
        """Some row, to try the master key on."""
        with self._engine.connect() as connection:
            row = connection.execute(select(person_keys).limit(1)).first()
            return PersonRow(*row) if row else None

    def insert(self, people: Sequence[PersonRow], words: Sequence[WordRow]) -> None:
        """Keep rows, people's first. A row that is there already (a repeated attempt) stays."""
        self._in_time(partial(self._insert, people, words))

    def _insert(self, people: Sequence[PersonRow], words: Sequence[WordRow]) -> None:
        with self._inserting() as connection:
            for table, rows in ((person_keys, people), (word_keys, words)):
                if not rows:
                    continue
                if self._sqlite:
                    connection.exec_driver_sql(INSERT_EACH[table], [tuple(row) for row in rows])
                else:
                    columns = zip(*rows, strict=True)
                    named = zip(table.c.keys(), columns, strict=True)
                    values = {f"all_{name}": list(column) for name, column in named}
                    connection.exec_driver_sql(INSERT_ALL[table], values)

    def _inserting(self) -> AbstractContextManager[Connection]:
        """A transaction, or on PostgreSQL statements that each commit by themselves: half the trips.

        Words are wrapped by people's keys, which come first; a key without its words does no harm.
        """
        if self._sqlite:
            return self._engine.begin()
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def delete_words(self, partnership: str, ref: str) -> None:
        """Take one text's key out of the file."""
        self._delete("words", word_keys.c.ref, literal(b"", LargeBinary), partnership, ref)

    def delete_person(self, partnership: str, person: str) -> None:
        """Take a person's keys out of the file."""
        self._delete("person", person_keys.c.person, person_keys.c.made, partnership, person)

    def _delete(self, kind: str, column: Any, made: Any, partnership: str, value: str) -> None:
        """Delete keys and write down which, in one transaction: no backup ever brings them back."""
        table = column.table
        delete_them = delete(table).where(table.c.partnership == partnership, column == value)
        insert = (sqlite.insert if self._sqlite else postgresql.insert)(destroyed).on_conflict_do_nothing()
        with self._engine.begin() as connection:
            gone = connection.execute(delete_them.returning(made)).scalars().all()
            rows = [{"partnership": partnership, "kind": kind, "name": value, "made": one} for one in gone]
            if rows:
                connection.execute(insert, rows)
        if self._sqlite:
            with self._engine.connect() as connection:
                # The key also stands in the write-ahead log until that is emptied.
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def rewrap(self, again: Iterable[tuple[PersonRow, bytes]]) -> None:
        """Give rows their new wrapping, all in one transaction."""
        keys = person_keys.c
        statement = (
            update(person_keys)
            .where(
                keys.partnership == bindparam("p"), keys.person == bindparam("q"), keys.made == bindparam("m")
            )
            .values(wrapped=bindparam("w"))
        )
        values = [{"p": row.partnership, "q": row.person, "m": row.made, "w": new} for row, new in again]
        if values:
            with self._engine.begin() as connection:
                connection.execute(statement, values)

    def all_persons(self) -> list[PersonRow]:
        """Every person's keys."""
        with self._engine.connect() as connection:
            return [PersonRow(*row) for row in connection.execute(select(person_keys))]

    def compact(self) -> None:
        """Write the tables anew, so that no deleted or replaced row is left between the others."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self._sqlite:
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                for table in (person_keys, word_keys):
                    connection.exec_driver_sql(f"VACUUM FULL {SCHEMA}.{table.name}")

    def close(self) -> None:
        """Let every connection go."""
        if self._bounded is not None:
            self._bounded.close()
        self._engine.dispose()


def parts(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    """Not more at once than a statement takes."""
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def sqlite_engine(url: str, read_only: bool) -> Engine:
    """One connection. Deleted keys are overwritten in the file, and what is committed is on the disk.

    Not more, because SQLite before 3.51.3 can damage a file that two connections checkpoint at once.
    """
    file = Path(make_url(url).database or "").absolute().as_uri()

    def connect() -> sqlite3.Connection:
        address = f"{file}?mode={'ro' if read_only else 'rw'}"
        connection = sqlite3.connect(address, uri=True, timeout=10, check_same_thread=False)
        for pragma in ("synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=0, hide_parameters=True
    )
    return engine.execution_options(schema_translate_map={SCHEMA: None})


def postgresql_engine(url: str) -> Engine:
    """A small pool; a connection that died meanwhile is noticed before it is used."""
    return create_engine(
        driver_url(url),
        pool_pre_ping=True,
        pool_size=4,
        connect_args=postgresql_arguments(),
        hide_parameters=True,  # Wrapped keys do not belong into a log: there they could not be destroyed.
    )
