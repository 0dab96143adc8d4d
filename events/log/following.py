"""Learning that something was appended, here or in another process.

What is told is only "look again": whoever is woken compares heads and reads the log. A lost wake-up
costs time and nothing else.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Event, Lock, Thread
from typing import Any
from uuid import uuid4

import psycopg

from events.log.records import DatabaseAway

CHANNEL = "everyseat_appended"
RETRY = 1.0
LOOK_UP = 0.25
TOLD_EVERY = 0.02
"""Seconds between two words to other processes: under load one word stands for many appends."""


class Follower:
    """Waits for appends. Each follower has its own memory of what it was told."""

    def __init__(
        self, leave: Callable[["Follower"], None], on_wake: Callable[[], None] | None, *, own: bool
    ) -> None:
        self._leave = leave
        self._on_wake = on_wake
        self.own = own
        self._condition = Condition()
        self._woken = False

    def wait(self, timeout: float | None = None) -> bool:
        """True as soon as something was appended since the last call, False after `timeout` seconds."""
        with self._condition:
            woken = self._condition.wait_for(lambda: self._woken, timeout)
            self._woken = False
            return woken

    def wake(self) -> None:
        """Called by the log, from any thread."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()
        if self._on_wake is not None:
            self._on_wake()

    def close(self) -> None:
        """Follow no longer."""
        self._leave(self)


class Following:
    """The followers of one log in this process, and the word from other processes."""

    def __init__(self, connect: Callable[[], "psycopg.Connection[Any]"] | None) -> None:
        self._connect = connect
        self._name = uuid4().hex
        self._lock = Lock()
        self._followers: list[Follower] = []
        self._threads: dict[str, Thread] = {}
        self._appended = Event()
        self._stopped = Event()

    def follow(self, on_wake: Callable[[], None] | None, *, own: bool) -> Follower:
        """A new follower. Where other processes may append, one thread listens for them."""
        follower = Follower(self._remove, on_wake, own=own)
        with self._lock:
            self._followers.append(follower)
        self._ensure("everyseat-listen", self._listen)
        return follower

    def appended(self) -> None:
        """Tell this process at once, and the others from a thread, several appends at a time."""
        self._wake_all(own=True)
        self._ensure("everyseat-notify", self._notify)
        self._appended.set()

    def close(self) -> None:
        """Stop the threads and wake everyone a last time."""
        self._stopped.set()
        self._appended.set()
        self._wake_all()
        for thread in list(self._threads.values()):
            thread.join(timeout=5)

    def _remove(self, follower: Follower) -> None:
        with self._lock, suppress(ValueError):
            self._followers.remove(follower)

    def _wake_all(self, *, own: bool = False) -> None:
        with self._lock:
            followers = [one for one in self._followers if one.own or not own]
        for follower in followers:
            follower.wake()

    def _ensure(self, name: str, work: Callable[["psycopg.Connection[Any]"], None]) -> None:
        if self._connect is None or name in self._threads:
            return
        with self._lock:
            if name not in self._threads:
                thread = Thread(target=self._keep, args=(work,), name=name, daemon=True)
                self._threads[name] = thread
                thread.start()

    def _keep(self, work: Callable[["psycopg.Connection[Any]"], None]) -> None:
        """Do the work on a kept connection; make a new one when it breaks."""
        assert self._connect is not None
        while not self._stopped.is_set():
            try:
                with self._connect() as connection:
                    work(connection)
            except (psycopg.Error, DatabaseAway):
                self._stopped.wait(RETRY)

    def _listen(self, connection: "psycopg.Connection[Any]") -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        # What was appended while nobody listened was not told.
        self._wake_all()
        while not self._stopped.is_set():
            for told in connection.notifies(timeout=LOOK_UP, stop_after=1):
                # What this process appended, it was told without the way through the database.
                if told.payload != self._name:
                    self._wake_all()

    def _notify(self, connection: "psycopg.Connection[Any]") -> None:
        while not self._stopped.is_set():
            self._appended.wait()
            self._appended.clear()
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._name))
            self._stopped.wait(TOLD_EVERY)
