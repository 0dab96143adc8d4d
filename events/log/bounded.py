"""Short questions to a database from code that cannot go on without the answer, and must not hang.

A network that is cut breaks no connection for a long time. So each question is asked from a thread of its
own; whoever has waited for a moment looks whether the database answers anybody. If not, the question ends,
and everybody else is told at once until a look in the background finds that the database is back.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event, Lock, Thread
from typing import TypeVar

from events.log.records import DatabaseAway

T = TypeVar("T")

A_MOMENT = 0.8
"""Seconds after which it is asked whether the database is there."""
THERE_WITHIN = 1.2
"""Seconds that it may take to say so: with the moment before, two in all, and only for who asks first."""
LOOK_EVERY = 0.5
AT_ONCE = 4


class Bounded:
    """Asks one database; `answers` says whether it answers somebody who comes anew."""

    def __init__(self, answers: Callable[[], bool]) -> None:
        self._answers = answers
        self._threads = ThreadPoolExecutor(AT_ONCE, "keys")
        self._looking: Thread | None = None
        self._lock = Lock()
        self._gone, self._closed = Event(), Event()

    def ask(self, question: Callable[[], T]) -> T:
        """The answer. Raises DatabaseAway when there is no hope; what was asked may happen all the same."""
        if self._gone.is_set():
            raise DatabaseAway("The database does not answer.")
        asked = self._threads.submit(question)
        while not wait([asked], A_MOMENT).done:
            if not (self._is_there() or asked.done()):
                self._begin_to_look()
                raise DatabaseAway("The database does not answer.")
        return asked.result()

    def _is_there(self) -> bool:
        """Whether it answers in time; a look that takes longer goes on without anybody waiting for it."""
        found: Future[bool] = Future()
        Thread(target=lambda: found.set_result(self._answers()), name="is-it-there", daemon=True).start()
        return bool(wait([found], THERE_WITHIN).done) and found.result()

    def _begin_to_look(self) -> None:
        with self._lock:
            self._gone.set()
            if self._looking is None or not self._looking.is_alive():
                self._looking = Thread(target=self._look, name="is-it-back", daemon=True)
                self._looking.start()

    def _look(self) -> None:
        while not self._closed.wait(LOOK_EVERY):
            if self._answers():
                with self._lock:
                    self._gone.clear()
                    self._looking = None
                return

    def close(self) -> None:
        """No more questions."""
        self._closed.set()
        self._threads.shutdown(wait=False)
