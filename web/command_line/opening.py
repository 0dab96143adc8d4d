"""Opening what is kept: for reading beside whoever serves, or for writing through the one who may."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

import click

from events.log.keys import KeyStore
from events.log.log import Log
from events.log.migrations import KEYS, LOG, Chain, DatabaseOlder, check, migrate, revision_of
from events.log.serving import serve_lock
from web.accounts import CHAIN as ACCOUNTS
from web.accounts import Accounts
from web.command_line.saying import note
from web.control import Desk, OwnDesk, ServersDesk, socket_path
from web.engine import Engine
from web.settings import Settings, SettingsProblem, load_settings
from web.settings.addresses import sqlite_file

database_option = click.option(
    "--database",
    metavar="URL",
    help="The database; EVERYSEAT_DATABASE_URL if not given, else SQLite in EVERYSEAT_DATA or ./data.",
)


class Kept(NamedTuple):
    """The log and the keys, opened for reading."""

    log: Log
    keys: KeyStore


@contextmanager
def reading(database: str | None) -> Iterator[Kept]:
    """Open for reading only. A running server is not disturbed, and nothing is made or changed."""
    settings = load_settings(database=database)
    there(settings)
    check(settings.database_url, LOG)
    with Log.open(settings.database_url, read_only=True) as log:
        keys = keys_for_reading(settings)
        try:
            yield Kept(log, keys)
        finally:
            keys.close()


def keys_for_reading(settings: Settings) -> KeyStore:
    """The key store; without it words are unreadable and everything else works."""
    try:
        check(settings.keys_url, KEYS)
        master = settings.master_key
    except (DatabaseOlder, SettingsProblem) as error:
        note(f"Texts cannot be read here: {error}")
        return KeyStore.missing()
    return KeyStore.at(settings.keys_url, master, read_only=True)


def there(settings: Settings) -> None:
    """Refuse a database file that is not there: looking must not make one."""
    if settings.on_sqlite and not sqlite_file(settings.database_url).exists():
        raise SettingsProblem(
            f"There is no database at {sqlite_file(settings.database_url)} yet. Start one with "
            "`everyseat serve`, or name another one with --database."
        )


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Be the one process that writes an SQLite file; PostgreSQL takes several."""
    with private_files():
        settings.prepare()
        if not settings.on_sqlite:
            yield
            return
        with serve_lock(sqlite_file(settings.database_url)):
            yield


@contextmanager
def private_files() -> Iterator[None]:
    """What is made meanwhile, the key store above all, is for this account only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def bring_forward(settings: Settings) -> None:
    """Make the tables fit this version: by itself on SQLite, on PostgreSQL only by `everyseat migrate`."""
    for url, chain in chains(settings):
        if not settings.on_sqlite:
            check(url, chain)
            continue
        before = revision_of(url, chain)
        migrate(url, chain)
        if before is not None and before != revision_of(url, chain):
            note(f"The {chain.name} was brought forward to this version of Everyseat.")


def chains(settings: Settings) -> list[tuple[str, Chain]]:
    """Every line of tables, with the database it is in.

    A key store that was lost is not made anew beside what it should open: it comes back from its backup.
    """
    found = [(settings.database_url, LOG), (settings.keys_url, KEYS), (settings.accounts_url, ACCOUNTS)]
    return [one for one in found if one[1] is not KEYS or not keys_are_lost(settings)]


def keys_are_lost(settings: Settings) -> bool:
    """Whether something is kept whose keys should be somewhere, but are not."""
    if revision_of(settings.keys_url, KEYS) or not revision_of(settings.database_url, LOG):
        return False
    with Log.open(settings.database_url, read_only=True) as log:
        return bool(log.heads())


@asynccontextmanager
async def writing(settings: Settings) -> AsyncIterator[Desk]:
    """Where to bring commands: the server that runs, else an engine of our own."""
    if settings.on_sqlite:
        desk = await ServersDesk.reach(socket_path(settings))
        if desk is not None:
            try:
                yield desk
            finally:
                await desk.close()
            return
    with alone(settings):
        bring_forward(settings)
        async with own_desk(settings) as own:
            yield own


@asynccontextmanager
async def own_desk(settings: Settings) -> AsyncIterator[OwnDesk]:
    """An engine in this process. The caller holds the lock, and the tables are there."""
    with Log.open(settings.database_url) as log:
        lost = keys_are_lost(settings)
        keys = KeyStore.missing() if lost else KeyStore.at(settings.keys_url, settings.master_key)
        accounts = Accounts.at(settings.accounts_url)
        engine = Engine(log, keys)
        await engine.start()
        try:
            yield OwnDesk(engine, accounts, settings.base_url)
        finally:
            await engine.stop()
            accounts.store.close()
            keys.close()
