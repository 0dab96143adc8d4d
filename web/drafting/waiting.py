"""What waits to be kept, and what its senders are told of it."""

import asyncio
from typing import NamedTuple

from pycrdt import merge_updates

from events.log.drafts import DraftKind
from web.drafting.peer import Peer

AT_ONCE = 500
"""Updates that are kept together at most."""


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
        self._queue: asyncio.Queue[Wanted] = asyncio.Queue()

    def __bool__(self) -> bool:
        return not self._queue.empty()

    def put(self, wanted: Wanted) -> None:
        """Take an update in."""
        wanted.peer.asks(len(wanted.data))
        self._queue.put_nowait(wanted)

    async def some(self) -> list[Wanted]:
        """What has come, as soon as there is something."""
        batch = [await self._queue.get()]
        while len(batch) < AT_ONCE and self:
            batch.append(self._queue.get_nowait())
        for wanted in batch:
            wanted.peer.is_answered(len(wanted.data))
        return batch

    def give_up(self, why: str) -> None:
        """Nothing of it will be done."""
        while self:
            settle(self._queue.get_nowait(), NotKept(why))


def settle(wanted: Wanted, error: Exception | None) -> None:
    """Tell whoever waits for an update what became of it."""
    if wanted.kept is None or wanted.kept.done():
        return
    if error is None:
        wanted.kept.set_result(None)
    else:
        wanted.kept.set_exception(error)


def runs(passed: list[tuple[Peer, bytes]]) -> list[tuple[str, DraftKind, bytes]]:
    """Consecutive updates of one author as one: author, kind, bytes."""
    merged: list[tuple[str, list[bytes]]] = []
    for peer, data in passed:
        if merged and merged[-1][0] == peer.person:
            merged[-1][1].append(data)
        else:
            merged.append((peer.person, [data]))
    return [
        (person, "update", some[0] if len(some) == 1 else merge_updates(*some)) for person, some in merged
    ]
