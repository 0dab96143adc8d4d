"""Tables come from here and nowhere else.

A chain is a folder of revisions with a version table of its own. The log and the keys have theirs
here; whoever else keeps tables in the same database (accounts, lists) brings a chain and uses the
same three functions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from events.log.connecting import driver_url, is_sqlite

HERE = Path(__file__).parent
ONE_AT_A_TIME = int.from_bytes(b"everysea")
"""The advisory lock of whoever makes tables in a PostgreSQL database."""


class Chain(NamedTuple):
    """One line of revisions: a name for sentences, its folder, its version table, its schema.

    The schema is used on PostgreSQL only; on SQLite such a chain has a file to itself.
    """

    name: str
    folder: Path
    version_table: str
    schema: str | None = None


LOG = Chain("log", HERE / "log", "log_version")
KEYS = Chain("key store", HERE / "keys", "keys_version", "keys")


class DatabaseNewer(Exception):
    """The database was made by a newer version of the program."""


class DatabaseOlder(Exception):
    """The database has not been migrated to this version of the program yet."""


def migrate(url: str, chain: Chain = LOG) -> None:
    """Make or bring forward the tables of a chain. Running it again, or twice at once, does nothing more."""
    with connected(url) as connection:
        wait_for_others(connection)
        refuse_newer(connection, chain)
        make_room(connection, chain)
        command.upgrade(config_of(chain, connection), "head")
        connection.commit()


def revision_of(url: str, chain: Chain = LOG) -> str | None:
    """The revision the database stands at; None: it has no tables of this chain."""
    if is_missing_file(url):
        return None
    with connected(url) as connection:
        return current(connection, chain)


def check(url: str, chain: Chain = LOG) -> None:
    """Raise DatabaseNewer or DatabaseOlder unless the tables fit this version of the program."""
    head = ScriptDirectory.from_config(config_of(chain)).get_current_head()
    if is_missing_file(url):
        raise DatabaseOlder(f"There is no {chain.name} at {shown(url)} yet. Run `everyseat migrate` first.")
    with connected(url) as connection:
        refuse_newer(connection, chain)
        if current(connection, chain) != head:
            raise DatabaseOlder(
                f"The {chain.name} at {shown(url)} was made by an older version of Everyseat. "
                "Run `everyseat migrate` to bring it forward; make a backup first."
            )


def wait_for_others(connection: Connection) -> None:
    """One at a time on PostgreSQL, until the connection closes; whoever migrates a file holds its lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": ONE_AT_A_TIME})
        connection.commit()


def make_room(connection: Connection, chain: Chain) -> None:
    """A chain's schema on PostgreSQL; on SQLite the write-ahead log, which a file keeps once it has it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    elif chain.schema:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {chain.schema}"))
    connection.commit()


def refuse_newer(connection: Connection, chain: Chain) -> None:
    """Raise DatabaseNewer when the database names a revision that is not known here."""
    revision = current(connection, chain)
    known = {script.revision for script in ScriptDirectory.from_config(config_of(chain)).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer(
            f"The {chain.name} was made by a newer version of Everyseat (revision {revision}). "
            "Nothing was touched. Install that version, or open another database."
        )


def current(connection: Connection, chain: Chain) -> str | None:
    """The revision in the chain's version table."""
    options = {"version_table": chain.version_table, "version_table_schema": schema_on(connection, chain)}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def schema_on(connection: Connection, chain: Chain) -> str | None:
    """The chain's schema where the database knows schemas."""
    return chain.schema if connection.dialect.name == "postgresql" else None


def config_of(chain: Chain, connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(chain.folder).replace("%", "%%"))
    config.attributes["version_table"] = chain.version_table
    if connection is not None:
        config.attributes["connection"] = connection
        config.attributes["schema"] = schema_on(connection, chain)
    return config


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """One connection for a moment."""
    engine = create_engine(driver_url(url), poolclass=NullPool, connect_args=timeouts(url))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def timeouts(url: str) -> dict[str, Any]:
    """How long to wait for a database that does not answer."""
    return {"timeout": 10} if is_sqlite(url) else {"connect_timeout": 10}


def is_missing_file(url: str) -> bool:
    """Whether the address names a SQLite file that does not exist."""
    return is_sqlite(url) and not Path(make_url(url).database or "").is_file()


def shown(url: str) -> str:
    """The address without its password."""
    return make_url(url).render_as_string(hide_password=True)
