"""How the databases are spoken to: timeouts that end every wait, and pragmas that keep every promise."""

from typing import Any

import psycopg
from sqlalchemy import make_url

BUSY = 10_000
STATEMENT_TIMEOUT = 60_000
LOCK_TIMEOUT = 10_000
IDLE_TIMEOUT = 60_000


def is_sqlite(url: str) -> bool:
    """Whether the address is of an SQLite file; the other kind is PostgreSQL."""
    kind = make_url(url).get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise ValueError(f"Everyseat keeps its record in SQLite or PostgreSQL, not in {kind}.")
    return kind == "sqlite"


def driver_url(url: str) -> str:
    """The address with the driver that is used here: psycopg 3 for PostgreSQL."""
    parsed = make_url(url)
    if not is_sqlite(url):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def conninfo(url: str) -> str:
    """The address as PostgreSQL's own library takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def postgresql_arguments() -> dict[str, Any]:
    """A network that is cut is noticed in 10 s (the default hangs for minutes); nothing waits for ever."""
    limits = {
        "statement_timeout": STATEMENT_TIMEOUT,
        "lock_timeout": LOCK_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
    }
    return {
        "connect_timeout": 3,
        "tcp_user_timeout": 10_000,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "application_name": "everyseat",
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
    }


def postgresql_answers(url: str) -> bool:
    """Whether a server answers somebody who comes anew, within two seconds. Even a no is an answer."""
    limits = postgresql_arguments() | {"connect_timeout": 2}
    try:
        psycopg.connect(conninfo(url), autocommit=True, **limits).close()
    except psycopg.OperationalError as error:
        return error.sqlstate is not None
    return True
