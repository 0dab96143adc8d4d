"""The database of accounts: short calls on a few threads, so that the event loop never waits."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, update

from events.log.connecting import driver_url, is_sqlite, postgresql_answers, postgresql_arguments
from events.log.patience import Patience
from web.accounts.tables import notice_count, notices

T = TypeVar("T")

NOTICES_KEPT = 3600
"""Seconds. A process that heard nothing for longer starts from what the tables say."""


class Store:
    """Connections to the database of accounts. Safe to use from several threads."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._engine = sqlite_engine(url) if is_sqlite(url) else postgresql_engine(url)
        self._writing = self._engine.execution_options(writes=True)
        self._threads = ThreadPoolExecutor(4, "accounts")
        self._patience = Patience(partial(postgresql_answers, url), alone=is_sqlite(url))
        self._clock = clock

    def now(self) -> int:
        """Whole seconds since 1970 UTC."""
        return int(self._clock())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when the block ends well."""
        with self._writing.begin() as connection:
            yield connection

    async def run(self, work: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Do a short piece of work on one of the store's threads.

        Raises DatabaseAway when the database answers nobody; whether it was done is then not known.
        """
        done = asyncio.get_running_loop().run_in_executor(self._threads, lambda: work(*arguments, **named))
        return await self._patience.wait(done)

    def close(self) -> None:
        """Finish the work under way and let every connection go."""
        self._patience.close()
        self._threads.shutdown()
        self._engine.dispose()

    def tell(self, connection: Connection, account: str, epoch: int, session: bytes | None = None) -> None:
        """Leave a notice for every process, in the transaction that it is about."""
        number = connection.execute(
            update(notice_count).values(number=notice_count.c.number + 1).returning(notice_count.c.number)
        ).scalar_one()
        now = self.now()
        connection.execute(delete(notices).where(notices.c.at < now - NOTICES_KEPT))
        connection.execute(
            insert(notices).values(number=number, account=account, session=session, epoch=epoch, at=now)
        )


def sqlite_engine(url: str) -> Engine:
    """A write takes its lock when it begins, so that two of them wait for each other and never fail."""
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": 10, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def postgresql_engine(url: str) -> Engine:
    """A small pool; a dead connection is noticed before it is used. No address gets into an error."""
    return create_engine(
        driver_url(url),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=4,
        connect_args=postgresql_arguments(),
    )


def new_token() -> str:
    """What a person or their browser holds: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    """What the database holds of a token. It is long and random, so one fast hash is enough."""
    return sha256(token.encode()).digest()
