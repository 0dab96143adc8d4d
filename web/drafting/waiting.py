"""What waits to be kept, and what its senders are told of it."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from pycrdt import merge_updates

from events.log.drafts import DraftKind
from web.drafting.peer import Peer
from web.drafting.updates import Update

AT_ONCE = 2_000
"""Updates that are kept together at most."""
MOST_TOGETHER = 128 * 1024
"""Bytes after which nothing more is looked at in one go: the server does nothing else meanwhile."""


class NotKept(Exception):
    """It is not known to be kept; sending it again does no harm."""


class Wanted(NamedTuple):
    """An update that somebody sent. `kept` hears when it is durable, or why it is not."""

    peer: Peer
    data: bytes
    kept: asyncio.Future[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done: its sender may write, and was not told anything of it yet."""
        return self.peer.may_write and not (self.kept and self.kept.done())


class Waiting:
    """Updates in the order in which they came. A peer that has too much in here is not listened to."""

    def __init__(self) -> None:
        self._queue = deque[Wanted]()
        self._some = asyncio.Event()

    def __len__(self) -> int:
        return len(self._queue)

    def put(self, wanted: Wanted) -> None:
        """Take an update in."""
        wanted.peer.asks(len(wanted.data))
        self._queue.append(wanted)
        self._some.set()

    async def some(self) -> list[Wanted]:
        """What has come, as soon as there is something."""
        await asyncio.sleep(0)  # Of what was refused nothing is kept, so that nobody else had a turn yet.
        while not self._queue:
            await self._some.wait()
        queue, batch, size = self._queue, list[Wanted](), 0
        while queue and len(batch) < AT_ONCE and size < MOST_TOGETHER:
            batch.append(queue.popleft())
            size += len(batch[-1].data)
        for wanted in batch:
            wanted.peer.is_answered(len(wanted.data))
        if not queue:
            self._some.clear()
        return batch

    def give_up(self, why: str) -> None:
        """Nothing of it will be done."""
        while self._queue:
            settle(self._queue.popleft(), NotKept(why))
        self._some.clear()


def settle(wanted: Wanted, error: Exception | None) -> None:
    """Tell whoever waits for an update what became of it."""
    if wanted.kept is None or wanted.kept.done():
        return
    if error is None:
        wanted.kept.set_result(None)
    else:
        wanted.kept.set_exception(error)


class Row(NamedTuple):
    """What is kept as one row: updates of one author."""

    author: str
    updates: list[bytes]

    @property
    def whole(self) -> bytes:
        """All of them as one."""
        return as_one(self.updates)


def by_author(passed: Sequence[tuple[str, bytes, Update]]) -> list[Row]:
    """The updates of each author in one row, as far as each row can be applied after the ones before it.

    An update comes to the last row of its author, unless it builds on something that stands in a later
    one: then it begins another.
    """
    rows: list[Row] = []
    last: dict[str, int] = {}
    written: dict[int, int] = {}
    for person, data, update in passed:
        needed = max((written.get(client, -1) for client in update.built_on), default=-1) if written else -1
        at = last.get(person, -1)
        if at < 0 or needed > at:
            at = last[person] = len(rows)
            rows.append(Row(person, []))
        rows[at].updates.append(data)
        for block in update.blocks:
            written[block.client] = at
    return rows


def rows_of(passed: Sequence[tuple[str, bytes, Update]]) -> list[tuple[str, DraftKind, bytes]]:
    """The same as it is kept: author, kind, bytes."""
    return [(row.author, "update", row.whole) for row in by_author(passed)]


def as_one(updates: Sequence[bytes]) -> bytes:
    """Updates as one, in their order."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)
