"""The time of day, in the hands of a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """It goes on only when somebody says so."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def now(self) -> datetime:
        """The moment that rows are kept with."""
        return self.at

    def wait(self, **time: float) -> None:
        """Let some time pass."""
        self.at += timedelta(**time)
