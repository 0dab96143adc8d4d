"""A small house with everything in it that a backup must bring back, on either kind of database."""

from __future__ import annotations

import base64
from pathlib import Path

from sqlalchemy import create_engine, text

from events.goals import GoalProposed
from events.log.codec import decode
from events.log.connecting import driver_url
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.migrations import KEYS, LOG, migrate
from events.sealed import Words
from tests.web.conftest import MASTER, House
from web.accounts import Accounts
from web.accounts.migrations import CHAIN as ACCOUNTS
from web.settings.addresses import beside
from workspace.goals.commands import ProposeGoal

MASTER_KEY = base64.b64encode(MASTER).decode()


def secrets() -> dict[str, str]:
    """The environment of a command that opens what the house sealed."""
    return {"EVERYSEAT_MASTER_KEY": MASTER_KEY, "EVERYSEAT_SECRET": MASTER_KEY}


async def furnished(url: str, goals: int = 3) -> House:
    """A founded partnership with goals and an account for each person; the engine has stopped again."""
    house = await (await House(url).start()).found()
    for number in range(goals):
        await house.ask(ProposeGoal, {"title": f"Goal {number}"}, by="ana")
    accounts = Accounts.at(beside(url, "accounts"))
    for person in ("ana", "ben", "cleo"):
        account = accounts.create(f"{person}@example.org")
        accounts.link(account.id, house.partnership, person)
    accounts.store.close()
    await house.stop()
    change(url, f"INSERT INTO due VALUES ('{house.partnership}', 'closing', 'd1', 4102444800000000)")
    return house


def empty_beside(folder: Path) -> str:
    """Another SQLite address, where nothing is yet."""
    return f"sqlite:///{folder / 'other' / 'everyseat.sqlite'}"


def with_tables(url: str) -> str:
    """The same address, with the tables made."""
    for one, chain in ((url, LOG), (beside(url, "keys"), KEYS), (beside(url, "accounts"), ACCOUNTS)):
        migrate(one, chain)
    return url


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the record and of what belongs to it, in one order for both kinds of database."""
    told = {}
    for where, tables in (
        (url, ("heads", "events", "commands", "due")),
        (beside(url, "accounts"), ("accounts", "people", "personas")),
        (beside(url, "keys"), ("person_keys", "word_keys", "destroyed")),
    ):
        for table in tables:
            told[table] = rows(where, table)
    return told


def rows(url: str, table: str) -> list[tuple[object, ...]]:
    """All rows of a table, sorted."""
    keys = table in ("person_keys", "word_keys", "destroyed") and url.startswith("postgresql")
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT * FROM {'keys.' if keys else ''}{table}"))
        told = sorted(tuple(row) for row in found)
    engine.dispose()
    return told


def change(url: str, statement: str) -> None:
    """Change a database behind everybody's back."""
    engine = create_engine(driver_url(url))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def readable(url: str, partnership: str, sealed: Words) -> object:
    """What the key store there says of a sealed text."""
    keys = KeyStore.at(beside(url, "keys"), MASTER)
    try:
        return keys.open(partnership, sealed)
    finally:
        keys.close()


def first_words(url: str, partnership: str) -> list[Words]:
    """The sealed titles of the goals."""
    with Log.open(url, read_only=True) as log:
        history = [decode(stored.state).event for stored in log.read(partnership)]
    return [event.title for event in history if isinstance(event, GoalProposed)]
