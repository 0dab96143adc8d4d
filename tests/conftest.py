"""What all tests share: databases that are real, fresh and gone afterwards.

- `postgres_url` the run's PostgreSQL server (its maintenance database)
- `database_url` an empty database of each kind, so that a test runs once on SQLite and once on PostgreSQL
- `migrated_database_url` the same with the product's tables in it
- `sqlite_url`, `postgresql_url`, `migrated_sqlite_url`, `migrated_postgresql_url` when only one kind is meant
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.prepared import prepare

RUN_FOLDER = "EVERYSEAT_TEST_RUN_FOLDER"
KINDS = ("sqlite", "postgresql")


def leads_the_run(config: pytest.Config) -> bool:
    """Whether this process began the run, rather than being one of its workers."""
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run one folder that all its worker processes know."""
    if leads_the_run(config):
        os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="everyseat-tests-")
        Path(os.environ[RUN_FOLDER]).chmod(0o755)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's PostgreSQL and remove its folder."""
    if leads_the_run(config) and RUN_FOLDER in os.environ:
        folder = Path(os.environ.pop(RUN_FOLDER))
        postgres.stop_shared(folder)
        shutil.rmtree(folder, ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: what was not tried is not known to work."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") and leads_the_run(session.config):
        reporter.ensure_newline()
        reporter.write_line(f"{len(skipped)} tests were skipped, which CI does not accept.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is long begins first, so that it is not what a run waits for in the end."""
    items.sort(key=lambda item: item.get_closest_marker("early") is None)


@pytest.fixture(scope="session")
def run_folder() -> Path:
    """The folder all processes of this run share."""
    return Path(os.environ[RUN_FOLDER])


@pytest.fixture(scope="session")
def postgres_url(run_folder: Path) -> str:
    """The address of a running PostgreSQL whose user may make databases."""
    return postgres.shared_url(run_folder)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'everyseat.sqlite'}"


@pytest.fixture
def postgresql_url(postgres_url: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    url = postgres.create_database(postgres_url)
    yield url
    postgres.drop_database(url)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an SQLite database that has the tables; made once for each process of the run."""
    folder = tmp_path_factory.mktemp("template")
    prepare(f"sqlite:///{folder / 'everyseat.sqlite'}")
    return folder


@pytest.fixture
def migrated_sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An SQLite database with the tables, copied from the template with all that lies beside it."""
    folder = tmp_path / "migrated"
    shutil.copytree(sqlite_template, folder)
    return f"sqlite:///{folder / 'everyseat.sqlite'}"


@pytest.fixture(scope="session")
def postgresql_template(postgres_url: str) -> Iterator[str]:
    """The name of a PostgreSQL database that has the tables; made once for each process of the run."""
    url = postgres.create_database(postgres_url)
    prepare(url)
    yield url.rsplit("/", 1)[1]
    postgres.drop_database(url)


@pytest.fixture
def migrated_postgresql_url(postgres_url: str, postgresql_template: str) -> Iterator[str]:
    """A PostgreSQL database with the tables, copied from the template."""
    url = postgres.create_database(postgres_url, postgresql_template)
    yield url
    postgres.drop_database(url)


@pytest.fixture(params=KINDS)
def migrated_database_url(request: pytest.FixtureRequest) -> str:
    """A database with the product's tables, once of each kind."""
    return str(request.getfixturevalue(f"migrated_{request.param}_url"))


@pytest.fixture
def own_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], postgres.Server]]:
    """Start a PostgreSQL for this test alone, which it may kill and start again (fsync is on)."""
    folder = Path(tempfile.mkdtemp(prefix="everyseat-own-"))
    started: list[postgres.Server] = []

    def start() -> postgres.Server:
        started.append(postgres.Server(folder / f"server{len(started)}").create().start())
        return started[-1]

    folder.chmod(0o755)
    yield start
    for server in started:
        server.kill()
    shutil.rmtree(folder, ignore_errors=True)
