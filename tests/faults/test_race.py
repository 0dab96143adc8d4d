"""Several write to one partnership at once: every position has one winner, and who follows skips none."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from threading import Barrier
from time import sleep

import pytest

from events.log.codec import leaf
from events.log.log import Append, CommandRow, Log, Stored
from tests.faults.conftest import Counted
from tests.faults.sizes import chance, size
from tests.faults.voting import PARTNERSHIP, Votes, beginning, must_hold, replayed
from tests.faults.writer import acknowledged, started
from tests.web.served import settings_for
from web.command_line.opening import own_desk
from web.command_line.views import wanted

pytestmark = pytest.mark.fault

APART = 10_000_000
"""The second process numbers its votes from here on."""
SLOW_WRITERS = 8
AT_A_TIME = 25
"""Events that a slow writer appends each time it holds the head."""
PARTNERSHIPS = [f"{number:032x}" for number in range(3)]


def taken(process: subprocess.Popen[str], enough: int, together: Barrier) -> list[tuple[str, int, int]]:
    """What a process said was kept, from when both are under way until it is enough."""
    found = []
    for answer in acknowledged(process):
        found.append(answer)
        if len(found) == 1:
            together.wait(60)
        if len(found) == enough:
            process.kill()
    return found


async def test_two_processes_race_on_one_partnership(
    environment: dict[str, str], migrated_postgresql_url: str, counted: Counted
) -> None:
    settings, each = settings_for(migrated_postgresql_url), size(3_000, 50_000)
    async with own_desk(settings) as desk:
        await desk.ask(beginning())
    history = Votes()
    writers = [started(environment, first) for first in (0, APART)]
    together = Barrier(len(writers))
    with ThreadPoolExecutor(len(writers)) as threads:
        both = list(threads.map(lambda writer: taken(writer, each, together), writers))
    for answer in (one for said in both for one in said):
        history.answered(*answer)
    async with own_desk(settings) as desk:
        must_hold(desk.engine.log, history)
        live = await desk.engine.views(PARTNERSHIP)
        again = replayed(desk.engine.log).shown(live.at, live=True)
        assert wanted(live, desk.engine.keys) == wanted(again, desk.engine.keys)
    turns = changes_of_hands(both)
    assert turns > 2, "they hardly met"
    counted(acknowledged=len(history.kept), changes_of_hands=turns, gaps=0, lost=0, doubled=0)


def changes_of_hands(both: Sequence[Sequence[tuple[str, int, int]]]) -> int:
    """How often the next position went to the other process."""
    who = {at: number for number, said in enumerate(both) for _, at, length in said if length}
    order = [who[at] for at in sorted(who)]
    return sum(one != other for one, other in pairwise(order))


def write_slowly(url: str, number: int, how_many: int) -> None:
    """Append one by one, each time holding the head for a moment, as a busy or distant process would."""
    accidents = chance(f"slow writer {number}")
    with Log.open(url) as log:
        for turn in range(how_many):
            partnership = accidents.choice(PARTNERSHIPS)
            with log.locked(partnership) as held:
                head = held.head.position
                states = [b"%d %d %d" % (number, turn, part) for part in range(1, AT_A_TIME + 1)]
                stored = [Stored(head + part, "Test", one, leaf(one)) for part, one in enumerate(states, 1)]
                command = CommandRow(f"{number} {turn}", "somebody", b"", head + 1, AT_A_TIME)
                sleep(accidents.random() * 0.004)
                held.append(Append(partnership, head, datetime.now(UTC), stored, [command]))


class Seen:
    """What a follower has read of one partnership: how far, and the hash of all of it in that order."""

    def __init__(self) -> None:
        self.position = 0
        self.digest = sha256()

    def take(self, events: Sequence[Stored]) -> None:
        """Read on. Each event has to be the next one."""
        for event in events:
            assert event.position == self.position + 1
            self.position = event.position
            self.digest.update(event.leaf)


def follow(url: str, enough: int) -> dict[str, Seen]:
    """Read what is appended as it comes, never looking back."""
    seen = {name: Seen() for name in PARTNERSHIPS}
    with Log.open(url, read_only=True) as log:
        follower = log.follow()
        while sum(one.position for one in seen.values()) < enough:
            follower.wait(0.2)
            for name, one in seen.items():
                one.take(log.read(name, one.position))
    return seen


def test_who_follows_eight_slow_writers_skips_nothing(migrated_postgresql_url: str, counted: Counted) -> None:
    each = size(100, 5_000)
    events = SLOW_WRITERS * each * AT_A_TIME
    with ThreadPoolExecutor(SLOW_WRITERS + 1) as threads:
        following = threads.submit(follow, migrated_postgresql_url, events)
        writing = [
            threads.submit(write_slowly, migrated_postgresql_url, number, each)
            for number in range(SLOW_WRITERS)
        ]
        for one in writing:
            one.result()
        seen = following.result(120)
    with Log.open(migrated_postgresql_url, read_only=True) as log:
        for name, found in seen.items():
            kept = Seen()
            for chunk in log.read_chunks(name):
                kept.take(chunk)
            assert (found.position, found.digest.digest()) == (kept.position, kept.digest.digest())
    counted(writers=SLOW_WRITERS, events=events, skipped=0, doubled=0)
