"""What a restart costs the first visitor, and what it costs to look at the past."""

from __future__ import annotations

from random import Random
from time import perf_counter

from bench.measuring import CYCLES, Result, within
from bench.seeding import Seeded, seed
from bench.visiting import Browser, csrf_in, serving
from events.log.identity import fresh_id
from events.log.log import Log
from projections.views import PROJECTIONS
from web.engine.engine import RULES
from web.engine.live_views import VIEWS, LiveViews
from web.engine.snapshots import Snapshots

EVENTS, MILLION = 100_000, 1_000_000
PLACES = 100


def cold_view(database: str, url: str, size: int) -> list[Result]:
    """The first page and the first command that a process just started is asked for."""
    seeded = seed(url, EVENTS)
    csrf, pages, commands = "", [], []
    for number in range(CYCLES + 1):
        with serving(url) as server:
            browser = Browser(server.port, seeded.cookies[0])
            began = perf_counter()
            table = browser.get(f"/p/{seeded.partnership}/")
            shown = perf_counter()
            csrf = csrf or csrf_in(table)
            first_command(browser, seeded, csrf, number)
            pages.append(1_000 * (shown - began))
            commands.append(1_000 * (perf_counter() - shown))
            browser.close()
    # The very first start had no snapshots to begin from; it is the one that made them.
    return [
        within("cold-view", database, "ms", 300, pages[1:]),
        within("cold-view command", database, "ms", 300, commands[1:]),
    ]


def first_command(browser: Browser, seeded: Seeded, csrf: str, number: int) -> None:
    """A vote that differs from the one before."""
    fields = {"csrf": csrf, "command": fresh_id(), "vote": ("support", "against")[number % 2]}
    browser.send(f"/p/{seeded.partnership}/goals/{seeded.goals[0]}/votes", fields)
    browser.answered()


def time_travel(database: str, url: str, size: int) -> list[Result]:
    """All views at random positions; every person has voted on every goal when there are enough events."""
    seeded = seed(url, size, goals=700 if size >= MILLION else 70, people=1_000)
    with Log.open(url) as log:
        snapshots = Snapshots(log, (*VIEWS, RULES))
        views = LiveViews(log, snapshots)

        def look(position: int) -> float:
            began = perf_counter()
            past = views.at(seeded.partnership, position)
            taken = 1_000 * (perf_counter() - began)
            assert (past.position, len(past.views)) == (position, len(PROJECTIONS))
            return taken

        views.load(seeded.partnership)
        chance = Random(1)
        times = [look(chance.randrange(1, size + 1)) for _ in range(PLACES)]
        whole = [look(size) for _ in range(CYCLES)]
        snapshots.close()
        kept = sum(mark.size for mark in log.snapshot_marks(seeded.partnership))
        room = kept / log.weight(seeded.partnership, 0, size)
    return [
        within("time-travel", database, "ms", 100, times[: PLACES - 1]),
        within("time-travel, all votes", database, "ms", 1_500, whole),
        Result("  snapshots / log", database, room, "of bytes", None, None, 2, 0.0, at_most=True),
    ]
