"""PostgreSQL without room: a small file system of its own that is full, or the server's own word for it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from psycopg.errors import DiskFull
from sqlalchemy import make_url

from tests import postgres
from tests.prepared import prepare

MEGABYTES = 64
IN_A_SPACE_OF_ITS_OWN = ("unshare", "--user", "--map-current-user", "--keep-caps", "--mount", "--")
"""What lets an ordinary account mount something that only the program it starts can see."""
MOUNT = f'mount -t tmpfs -o size={MEGABYTES}m,mode=700 small "$0" && exec "$@"'


class Disk(NamedTuple):
    """Where a database lies, and how its disk becomes full and has room again."""

    url: str
    fill: Callable[[], None]
    clear: Callable[[], None]


@contextmanager
def small_disk(server_url: str) -> Iterator[Disk]:
    """A server of its own whose database lies on a file system of so many megabytes, all of them real."""
    folder = Path(mkdtemp(prefix="everyseat-small-"))
    folder.chmod(0o755)
    place = mount_point(folder)
    server = postgres.Server(folder / "server", through=through(place))
    try:
        server.create().start()
        with postgres.connect(server.url) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            connection.execute("CREATE DATABASE small TABLESPACE small TEMPLATE template0")
        url = make_url(server.url).set(database="small").render_as_string(hide_password=False)
        prepare(url)
        yield Disk(url, lambda: fill(url, place / "filler"), lambda: clear(url, place / "filler"))
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def mount_point(folder: Path) -> Path:
    """An empty folder for the account that PostgreSQL runs under."""
    place = folder / "small"
    place.mkdir(mode=0o700)
    postgres.give_away(place)
    return place


def through(place: Path) -> tuple[str | Path, ...]:
    """What starts a program that sees the small file system at that place."""
    return (*IN_A_SPACE_OF_ITS_OWN, "sh", "-c", MOUNT, place)


def fill(url: str, filler: Path) -> None:
    """Have the server itself write a file until nothing more fits: only it sees that file system."""
    with postgres.connect(url) as connection, suppress(DiskFull):
        connection.execute(
            f"COPY (SELECT repeat('x', 8000) FROM generate_series(1, {MEGABYTES * 200})) TO '{filler}'"
        )
        raise AssertionError("it still has room")


def clear(url: str, filler: Path) -> None:
    """The same file becomes nearly empty."""
    with postgres.connect(url) as connection:
        connection.execute(f"COPY (SELECT 'x') TO '{filler}'")


@contextmanager
def said_by_the_server(server_url: str) -> Iterator[Disk]:
    """The disk has room, but the server answers each new event as it does when there is none."""
    url = postgres.create_database(server_url)
    prepare(url)

    def run(*statements: str) -> None:
        with postgres.connect(url) as connection:
            for statement in statements:
                connection.execute(statement)

    run(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$",
        "CREATE TRIGGER no_room BEFORE INSERT ON events EXECUTE FUNCTION no_room()",
        "ALTER TABLE events DISABLE TRIGGER no_room",
    )
    try:
        yield Disk(
            url,
            lambda: run("ALTER TABLE events ENABLE TRIGGER no_room"),
            lambda: run("ALTER TABLE events DISABLE TRIGGER no_room"),
        )
    finally:
        postgres.drop_database(url)


def can_mount() -> bool:
    """Whether this machine lets the account that PostgreSQL runs under mount something for itself."""
    if shutil.which("unshare") is None:
        return False
    folder = Path(mkdtemp(prefix="everyseat-small-"))
    folder.chmod(0o755)
    command = [*through(mount_point(folder)), "true"]
    done = subprocess.run(command, capture_output=True, check=False, cwd="/", **postgres.drop_rights())
    shutil.rmtree(folder)
    return done.returncode == 0


MEANS = {"said by the server": said_by_the_server} | (
    {"a full tablespace": small_disk} if can_mount() else {}
)
