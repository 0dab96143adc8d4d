"""What only time changes: "closes tomorrow", "no news yet", the days of a reader's zone.

Views tell when they will next read differently though nobody does anything. One timer for each
partnership that has open pages waits for that moment, and the pages are told as after an act. A page
that comes back, or that asks because its network blocks sockets, says for how long it was told nothing.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from projections.views import Views, next_change
from web.rendering.language import zone_of

LONGEST_WAIT = 60.0
"""Seconds after which a timer looks at the clock again: machines sleep, and clocks are put right."""
AFTER_AN_ACT = 1.0
"""Seconds after an act until the next moment is reckoned anew: acts in between are gathered."""
LATE_AT_MOST = timedelta(seconds=75)
"""How late a page may have been told, with a margin: so much more than it says it looks back."""


class Seen(NamedTuple):
    """What a timer looks at: the views, and the time zones of those who have them open."""

    views: Views
    zones: frozenset[str]


class Turning:
    """The timers of a process. `look` gives what is open, `ring` has the pages of a partnership told."""

    def __init__(
        self,
        now: Callable[[], datetime],
        look: Callable[[str], Seen | None],
        ring: Callable[[str], None],
    ) -> None:
        self._now, self._look, self._ring = now, look, ring
        self._told: dict[str, datetime] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._stirred: set[str] = set()

    def __len__(self) -> int:
        return len(self._timers)

    def begin(self, partnership: str) -> None:
        """Pages of a partnership are open from now on."""
        if partnership not in self._told:
            self._told[partnership] = self._now()
            self.stir(partnership)

    def stir(self, partnership: str) -> None:
        """Something happened: the next moment may be another."""
        if partnership in self._told and partnership not in self._stirred:
            self._stirred.add(partnership)
            self._wait(partnership, AFTER_AN_ACT)

    def end(self, partnership: str) -> None:
        """The last page of a partnership is gone."""
        self._told.pop(partnership, None)
        self._stirred.discard(partnership)
        if timer := self._timers.pop(partnership, None):
            timer.cancel()

    def close(self) -> None:
        """The server goes down."""
        for partnership in tuple(self._told):
            self.end(partnership)

    def tick(self, partnership: str) -> None:
        """Look at the clock: have the pages told when the moment has come, and wait for the next one."""
        self._stirred.discard(partnership)
        following = self.next(partnership)
        left = LONGEST_WAIT if following is None else (following - self._now()).total_seconds()
        if left <= 0:
            self._ring(partnership)
        self._wait(partnership, min(left if left > 0 else AFTER_AN_ACT, LONGEST_WAIT))

    def next(self, partnership: str) -> datetime | None:
        """The first moment after the last telling at which something reads differently."""
        told, seen = self._told.get(partnership), self._look(partnership)
        return None if told is None or seen is None else next_turn(seen.views, told, seen.zones)

    def take(self, partnership: str) -> datetime | None:
        """Since when pages were not told of passing time, if there is something to tell; now they are."""
        following, now = self.next(partnership), self._now()
        if following is None or following > now:
            return None
        told, self._told[partnership] = self._told[partnership], now
        return told

    def _wait(self, partnership: str, seconds: float) -> None:
        if partnership not in self._told:
            return
        if timer := self._timers.pop(partnership, None):
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._timers[partnership] = loop.call_later(seconds, self.tick, partnership)


def next_turn(views: Views, after: datetime, zones: Iterable[str]) -> datetime:
    """The first moment after `after` at which a page may read differently: a view's own, or a midnight."""
    nights = [midnight(after, zone) for zone in {*zones, "UTC"}]
    own = next_change(views, after)
    return min(nights if own is None else [*nights, own])


def midnight(after: datetime, zone: str) -> datetime:
    """The next beginning of a day in a zone: what is "tomorrow" until then is "today" from then on."""
    here = zone_of(zone)
    day = after.astimezone(here).date() + timedelta(days=1)
    return datetime.combine(day, time(), here).astimezone(UTC)


def turned_while_away(views: Views, quiet: timedelta, zone: str) -> datetime | None:
    """Since when a page that was told nothing for so long may be out of date; None when it is not."""
    since = views.at - quiet - LATE_AT_MOST
    return since if next_turn(views, since, (zone,)) <= views.at else None
