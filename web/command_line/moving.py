"""`everyseat move`."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from events.log.migrations import LOG, check
from events.log.serving import serve_lock
from web.accounts import CHAIN as ACCOUNTS
from web.command_line.backing_up import bars, summary
from web.command_line.opening import database_option, private_files, there
from web.command_line.saying import note, speaking
from web.operating.moving import move as carry
from web.operating.moving import refuse_same, take_master_key_along
from web.settings import MASTER_KEY_FILE, Settings, load_settings
from web.settings.addresses import sqlite_file
from web.settings.keyfiles import make_writable_folder


@click.command()
@click.option("--to", "goal", required=True, metavar="URL", help="An empty database, SQLite or PostgreSQL.")
@database_option
@speaking
def move(goal: str, database: str | None) -> None:
    """Copy everything to another database: the record, its accounts and its keys, and verify it there.

    The server must be stopped. What is here stays as it is, until you remove it.
    """
    source, target = load_settings(database=database), load_settings(database=goal)
    refuse_same(source, target)
    there(source)
    check(source.database_url, LOG)
    check(source.accounts_url, ACCOUNTS)
    with private_files(), held(source), held(target), bars() as steps:
        take_master_key_along(source, target)
        done = carry(source, target, steps)
    note(f"Arrived, and each was verified: {summary(done.counts['events'], len(done.proof))}.")
    note("Serve the new database from now on, and never both: they would grow apart.")
    if target.given_master_key is None and not target.on_sqlite:
        note(f"Its servers need EVERYSEAT_MASTER_KEY: the content of {source.data / MASTER_KEY_FILE}.")
        note("They need an EVERYSEAT_SECRET, too; a new one will do.")
    note("Everybody signs in again.")


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Be the only one to write an SQLite file; PostgreSQL is asked in other ways."""
    if not settings.on_sqlite:
        yield
        return
    for folder in {settings.data, sqlite_file(settings.database_url).parent}:
        make_writable_folder(folder)
    with serve_lock(sqlite_file(settings.database_url)):
        yield
