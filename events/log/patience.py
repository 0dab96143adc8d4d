"""Waiting for a database that may be gone without a word, as when a network cable is pulled.

Such a connection does not break for a long time, and a slow database looks just the same. So whoever
has waited for a moment looks whether the database answers anybody: if it does, it is only slow and the
wait goes on; if not, the wait ends. The thread that is stuck comes free by the connection's own limits.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from events.log.records import DatabaseAway

T = TypeVar("T")

A_MOMENT = 1.2
"""Seconds of waiting before it is asked whether the database is there; that takes 2 s at most."""
A_BLINK = 0.1
"""The same while the database is known to be gone."""


class Patience:
    """One for each event loop and database.

    `answers` says, within two seconds, whether the database answers somebody who comes anew. A file that
    this process has `alone` needs no such question: it is there or it is not.
    """

    def __init__(self, answers: Callable[[], bool], *, alone: bool) -> None:
        self._answers, self._alone = answers, alone
        self._thread: ThreadPoolExecutor | None = None
        self._asking: asyncio.Future[bool] | None = None
        self._gone_at: float | None = None

    async def wait(self, work: "asyncio.Future[T]") -> T:
        """The result of work that runs in a thread. Raises DatabaseAway when there is no hope for it.

        Whether a commit happens all the same is then not known.
        """
        if self._alone:
            return await work
        while not (await asyncio.wait({work}, timeout=self._moment))[0]:
            if not (await self._answered_lately() or work.done()):
                work.add_done_callback(let_be)
                raise DatabaseAway("The database does not answer.")
        return work.result()

    @property
    def _moment(self) -> float:
        return A_MOMENT if self._gone_at is None else A_BLINK

    async def _answered_lately(self) -> bool:
        """What was found a second ago needs no new question, so that one command is told soon."""
        if self._gone_at is not None and monotonic() - self._gone_at < 1:
            return False
        return await self.database_answers()

    async def database_answers(self) -> bool:
        """Whether the database answers a new connection; asked once for all who wait."""
        if self._asking is None:
            self._thread = self._thread or ThreadPoolExecutor(1, "is-it-there")
            loop = asyncio.get_running_loop()
            self._asking = loop.run_in_executor(self._thread, self._answers)
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    def _asked(self, asked: "asyncio.Future[bool]") -> None:
        self._asking = None
        answers = not asked.cancelled() and asked.exception() is None and asked.result()
        self._gone_at = None if answers else monotonic()

    def close(self) -> None:
        """No more questions."""
        if self._thread is not None:
            self._thread.shutdown(wait=False)


def let_be(work: "asyncio.Future[T]") -> None:
    """Nobody waits for this any more; what it fails with was told already."""
    if not work.cancelled():
        work.exception()
