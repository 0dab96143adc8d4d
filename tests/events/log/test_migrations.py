"""Tables come from migrations; a database of another version is told apart and left alone."""

import multiprocessing
import multiprocessing.synchronize
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, inspect, text, update

from events.log import key_tables, tables
from events.log.connecting import driver_url, is_sqlite
from events.log.migrations import KEYS, LOG, Chain, DatabaseNewer, DatabaseOlder, check, migrate, revision_of


def shape_in(url: str, schema: str | None) -> dict[str, list[tuple[str, str, bool]]]:
    """The columns of every table in a database."""
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        looked = inspect(connection)
        found = {
            table: [
                (column["name"], column["type"].as_generic().__visit_name__, bool(column["nullable"]))
                for column in looked.get_columns(table, schema=schema)
            ]
            for table in looked.get_table_names(schema=schema)
        }
    engine.dispose()
    return found


def shape_of(metadata: MetaData) -> dict[str, list[tuple[str, str, bool]]]:
    """The columns as the code believes them."""
    return {
        table.name: [(one.name, one.type.as_generic().__visit_name__, bool(one.nullable)) for one in table.c]
        for table in metadata.tables.values()
    }


@pytest.mark.parametrize(("chain", "metadata"), [(LOG, tables.metadata), (KEYS, key_tables.metadata)])
def test_the_migrations_make_the_tables_the_code_knows(
    database_url: str, chain: Chain, metadata: MetaData
) -> None:
    migrate(database_url, chain)
    found = shape_in(database_url, None if is_sqlite(database_url) else chain.schema)
    del found[chain.version_table]
    assert found == shape_of(metadata)


def test_migrating_again_does_nothing(database_url: str) -> None:
    assert revision_of(database_url) is None
    with pytest.raises(DatabaseOlder, match="everyseat migrate"):
        check(database_url)
    migrate(database_url)
    migrate(database_url)
    check(database_url)
    assert revision_of(database_url) == "log_0002"


def migrate_with_others(
    url: str, ready: "multiprocessing.synchronize.Barrier", failed: "multiprocessing.Queue[str]"
) -> None:
    """What a web process does that starts beside others; its process ends with it."""
    ready.wait(60)
    for chain in (LOG, KEYS):
        try:
            migrate(url, chain)
        except Exception as error:
            failed.put(f"{chain.name}: {error}")


def test_several_who_migrate_at_once_wait_for_each_other(postgresql_url: str) -> None:
    several = multiprocessing.get_context("spawn")
    ready, failed = several.Barrier(4), several.Queue()
    others = [
        several.Process(target=migrate_with_others, args=(postgresql_url, ready, failed)) for _ in range(4)
    ]
    for one in others:
        one.start()
    for one in others:
        one.join(120)
    assert [one.exitcode for one in others] == [0, 0, 0, 0]
    assert failed.empty(), failed.get()
    for chain in (LOG, KEYS):
        check(postgresql_url, chain)


def test_asking_for_a_missing_file_makes_none(sqlite_url: str, tmp_path: Path) -> None:
    assert revision_of(sqlite_url) is None
    with pytest.raises(DatabaseOlder):
        check(sqlite_url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("chain", [LOG, KEYS], ids=lambda chain: chain.name)
def test_a_database_of_a_newer_program_is_left_alone(database_url: str, chain: Chain) -> None:
    migrate(database_url, chain)
    versions = Table(chain.version_table, MetaData(), Column("version_num", Integer))
    versions.schema = None if is_sqlite(database_url) else chain.schema
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        connection.execute(update(versions).values(version_num=text("'log_9999'")))
    engine.dispose()
    for attempt in (check, migrate):
        with pytest.raises(DatabaseNewer, match="newer version"):
            attempt(database_url, chain)
    assert revision_of(database_url, chain) == "log_9999"


def test_the_log_and_the_keys_can_share_a_database_server(postgresql_url: str) -> None:
    migrate(postgresql_url)
    migrate(postgresql_url, KEYS)
    check(postgresql_url)
    check(postgresql_url, KEYS)
