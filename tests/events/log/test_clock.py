"""The time that events are recorded at: by the database, running on while this machine sleeps."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from events.log.clock import SINCE_BOOT, ClockJumped, DatabaseClock, ticks

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_time_runs_on_between_two_looks_and_never_goes_back_in_a_partnership() -> None:
    now = 100.0
    clock = DatabaseClock(lambda: now)
    clock.seen(NOON)
    now += 60
    assert clock.now() == NOON + timedelta(minutes=1)
    assert clock.after(NOON + timedelta(minutes=2)) == NOON + timedelta(minutes=2)


def test_an_hour_of_sleep_that_both_clocks_count_is_no_jump() -> None:
    now = 100.0
    clock = DatabaseClock(lambda: now)
    clock.seen(NOON)
    now += 3600
    clock.seen(NOON + timedelta(hours=1))
    assert clock.after(None) == NOON + timedelta(hours=1)


def test_a_clock_that_somebody_moved_refuses_until_it_is_back() -> None:
    clock = DatabaseClock(lambda: 100.0)
    clock.seen(NOON)
    clock.seen(NOON + timedelta(hours=1))
    with pytest.raises(ClockJumped):
        clock.after(None)
    clock.seen(NOON + timedelta(seconds=1))
    assert clock.after(None) == NOON + timedelta(seconds=1)


def test_the_clock_here_counts_the_machine_s_sleep_where_the_system_does() -> None:
    assert getattr(time, "CLOCK_BOOTTIME", None) in (None, SINCE_BOOT)
    assert ticks() <= ticks()
