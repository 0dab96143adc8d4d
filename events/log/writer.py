"""Group commit: many commands, decided one after the other, made durable by one transaction.

The event loop owns the rules' states: it takes all commands that wait, decides, encodes and hashes.
A writer thread only runs the transaction. Nothing is answered, and no view folded, before the commit.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from events.log.answering import CommandReused
from events.log.committing import Committer
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.plan import Done, Live, Wanted
from events.vocabulary import Recorded

__all__ = ["CommandReused", "GroupCommit", "WriterStopped"]

S = TypeVar("S")

LARGEST_GROUP = 512


class WriterStopped(Exception):
    """The server is going down; the command was not taken."""


class GroupCommit(Committer[S]):
    """Takes commands from every request of this process and commits them in groups."""

    def __init__(
        self,
        log: Log,
        keys: KeyStore,
        *,
        load: Callable[[str], Awaitable[Live[S]]],
        evolve: Callable[[S, Recorded], S],
        committed: Callable[[str, list[Recorded]], None],
        unsure: Callable[[str], None],
        settled: Callable[[str, Live[S], int], None],
    ) -> None:
        super().__init__(
            log, keys, load=load, evolve=evolve, committed=committed, unsure=unsure, settled=settled
        )
        self._waiting: asyncio.Queue[Wanted | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    @property
    def queued(self) -> int:
        """How many commands wait (for `/metrics`)."""
        return self._waiting.qsize()

    @property
    def running(self) -> bool:
        """Whether commands are being taken."""
        return self._task is not None and not self._task.done()

    async def start(self) -> None:
        """Look at the database's clock and begin to take commands."""
        await self.look_at_clock()
        self._task = asyncio.create_task(self._run(), name="log-writer")

    async def stop(self) -> None:
        """Finish what waits, then take no more."""
        if self._task is not None and not self._task.done():
            self._waiting.put_nowait(None)
            await asyncio.gather(self._task, return_exceptions=True)
        while not self._waiting.empty():
            left = self._waiting.get_nowait()
            if left is not None:
                left.settle(WriterStopped())
        self._thread.shutdown()
        self.patience.close()

    async def submit(self, wanted: Wanted) -> Done | object:
        """The command's answer once it is durable. Raises CommandReused, DatabaseAway, StorageFull, …"""
        if not self.running:
            raise WriterStopped
        self._waiting.put_nowait(wanted)
        return await wanted.answer

    async def state(self, partnership: str) -> Live[S]:
        """The rules' state as of the last commit known here. Not to be changed by the caller."""
        return await self._states.of(partnership)

    async def _run(self) -> None:
        while (first := await self._waiting.get()) is not None:
            group = [first]
            while len(group) < LARGEST_GROUP and (one := self._next()) is not None:
                group.append(one)
            await self.commit(group)

    def _next(self) -> Wanted | None:
        """The next command that waits already. What ends the writer is left where it is."""
        if self._waiting.empty():
            return None
        one = self._waiting.get_nowait()
        if one is None:
            self._waiting.put_nowait(None)
        return one
