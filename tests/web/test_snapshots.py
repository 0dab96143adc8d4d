"""A snapshot and what came after it is the same as everything folded from nothing; and it can always go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from events.log.codec import encode, leaf
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.records import Append, CommandRow, Mark, Snapshot, Stored
from events.vocabulary import Recorded
from tests.keys import MASTER
from tests.workspace.histories import random_history
from web.engine import Engine
from web.engine.engine import RULES
from web.engine.live_views import Folded
from web.engine.snapshots import ROOM, given_up
from web.settings.addresses import beside
from workspace import decider
from workspace.acts import Act
from workspace.partners.commands import AdmitPeople

HERE = "p-1"
SIZE, EVERY = 300, 20


@cache
def history(seed: int) -> list[Recorded]:
    """One and the same history for every test that asks for it."""
    return random_history(seed, SIZE)


def fill(log: Log, entries: list[Recorded]) -> None:
    """Keep entries as the log would have."""
    states = [(entry.header, encode(*entry)) for entry in entries]
    stored = [Stored(header.position, header.name, state, leaf(state)) for header, state in states]
    first, last = entries[0].header, entries[-1].header
    row = CommandRow(f"fill-{first.position}", "test", b"h" * 32, first.position, len(stored))
    log.append_many([Append(HERE, first.position - 1, last.recorded_at, stored, [row])])


def from_nothing(entries: list[Recorded]) -> Folded:
    """The views by the folds alone."""
    folded = Folded(HERE)
    for entry in entries:
        folded.fold(entry)
    return folded


def rules_from_nothing(entries: list[Recorded]) -> Any:
    """The rules' state by its steps alone."""
    state = decider.empty()
    for entry in entries:
        state = decider.evolve(state, entry)
    return state


@pytest.fixture
def log(migrated_database_url: str) -> Any:
    """An empty log of each kind."""
    with Log.open(migrated_database_url) as opened:
        yield opened


Started = Callable[[], Engine]


@pytest_asyncio.fixture
async def started(log: Log, migrated_database_url: str) -> AsyncIterator[Started]:
    """Make an engine that knows nothing yet, as after a restart; it takes snapshots often."""
    keys = KeyStore.at(beside(migrated_database_url, "keys"), MASTER)
    made: list[Engine] = []

    def start() -> Engine:
        engine = Engine(log, keys)
        engine.snapshots.every = EVERY
        made.append(engine)
        return engine

    yield start
    for engine in made:
        engine.snapshots.close()
    keys.close()


@pytest.mark.parametrize("seed", [1, 2])
async def test_at_every_position_a_snapshot_and_the_rest_is_the_fold_of_all(
    log: Log, started: Started, seed: int
) -> None:
    fill(log, history(seed))
    started().live.load(HERE)
    assert {mark.position for mark in log.snapshot_marks(HERE)} <= set(range(EVERY, SIZE + 1, EVERY))
    engine, folded = started(), Folded(HERE)
    for entry in history(seed):
        folded.fold(entry)
        at = engine.live.at(HERE, folded.position)
        assert (at.views, at.position, at.when) == (
            folded.views,
            folded.position,
            folded.when,
        ), f"position {folded.position}"


@pytest.mark.parametrize("seed", [3, 4])
async def test_the_rules_go_on_from_a_snapshot_as_if_nothing_had_been(
    log: Log, started: Started, seed: int
) -> None:
    entries = history(seed)
    for cut in range(0, SIZE, 50):
        fill(log, entries[cut : cut + 50])
        engine = started()
        live = await engine._load_state(HERE)
        assert live.state == rules_from_nothing(entries[: cut + 50])
        assert (live.position, live.recorded_at) == (cut + 50, entries[cut + 49].header.recorded_at)
        engine.snapshots.close()
    assert log.newest_snapshots(HERE, {RULES.name: RULES.key}, SIZE)


async def test_what_is_submitted_leaves_snapshots_that_the_next_start_uses(
    log: Log, started: Started
) -> None:
    fill(log, history(5)[:EVERY])
    engine = started()
    await engine.start()
    founder = history(5)[0].header.person
    await engine.views(HERE)
    for number in range(EVERY):
        ask = AdmitPeople(people=(f"person-{number}-more",), source="a list")
        act = Act(command=f"more-{number}", person=founder, at=datetime.now(UTC), operator=True)
        await engine.submit(HERE, ask, act)
    state = msgspec.msgpack.encode((await engine.writer.state(HERE)).state)
    live = engine.live.load(HERE)
    await engine.stop()
    newest = max(mark.position for mark in log.snapshot_marks(HERE))
    assert newest == live.position == 2 * EVERY
    again = started()
    assert again.live.load(HERE).views == live.views
    assert msgspec.msgpack.encode((await again._load_state(HERE)).state) == state


def spoil(change: Callable[[bytes], bytes], log: Log) -> None:
    """Alter every snapshot."""
    for mark in log.snapshot_marks(HERE):
        (found,) = log.newest_snapshots(HERE, {mark.view: mark.version}, mark.position)
        log.save_snapshots(HERE, [Snapshot(mark.view, mark.version, mark.position, change(found.body))])


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body[: len(body) // 2],
        lambda body: body[:-1] + bytes([body[-1] ^ 1]),
        lambda body: bytes(32) + body[32:],
        lambda body: b"",
    ],
    ids=["cut short", "one bit turned", "of another log", "empty"],
)
async def test_a_broken_snapshot_is_passed_over(
    log: Log, started: Started, change: Callable[[bytes], bytes]
) -> None:
    fill(log, history(1))
    first, second = started(), started()
    first.live.load(HERE)
    await second._load_state(HERE)
    for engine in (first, second):
        engine.snapshots.close()  # What is still being stored would make room for itself meanwhile.
    spoil(change, log)
    assert started().live.load(HERE).views == from_nothing(history(1)).views
    assert (await started()._load_state(HERE)).state == rules_from_nothing(history(1))


async def test_a_view_whose_snapshots_are_gone_is_folded_anew_and_the_others_are_not(
    log: Log, started: Started
) -> None:
    fill(log, history(2))
    started().live.load(HERE)
    log.drop_snapshots("goals")
    assert started().live.load(HERE).views == from_nothing(history(2)).views


async def test_snapshots_of_other_versions_are_not_read_and_go(log: Log, started: Started) -> None:
    fill(log, history(2))
    log.save_snapshots(HERE, [Snapshot("goals", 1, EVERY, b"old"), Snapshot("rules", 1, EVERY, b"old")])
    assert started().live.load(HERE).views == from_nothing(history(2)).views
    assert Mark("goals", 1, EVERY, 3) not in log.snapshot_marks(HERE)


async def test_all_snapshots_together_have_at_most_twice_the_bytes_of_the_log(
    log: Log, started: Started
) -> None:
    fill(log, history(1))
    engine = started()
    engine.snapshots.every = 1
    engine.live.load(HERE)
    assert 0 < log.snapshot_bytes() <= ROOM * log.weight(HERE, 0, SIZE)
    assert engine.live.load(HERE).views == from_nothing(history(1)).views


def test_when_room_gets_scarce_those_missed_least_go_but_never_the_newest() -> None:
    marks = [Mark("goals", 1, position, 10) for position in range(1, 9)] + [Mark("rules", 1, 8, 10)]
    new = [Snapshot("goals", 1, 9, b"0123456789")]

    def gone(room: int) -> set[int] | None:
        found = given_up(marks, new, room, for_replay=True)
        return None if found is None else {mark.position for mark in found if mark.view == "goals"}

    assert [gone(room) for room in (100, 90, 80, 60)] == [set(), {1}, {1, 3}, {1, 3, 5, 7}]
    assert given_up(marks, new, 20, for_replay=True) == set(marks[:-1])
    assert gone(19) is None
    assert given_up(marks, new, 100, for_replay=False) == set(marks[:-1])


async def test_a_log_that_may_only_be_read_gives_views_and_keeps_no_snapshots(
    log: Log, migrated_database_url: str, tmp_path: Path
) -> None:
    fill(log, history(1))
    keys = KeyStore.at(beside(migrated_database_url, "keys"), MASTER)
    with Log.open(migrated_database_url, read_only=True) as reading:
        engine = Engine(reading, keys)
        engine.snapshots.every = EVERY
        assert engine.live.load(HERE).views == from_nothing(history(1)).views
        engine.snapshots.close()
    keys.close()
    assert log.snapshot_marks(HERE) == []
