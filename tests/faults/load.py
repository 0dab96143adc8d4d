"""Many people voting at once on an engine in this process, each waiting for the answer before the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from sqlalchemy.exc import OperationalError

from events.log.clock import ClockJumped
from events.log.records import DatabaseAway, LogError
from events.log.writer import WriterStopped
from tests.faults.voting import Votes, beginning, vote
from web.control import Asked, Kept
from web.control.asked import submitted
from web.engine import Engine
from web.errors import is_full

VOTERS = 24


class Load:
    """Votes on an engine, with what was answered to each."""

    def __init__(self, engine: Engine, history: Votes | None = None, first: int = 0) -> None:
        self.engine, self.history = engine, history or Votes()
        self._numbers = count(first)
        self._over = asyncio.Event()
        self._answered = asyncio.Condition()

    async def begin(self) -> None:
        """Something to vote on."""
        for one in beginning():
            answer = await submitted(self.engine, one)
            assert isinstance(answer, Kept), answer
            self.history.answered(one.command, answer.first, answer.count)

    async def send(self, one: Asked) -> bool:
        """One vote, and what became of it; whether it was kept."""
        try:
            answer = await submitted(self.engine, one)
        except (DatabaseAway, WriterStopped):
            self.history.unanswered(one.command, one)
            await self._tell()
            return False
        except (LogError, ClockJumped, OperationalError) as error:
            if isinstance(error, OperationalError) and not is_full(error.orig):
                raise
            # Keys are kept before what they open: where there is no room for them, nothing else was kept.
            self.history.failed(one.command)
            await self._tell()
            return False
        assert isinstance(answer, Kept), answer
        self.history.answered(one.command, answer.first, answer.count)
        await self._tell()
        return True

    async def _tell(self) -> None:
        async with self._answered:
            self._answered.notify_all()

    async def _vote(self) -> None:
        while not self._over.is_set():
            if not await self.send(vote(next(self._numbers))):
                await asyncio.sleep(0.01)  # A person whose vote failed does not try again at once.

    @asynccontextmanager
    async def under_way(self, voters: int = VOTERS) -> AsyncIterator[None]:
        """Everybody votes until the block ends."""
        self._over.clear()
        tasks = [asyncio.create_task(self._vote()) for _ in range(voters)]
        try:
            yield
        finally:
            self._over.set()
            await asyncio.gather(*tasks)

    async def more(self, how_many: int) -> None:
        """Wait until so many more were acknowledged."""
        enough = len(self.history.kept) + how_many
        async with self._answered, asyncio.timeout(60):
            await self._answered.wait_for(lambda: len(self.history.kept) >= enough)

    async def nothing_more(self) -> None:
        """Wait until somebody was told that it did not work."""
        unknown = self.history.were_unknown
        async with self._answered:
            await self._answered.wait_for(lambda: self.history.were_unknown > unknown)

    async def refused_some(self) -> None:
        """Wait until somebody was told that it was not kept."""
        before = len(self.history.refused)
        async with self._answered:
            await self._answered.wait_for(lambda: len(self.history.refused) > before)

    async def ask_again(self) -> int:
        """Ask everything again that is unknown; it must be kept now. How many had been kept already."""
        before = 0
        for one in self.history.open():
            answer = await submitted(self.engine, one)
            assert isinstance(answer, Kept), answer
            self.history.answered(one.command, answer.first, answer.count)
            before += answer.again
        return before
