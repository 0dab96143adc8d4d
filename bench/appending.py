"""What it costs to append one by one: on the disk, to partnerships of every length, and in memory."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from bench.databases import MEMORY, Raw, RawAutocommit, fresh
from bench.filling import filled, stored_vote
from bench.measuring import Contestant, Result, compare_all, rate_for
from bench.peers import Peer
from events.log.identity import fresh_id
from events.log.log import Log
from events.log.records import CommandRow

TURN, TURNS, MOST = 0.04, 21, 400
"""Short turns, many of them: a disk that stumbles spoils one turn, not the measurement."""
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)


def append_1(database: str, url: str, size: int) -> list[Result]:
    """Head, event and command row in one durable transaction, against one INSERT and COMMIT.

    In the same turns: partnerships that are long already, and the library's recorder. Then once more where
    a sync costs nothing, so that what is left is our own work and the database's.
    """
    target = 0.70 if database == "sqlite" else 0.80
    results = appended(database, url, ("append-1", target), [one for one in LENGTHS if one <= size])
    if os.access(MEMORY, os.W_OK):
        with fresh(database, MEMORY) as in_memory:
            results += [
                one._replace(name=f"  in memory: {one.name.strip()}")
                for one in appended(database, in_memory, ("append-1", None), [])
            ]
    return results


def appended(database: str, url: str, ours: tuple[str, float | None], lengths: list[int]) -> list[Result]:
    """Everybody in turns, in one database."""
    with ExitStack() as stack:
        log, raw = stack.enter_context(Log.open(url)), Raw(url)
        alone, peer = RawAutocommit(url), stack.enter_context(closing(Peer(url)))
        stack.callback(raw.connection.close)
        stack.callback(alone.connection.close)
        contestants = [
            Contestant(*ours, Appending(url, log, 0).once),
            *(Contestant(f"  append-1 at {one:,}", None, Appending(url, log, one).once) for one in lengths),
            Contestant("  INSERT in autocommit", None, Inserting(alone).once),
            Contestant("  eventsourcing's recorder", None, Inserting(peer).once),
        ]
        return compare_all(database, "events/s", contestants, Inserting(raw).once, TURNS)


class Inserting:
    """The same event again and again, by a driver alone or by the library."""

    def __init__(self, into: Raw | Peer) -> None:
        self._append, self._positions = into.append, count(1)
        self._partnership = uuid4().hex
        self._sample = stored_vote(self._partnership, 1)

    def once(self) -> float:
        """Insert for a while."""
        here, positions, name, state = self._partnership, self._positions, *self._sample[1:3]
        return rate_for(TURN, lambda: self._append(here, next(positions), name, state))


class Appending:
    """A partnership of some length, to which events are appended one by one."""

    def __init__(self, url: str, log: Log, length: int) -> None:
        self._log = log
        self._partnership = filled(url, length) if length else uuid4().hex
        self._position = log.head(self._partnership).position

    def once(self) -> float:
        """Append for a while; what is appended was made before."""
        here, begin = self._partnership, self._position + 1
        batch = [stored_vote(here, position) for position in range(begin, begin + MOST)]
        rows = [CommandRow(fresh_id(), "person", b"h" * 32, one.position, 1) for one in batch]
        ready = zip(batch, rows, strict=True)

        def work() -> None:
            one, row = next(ready)
            self._log.append(here, one.position - 1, [one], row, datetime.now(UTC))
            self._position = one.position

        return rate_for(TURN, work, MOST)
