"""Sixteen processes that write at once, each to a partnership of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from uuid import uuid4

from bench.databases import Raw
from bench.filling import stored_vote
from bench.measuring import Result, compare, rate
from events.log.identity import fresh_id
from events.log.log import Log
from events.log.records import CommandRow

WRITERS, EACH, TURNS = 16, 60, 11
Work = Callable[[int], None]


def ours(url: str, partnership: str) -> Work:
    """Head, event and command row of one command after another."""
    log, positions = Log.open(url), count(1)

    def append(number: int) -> None:
        for _ in range(number):
            one = stored_vote(partnership, next(positions))
            row = CommandRow(fresh_id(), "person", b"h" * 32, one.position, 1)
            log.append(partnership, one.position - 1, [one], row, datetime.now(UTC))

    return append


def raw(url: str, partnership: str) -> Work:
    """One INSERT and COMMIT after another."""
    limit, positions, sample = Raw(url), count(1), stored_vote(partnership, 1)

    def append(number: int) -> None:
        for _ in range(number):
            limit.append(partnership, next(positions), sample.name, sample.state)

    return append


def write(make: Callable[[str, str], Work], url: str, partnership: str, orders: Connection) -> None:
    """A writer's life: for each number it is sent it appends so many and says so."""
    work = make(url, partnership)
    orders.send("ready")
    while number := orders.recv():
        work(number)
        orders.send("done")


class Writers:
    """A crew of processes that do the same."""

    def __init__(self, make: Callable[[str, str], Work], url: str) -> None:
        context = get_context("fork")
        self.partnerships = [uuid4().hex for _ in range(WRITERS)]
        self._crew, self._processes = [], []
        for partnership in self.partnerships:
            here, there = context.Pipe()
            process = context.Process(target=write, args=(make, url, partnership, there), daemon=True)
            process.start()
            self._crew.append(here)
            self._processes.append(process)
        for one in self._crew:
            one.recv()

    def begin(self) -> None:
        """Let all of them write."""
        for one in self._crew:
            one.send(EACH)

    @property
    def busy(self) -> bool:
        """Whether somebody has not finished."""
        return not all(one.poll() for one in self._crew)

    def finish(self) -> None:
        """Wait for all of them."""
        for one in self._crew:
            one.recv()

    def rate(self) -> float:
        """Events a second, all together."""

        def work() -> None:
            self.begin()
            self.finish()

        return rate(WRITERS * EACH, work)

    def close(self) -> None:
        """Send everybody home."""
        for one in self._crew:
            one.send(0)
        for process in self._processes:
            process.join(10)


@contextmanager
def writers(make: Callable[[str, str], Work], url: str) -> Iterator[Writers]:
    """A crew for a while."""
    crew = Writers(make, url)
    try:
        yield crew
    finally:
        crew.close()


def append_16(database: str, url: str, size: int) -> list[Result]:
    """Only where several processes may write: PostgreSQL. Followed once, to see that nothing is missed."""
    if database != "postgresql":
        return []
    with writers(raw, url) as limit, writers(ours, url) as crew:
        result = compare("append-16", database, "events/s", 0.60, crew.rate, limit.rate, TURNS)
        missed = followed(crew, url)
    unit = "missed, 16 writers"
    return [result, Result("  followed", database, missed, unit, None, None, 0, 0.0, at_most=True)]


def followed(crew: Writers, url: str) -> float:
    """Follow all partnerships while they are written: how many events were missed or met out of order."""
    with Log.open(url) as log:
        seen = {partnership: log.head(partnership).position for partnership in crew.partnerships}
        begun, wrong = dict(seen), 0
        crew.begin()
        finished = False
        while not finished:
            finished = not crew.busy
            for partnership in crew.partnerships:
                for one in log.read(partnership, seen[partnership]):
                    wrong += one.position != seen[partnership] + 1
                    seen[partnership] = one.position
        crew.finish()
        return wrong + sum(begun[one] + EACH - seen[one] for one in crew.partnerships)
