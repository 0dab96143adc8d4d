"""What only time changes reaches open pages when it changes: by socket, by asking, and after a long sleep.

The clock is the test's own; nothing waits for time to pass.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.web.test_hub import frame_after, hub_of, joined, reader
from tests.web.visitors import OpenHouse
from web.live.hub import Hub, Outbox
from web.live.turning import LATE_AT_MOST, next_turn
from workspace.contributions.commands import MakePromise
from workspace.decisions.commands import OpenDecision

NOW = datetime.now(UTC)
NOON = (NOW + timedelta(days=6)).replace(hour=12, minute=0, second=0, microsecond=0)
EVE = NOON - timedelta(hours=12)
"""Midnight of the day on which the decision closes; the day before, it "closes tomorrow"."""


class Clock:
    """The house's present moment, as the test has it."""

    def __init__(self, house: OpenHouse) -> None:
        self.house, self.at = house, NOW
        house.engine.now = lambda: self.at

    async def goes_to(self, moment: datetime) -> Hub:
        """It is that late; every timer that has run out by then rings."""
        self.at = moment
        hub = hub_of(self.house)
        hub.turning.tick(self.house.partnership)
        await asyncio.gather(*hub._flushes)
        return hub


@pytest.fixture
async def clock(open_house: OpenHouse) -> Clock:
    """A decision that closes at noon in six days, and a promise for the day before."""
    made = Clock(open_house)
    fields = {"title": "Mondays?", "method": "majority", "closes_at": NOON.isoformat(), "zone": "UTC"}
    await open_house.ask(OpenDecision, fields, command="d1")
    promise = {"kind": "data", "title": "A list", "due": (NOON - timedelta(days=2)).date().isoformat()}
    await open_house.ask(MakePromise, promise, by="ben", command="p1")
    return made


async def open_page(house: OpenHouse, page: str, item: str | None = None, **someone: Any) -> Outbox:
    """A page that has been told everything so far."""
    outbox = Outbox(reader(house, "ben", **someone), page, item)
    await hub_of(house).join(outbox, (await house.views()).position)
    assert await outbox.next(5.0) is not None
    return outbox


async def test_a_page_is_told_at_the_moment_that_a_state_reads_differently(
    open_house: OpenHouse, clock: Clock
) -> None:
    outbox = await open_page(open_house, "decision", "d1")
    before = (await open_house.views()).position
    hub = await clock.goes_to(EVE - timedelta(hours=23))
    frame = await frame_after(outbox)
    assert "closes tomorrow" in frame
    assert frame.startswith(f"{before}\n")
    await clock.goes_to(NOON + timedelta(seconds=1))
    assert "closed, being counted" in await frame_after(outbox)
    assert hub.turning.next(open_house.partnership) > clock.at  # type: ignore[operator]


async def test_a_promise_whose_day_has_passed_asks_for_a_hand(open_house: OpenHouse, clock: Clock) -> None:
    outbox = await open_page(open_house, "promises")
    await clock.goes_to(NOON - timedelta(days=1) + timedelta(minutes=1))
    assert "No news yet" in await frame_after(outbox)


async def test_between_two_moments_nothing_is_told(open_house: OpenHouse, clock: Clock) -> None:
    outbox = await open_page(open_house, "decisions")
    hub = await clock.goes_to(NOW)
    told = hub.turning.next(open_house.partnership)
    assert told is not None
    await clock.goes_to(told - timedelta(seconds=1))
    assert not outbox._frames
    await clock.goes_to(told)
    assert len(outbox._frames) == 1


async def test_tomorrow_is_the_readers_own(open_house: OpenHouse, clock: Clock) -> None:
    views = (await open_house.views())._replace(at=NOW)
    midnight = next_turn(views, NOW, ("Pacific/Kiritimati",))
    assert midnight - NOW < timedelta(days=1)
    assert midnight.astimezone(UTC).hour in (0, 10)
    assert next_turn(views, NOON - timedelta(seconds=1), ()) == NOON


async def test_pages_that_read_the_same_as_before_are_sent_nothing_but_where_they_are(
    open_house: OpenHouse, clock: Clock
) -> None:
    outbox = await open_page(open_house, "history")
    await clock.goes_to(EVE + timedelta(seconds=1))
    frame = await frame_after(outbox)
    assert 'id="history-newest"' not in frame
    assert "needs-you" in frame  # What is asked may be another: each page fetches its own.


async def test_a_page_that_asks_by_itself_gets_the_same_part(open_house: OpenHouse, clock: Clock) -> None:
    ben = await open_house.visitor("ben")
    outbox = await open_page(open_house, "decision", "d1")
    at = (await open_house.views()).position
    await clock.goes_to(NOON + timedelta(seconds=1))
    pushed = await frame_after(outbox)
    asked = (await ben.get(f"/live/poll?page=decision&item=d1&after={at}&quiet=12")).text
    assert asked == pushed
    clock.at = NOON + LATE_AT_MOST + timedelta(minutes=5)
    assert (await ben.get(f"/live/poll?page=decision&item=d1&after={at}&quiet=12")).text == f"{at}\n"


async def test_a_page_that_slept_for_hours_is_told_what_time_has_changed(
    open_house: OpenHouse, clock: Clock
) -> None:
    at = (await open_house.views()).position
    clock.at = NOON + timedelta(hours=4)
    outbox = Outbox(reader(open_house, "ben"), "decision", "d1")
    await hub_of(open_house).join(outbox, at, 8 * 3600)
    assert "closed, being counted" in await frame_after(outbox)


async def test_there_is_one_timer_for_a_partnership_and_none_when_nobody_looks(
    open_house: OpenHouse, clock: Clock
) -> None:
    turning = hub_of(open_house).turning
    assert len(turning) == 0
    pages = [await joined(open_house, reader(open_house, f"m{number}")) for number in range(4)]
    assert len(turning) == 1
    for page in pages:
        hub_of(open_house).leave(page)
    assert len(turning) == 0
    turning.tick(open_house.partnership)
    assert len(turning) == 0


async def test_a_timer_never_sleeps_past_a_clock_that_is_put_right(
    open_house: OpenHouse, clock: Clock
) -> None:
    await open_page(open_house, "decisions")
    hub = await clock.goes_to(NOW)
    timer = hub.turning._timers[open_house.partnership]
    assert timer.when() - asyncio.get_running_loop().time() <= 60
