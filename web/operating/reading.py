"""Reading all that is kept as it stands at one moment, while a server goes on writing.

On PostgreSQL one transaction sees everything at the same moment. The three files of SQLite are opened one
after the other: the record first and the keys last. A key is durable before the event that needs it, so
whatever the record says at its moment, its keys are there.
"""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Executable, Table, create_engine, func, select, text
from sqlalchemy.pool import NullPool

from events.log.connecting import driver_url, postgresql_arguments
from events.log.key_tables import SCHEMA
from events.log.migrations import revision_of
from web.control import socket_path
from web.operating.parts import PARTS, OperatingProblem, Part, address
from web.settings import Settings
from web.settings.addresses import sqlite_file

AT_ONCE = 2_000
OUR_NAME = "everyseat operating"
SERVERS_NAME = str(postgresql_arguments()["application_name"])

Row = tuple[Any, ...]


class Reading:
    """All that is kept, at one moment."""

    def __init__(self, connections: dict[str, Connection], settings: Settings) -> None:
        self._connections, self._settings = connections, settings

    @property
    def parts(self) -> list[Part]:
        """The parts that are there; the keys can be lost."""
        return [part for part in PARTS if part.name in self._connections]

    def revisions(self, part: Part) -> str | None:
        """The revision a part's tables stand at."""
        return revision_of(address(part, self._settings), part.chain)

    def rows(self, part: Part, table: Table) -> Iterator[Row]:
        """A table's rows in the order of its key, a few at a time."""
        return self.run(part, select(table).order_by(*table.primary_key.columns))

    def count(self, part: Part, table: Table) -> int:
        """How many rows a table has."""
        query = select(func.count()).select_from(table)
        return int(self._connections[part.name].execute(query).scalar_one())

    def run(self, part: Part, query: Executable) -> Iterator[Row]:
        """What a question about a part gives, a few rows at a time."""
        options = {"stream_results": True, "yield_per": AT_ONCE}
        for row in self._connections[part.name].execute(query, execution_options=options):
            yield tuple(row)

    def hold_writers_back(self) -> None:
        """Let nobody append on PostgreSQL before the end; on SQLite the serving lock does it."""
        if not self._settings.on_sqlite:
            self._connections["record"].execute(text("LOCK TABLE heads IN EXCLUSIVE MODE"))


@contextmanager
def at_one_moment(settings: Settings, *, writers_wait: bool = False) -> Iterator[Reading]:
    """Open everything for reading. The tables must be there; keys may be missing."""
    with ExitStack() as closing:
        there = [part for part in PARTS if revision_of(address(part, settings), part.chain)]
        if settings.on_sqlite:
            connections = {part.name: closing.enter_context(file(address(part, settings))) for part in there}
        else:
            server = closing.enter_context(postgresql(settings.database_url, read_only=not writers_wait))
            connections = {part.name: server for part in there}
        reading = Reading(connections, settings)
        if writers_wait:
            # The first statement: what is seen is seen after the lock.
            reading.hold_writers_back()
        yield reading


@contextmanager
def file(url: str, mode: str = "ro") -> Iterator[Connection]:
    """An SQLite file in a transaction; who reads sees it as it is now and never checkpoints."""
    place = sqlite_file(url).absolute().as_uri()

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{place}?mode={mode}", uri=True, timeout=10, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    with engine.execution_options(schema_translate_map={SCHEMA: None}).connect() as connection:
        if mode == "ro":
            connection.exec_driver_sql("BEGIN")
            # The moment that is seen is that of the first look.
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        else:
            for pragma in ("synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def postgresql(url: str, *, read_only: bool) -> Iterator[Connection]:
    """A PostgreSQL database in one transaction, which may take its time."""
    arguments = postgresql_arguments() | {
        "application_name": OUR_NAME,
        "options": "-c lock_timeout=10000 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0",
    }
    engine = create_engine(
        driver_url(url), connect_args=arguments, poolclass=NullPool, hide_parameters=True
    ).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=read_only)
    with engine.connect() as connection:
        yield connection


def is_served(settings: Settings) -> bool:
    """Whether a server answers for these files, or has this PostgreSQL open."""
    if settings.on_sqlite:
        with socket.socket(socket.AF_UNIX) as probe, suppress(OSError):
            probe.connect(str(socket_path(settings)))
            return True
        return False
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :it"
    )
    with postgresql(settings.database_url, read_only=True) as connection:
        return bool(connection.execute(asked, {"it": SERVERS_NAME}).scalar_one())


def refuse_served(settings: Settings) -> None:
    """Raise unless no server has this PostgreSQL open. With SQLite whoever calls holds the lock."""
    if not settings.on_sqlite and is_served(settings):
        raise OperatingProblem(
            "A server or another command of Everyseat has this database open. Stop it first, so that nothing "
            "is written meanwhile that would be left behind."
        )
