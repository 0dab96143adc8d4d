"""The databases that tests are given are real, empty and durable."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import create_engine, inspect, text

from tests.postgres import Server, connect


def test_each_kind_of_database_is_given_empty(database_url: str) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE seat (name TEXT)"))
    assert inspect(engine).get_table_names() == ["seat"]
    engine.dispose()


def test_a_prepared_database_is_of_the_kind_it_says(migrated_database_url: str) -> None:
    engine = create_engine(migrated_database_url)
    assert engine.dialect.name in migrated_database_url
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_postgresql_writes_through_to_the_disk(postgres_url: str) -> None:
    with connect(postgres_url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_postgresql_of_ones_own_survives_a_kill(own_postgres: Callable[[], Server]) -> None:
    server = own_postgres()
    with connect(server.url) as connection:
        connection.execute("CREATE TABLE seat (name TEXT)")
        connection.execute("INSERT INTO seat VALUES ('kept')")
    server.kill()
    server.start()
    with connect(server.url) as connection:
        assert connection.execute("SELECT name FROM seat").fetchone() == ("kept",)
