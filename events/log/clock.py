"""The time that events are recorded at: the database's clock, never going back, never jumping.

Between two looks at the database the time runs on by a clock of this machine that nobody can move, so a
group of commands costs no extra trip, and a wall clock that somebody moves is noticed.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LARGEST_JUMP = timedelta(minutes=5)


SINCE_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""The system's clock that nobody moves and that goes on in its sleep: Linux has it under the first name,
macOS under the second. Python's own `monotonic` stands still meanwhile on both."""


def ticks() -> float:
    """Seconds since some moment. A laptop that was closed for an hour is an hour older, not a jump behind."""
    return time.monotonic() if SINCE_BOOT is None else time.clock_gettime(SINCE_BOOT)


class ClockJumped(Exception):
    """The database's clock and ours disagree by more than five minutes: nothing is written."""


class DatabaseClock:
    """The database's time, estimated between looks at it."""

    def __init__(self, tick: Callable[[], float] = ticks) -> None:
        self._tick = tick
        self._seen_at: float | None = None
        self._seen = datetime.min.replace(tzinfo=UTC)
        self._trouble: str | None = None

    @property
    def known(self) -> bool:
        """Whether the database's clock has been looked at yet."""
        return self._seen_at is not None

    @property
    def jumped(self) -> bool:
        """Whether nothing is recorded at the moment, because the clock is not where it was."""
        return self._trouble is not None

    def now(self) -> datetime:
        """The database's time by our reckoning."""
        assert self._seen_at is not None, "the database's clock was never looked at"
        return self._seen + timedelta(seconds=self._tick() - self._seen_at)

    def seen(self, told: datetime) -> None:
        """Take note of what the database says. After a jump nothing is recorded until it is back."""
        jump = told - self.now() if self._seen_at is not None else timedelta()
        if abs(jump) > LARGEST_JUMP:
            self._trouble = f"the database's clock jumped by {jump}"
        else:
            self._seen_at, self._seen, self._trouble = self._tick(), told, None

    def after(self, last: datetime | None) -> datetime:
        """The time to record at in a partnership whose last event was recorded at `last`.

        Raises ClockJumped.
        """
        if self._trouble:
            raise ClockJumped(self._trouble)
        now = self.now()
        if last is None or now >= last:
            return now
        if last - now > LARGEST_JUMP:
            raise ClockJumped(f"the last event was recorded at {last}, but the clock says {now}")
        return last
