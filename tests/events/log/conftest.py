"""A log with its tables, on each kind of database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from events.log.log import Log
from events.log.migrations import migrate


@pytest.fixture
def log_url(database_url: str) -> str:
    """A database that has the log's tables and nothing else."""
    migrate(database_url)
    return database_url


@pytest.fixture
def open_log(log_url: str) -> Iterator[Callable[[], Log]]:
    """Open the log as another process would: with connections of its own."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(Log.open(log_url))


@pytest.fixture
def log(open_log: Callable[[], Log]) -> Log:
    """One open log."""
    return open_log()


@pytest.fixture
def migrated_postgresql_log(postgresql_url: str) -> Iterator[tuple[Log, Log]]:
    """The log of one PostgreSQL database, open as in two processes."""
    migrate(postgresql_url)
    with Log.open(postgresql_url) as one, Log.open(postgresql_url) as other:
        yield one, other
