"""A small house with everything in it that a backup must bring back, on either kind of database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pycrdt import Doc, merge_updates
from sqlalchemy import create_engine, text

from events.goals import GoalProposed
from events.log.codec import decode
from events.log.connecting import driver_url
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.migrations import KEYS, LOG, migrate
from events.sealed import Words
from tests.keys import GIVEN_KEYS, MASTER
from tests.web.conftest import House
from web.accounts import Accounts
from web.accounts.migrations import CHAIN as ACCOUNTS
from web.drafting.editing import written
from web.drafting.keeping import Keeping
from web.drafting.merging import Edit
from web.drafting.sealing import root
from web.settings.addresses import beside
from workspace.charter.commands import OpenDraft, OpenStatement, SealDraft
from workspace.goals.commands import ProposeGoal

DRAFT = "draft1"
OTHER = "(SELECT other.{} FROM draft_events other WHERE other.position = {})"
HARMED_DRAFTS = [
    pytest.param(
        f"UPDATE draft_events SET state = {OTHER.format('state', 2)} WHERE position = 3",
        "draft draft1: step 3 is not what was kept",
        id="overwritten",
    ),
    pytest.param(
        f"UPDATE draft_events SET state = {OTHER.format('state', 5)}, leaf = {OTHER.format('leaf', 5)}"
        " WHERE position = 4",
        "draft draft1: step 4 is not what was kept",
        id="another row with its hash",
    ),
    pytest.param(
        "DELETE FROM draft_events WHERE position = 4", "draft draft1: after step 3 comes 5", id="deleted"
    ),
    pytest.param(
        "DELETE FROM draft_events WHERE position = 5",
        "draft draft1: its head says 5, the last step is 4",
        id="head ahead",
    ),
    pytest.param(
        "UPDATE draft_heads SET position = 4",
        "draft draft1: its head says 4, the last step is 5",
        id="head behind",
    ),
    pytest.param(
        "DELETE FROM draft_heads", "draft draft1: its head says 0, the last step is 5", id="head gone"
    ),
]
"""What can be done to the rows of a draft behind everybody's back, and what is said of it."""


def secrets() -> dict[str, str]:
    """The environment of a command that opens what the house sealed."""
    return dict(GIVEN_KEYS)


async def furnished(url: str, goals: int = 3) -> House:
    """A founded partnership with goals and an account for each person; the engine has stopped again."""
    house = await (await House(url).start()).found()
    for number in range(goals):
        await house.ask(ProposeGoal, {"title": f"Goal {number}"}, by="ana")
    await drafted(house)
    accounts = Accounts.at(beside(url, "accounts"))
    for person in ("ana", "ben", "cleo"):
        account = accounts.create(f"{person}@example.org")
        accounts.link(account.id, house.partnership, person)
    accounts.store.close()
    await house.stop()
    change(url, f"INSERT INTO due VALUES ('{house.partnership}', 'closing', 'd1', 4102444800000000)")
    return house


async def drafted(house: House) -> None:
    """A draft of five steps; the record commits to the first three."""
    await house.ask(OpenStatement, {"kind": "mission"}, by="ana", command="s1")
    await house.ask(OpenDraft, {"statement": "s1", "language": "en"}, by="ana", command=DRAFT)
    keeping = Keeping(house.log.drafts, house.keys, house.partnership, DRAFT)
    key, number, whole = keeping.new_key(), 7, Doc().get_update()
    for word in ("We ", "breathe ", "easily ", "every ", "day"):
        update = typed(whole, word, number)
        keeping.keep([("ana", "update", update)], key, [(number, "ana")], datetime.now(UTC))
        whole = merge_updates(whole, update)
    seal = {"draft": DRAFT, "position": 3, "root": root(keeping.leaves(3))}
    await house.ask(SealDraft, seal, by="clock", clock=True)


def typed(whole: bytes, word: str, number: int) -> bytes:
    """The update that puts a word at the end."""
    update = written(whole, lambda now: [Edit(len(now), 0, word)], number)
    assert update is not None
    return update


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
        (url, ("heads", "events", "commands", "due", "draft_heads", "draft_events", "draft_writers")),
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
