"""Filling an empty place with all that is kept, all of it or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select

from events.log import tables
from events.log.key_tables import destroyed, person_keys
from events.log.migrations import check, migrate, revision_of
from web.accounts.tables import accounts, invitations, people
from web.operating.erasures import KEPT_IF, Erasures
from web.operating.parts import ACCOUNTS, KEY_STORE, PARTS, RECORD, OperatingProblem, Part, address
from web.operating.proving import LOOKED_AT, Proof, Proving
from web.operating.reading import AT_ONCE, Row, file, postgresql
from web.settings import Settings

MUST_BE_EMPTY = (
    (RECORD, tables.heads),
    (RECORD, tables.events),
    (RECORD, tables.draft_heads),
    (ACCOUNTS, accounts),
)


class Place:
    """Where everything goes, in transactions that are not kept yet."""

    def __init__(self, connections: dict[str, Connection], erasures: Erasures) -> None:
        self._connections, self.erasures = connections, erasures
        self._homeless: set[str] = set()
        self.counts: dict[str, int] = {}

    def refuse_full(self) -> None:
        """Raise unless nothing is kept here yet. Keys may be: they are newer than any backup's."""
        for part, table in MUST_BE_EMPTY:
            if self._connections[part.name].execute(select(table).limit(1)).first():
                raise OperatingProblem(
                    "There is something in that database already, and nothing is ever written over it. "
                    "Name an empty one (--database, EVERYSEAT_DATABASE_URL or EVERYSEAT_DATA)."
                )

    def learn_erasures(self) -> None:
        """What the key store that is here already knows to be destroyed, and whose keys it has."""
        keys = self._connections[KEY_STORE.name]
        self.erasures.learn(map(tuple, keys.execute(select(destroyed))))
        for partnership, person in keys.execute(select(person_keys.c.partnership, person_keys.c.person)):
            self.erasures.lives(partnership, person)

    def fill(self, part: Part, table: Table, rows: Iterable[Row]) -> int:
        """Put a table's rows in; those that must not come back are left out."""
        if part is KEY_STORE:
            rows = self._new_keys(table, rows)
        elif part is ACCOUNTS:
            rows = (row for row in rows if self._may_enter(table, row))
        connection, number, left = self._connections[part.name], 0, iter(rows)
        while some := list(islice(left, AT_ONCE)):
            put(connection, table, some)
            number += len(some)
        self.counts[table.name] = self.counts.get(table.name, 0) + number
        return number

    def _new_keys(self, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
        """Keys that were not destroyed and are not here yet."""
        here = self._connections[KEY_STORE.name]
        key = list(table.primary_key.columns)
        known = {tuple(row) for row in here.execute(select(*key))}
        spared = KEPT_IF.get(table)
        for row in rows:
            if spared is not None and not spared(self.erasures, row):
                continue
            named = tuple(value for value, column in zip(row, table.c, strict=True) if column.primary_key)
            if named not in known:
                yield row

    def _may_enter(self, table: Table, row: Row) -> bool:
        """People who were erased have no link to their partnership any more, nor an address to invite."""
        if table not in (people, invitations):
            return True
        told = dict(zip(table.c.keys(), row, strict=True))
        if not self.erasures.erased(str(told["partnership"]), str(told["person"])):
            return True
        if table is people:
            self._homeless.add(str(told["account"]))
        return False

    def forget_the_erased(self) -> None:
        """Take out the accounts whose every person was erased: an address is personal, too."""
        connection = self._connections[ACCOUNTS.name]
        for account in sorted(self._homeless):
            if not connection.execute(select(people).where(people.c.account == account)).first():
                connection.execute(accounts.delete().where(accounts.c.id == account))

    def proof(self) -> tuple[Proof, list[str]]:
        """What stands here now, read back and hashed anew."""
        proving, record = Proving(), self._connections[RECORD.name]
        for table in LOOKED_AT:
            query = select(table).order_by(*table.primary_key.columns)
            options = {"stream_results": True, "yield_per": AT_ONCE}
            for row in record.execute(query, execution_options=options):
                proving.look(table, tuple(row))
        return proving.proof(), proving.troubles

    def keep(self) -> None:
        """Commit: keys first, then accounts, and the record last, because that is looked at for emptiness."""
        for connection in dict.fromkeys(
            self._connections[part.name] for part in (KEY_STORE, ACCOUNTS, RECORD)
        ):
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("COMMIT")
            else:
                connection.commit()


@contextmanager
def place(settings: Settings, erasures: Erasures, *, must_be_empty: bool = True) -> Iterator[Place]:
    """Make the tables where there are none, and open them for writing. Nothing stays that was not kept."""
    for part in PARTS:
        url = address(part, settings)
        if revision_of(url, part.chain) is None:
            migrate(url, part.chain)
        check(url, part.chain)
    with ExitStack() as closing:
        if settings.on_sqlite:
            connections = {
                part.name: closing.enter_context(file(address(part, settings), "rw")) for part in PARTS
            }
        else:
            server = closing.enter_context(postgresql(settings.database_url, read_only=False))
            connections = {part.name: server for part in PARTS}
        made = Place(connections, erasures)
        if must_be_empty:
            made.refuse_full()
        made.learn_erasures()
        yield made


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows the quickest way there is: COPY on PostgreSQL."""
    names = [column.name for column in table.c]
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        columns = ", ".join(f'"{name}"' for name in names)
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',  # noqa: S608 — our own names.
            list(rows),
        )
        return
    # The driver's COPY is part of the same transaction, which has begun by now.
    connection.execute(select(1))
    cursor: Any = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]
    where = f'"{table.schema}"."{table.name}"' if table.schema else f'"{table.name}"'
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor, cursor.copy(f"COPY {where} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
