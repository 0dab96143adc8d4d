"""How long it takes to tell how a draft came about: 20,000 edits by two authors, and any pause of 10,000.

The latter once with a hundred pauses and once with two thousand.
"""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from time import perf_counter, process_time
from typing import NamedTuple

from bench.commands import MASTER
from bench.drafting.recording import FIRST_CLIENT, Copy
from bench.drafting.seeding import together
from bench.drafting.servers import processor_time
from bench.drafting.tracing import history
from bench.measuring import Result, old_things_left_alone, spread, within
from bench.visiting import Browser, serving
from events.log.keys import KeyStore
from events.log.log import Log
from web.drafting.keeping import Change, Keeping
from web.drafting.rooms import MOST_STEPS
from web.drafting.sealing import close_up_to_now
from web.drafting.story import PAUSE, Telling, versions
from web.settings.addresses import beside

EDITS, TURNS = 20_000, 5
STEPS, PAUSES_SEEN = 10_000, 60
A_PAUSE_AFTER, OFTEN = 100, 5
"""Steps to a pause: of people who write long passages, and of people who write as most do."""
BEGAN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


@cache
def changes(count: int, turn_of: int = A_PAUSE_AFTER) -> tuple[Change, ...]:
    """So many edits of the two authors of a history, in turns of a pause each, as a draft keeps them."""
    authors = sorted(history().edits, key=len)[-2:]
    copy, found, at = Copy(1), [], BEGAN
    for number in range(count):
        turn, place = divmod(number, turn_of)
        who = turn % 2
        edit = authors[who][(turn // 2 * turn_of + place) % len(authors[who])]
        begin = min(edit.at, len(copy.text))
        removed = min(edit.removed, len(copy.text) - begin)
        with copy.doc.transaction():
            if removed:
                del copy.text[begin : begin + removed]
            copy.text.insert(begin, edit.text or ("" if removed else " "))
        at += PAUSE if not place else timedelta(milliseconds=100)
        found.append(Change(number + 1, f"author {who}", "update", at, copy.sent[-1]))
    return tuple(found)


def replay(database: str) -> list[Result]:
    """The versions at pauses, with the authors of all passages, from the rows as they were kept."""
    told, times = changes(EDITS), []
    with old_things_left_alone():
        for _ in range(TURNS):
            gc.collect()
            began = process_time()
            assert len(versions(Telling(), told)) == EDITS // A_PAUSE_AFTER
            times.append(process_time() - began)
    middle = sorted(times)[TURNS // 2]
    name = "drafting, replay of 20,000"
    return [
        Result(name, database, middle, "s of processor", None, None, 0.5, spread(times), True, tuple(times))
    ]


def anywhere(database: str, url: str) -> list[Result]:
    """The page of any pause of a draft of 10,000 steps, closed every thousand as a server does; over HTTP."""
    return [
        *any_pause("drafting, any pause of 10,000", database, url, A_PAUSE_AFTER),
        *any_pause(f"drafting, any of {STEPS // OFTEN:,} pauses", database, url, OFTEN),
    ]


def any_pause(name: str, database: str, url: str, turn_of: int) -> list[Result]:
    """The same, with a pause after so many steps."""
    place = told_before(url, turn_of)
    with serving(url) as server:
        browser = Browser(server.port, place.cookie)
        page = f"/p/{place.partnership}/drafts/{place.draft}/story"
        browser.get(page)
        times, chance, before = [], Random("pauses"), processor_time(server.process)
        for _ in range(PAUSES_SEEN):
            began = perf_counter()
            shown = browser.get(f"{page}?version={chance.randint(1, STEPS // turn_of)}")
            times.append(1_000 * (perf_counter() - began))
            assert b"story" in shown
        browser.close()
        used = 1_000 * (processor_time(server.process) - before) / PAUSES_SEEN
    return [
        within(name, database, "ms", 300, times),
        Result("  processor", database, used, "ms a page", None, None, None, 0.0),
    ]


class Told(NamedTuple):
    """Where a long draft is, and the browser of somebody who may see it."""

    partnership: str
    draft: str
    cookie: str


def told_before(url: str, turn_of: int) -> Told:
    """Keep a long history of a draft, as it would be after weeks."""
    house = together(url, 2)
    log, keys = Log.open(url), KeyStore.at(beside(url, "keys"), MASTER)
    keeping = Keeping(log.drafts, keys, house.partnership, house.drafts[0])
    copy, told = Copy(FIRST_CLIENT), changes(STEPS, turn_of)
    try:
        for begin in range(0, STEPS, turn_of):
            turn = told[begin : begin + turn_of]
            author = house.people[int(turn[0].author[-1])]
            rows = [(author, change.kind, change.data or b"") for change in turn]
            for _, _, data in rows:
                copy.doc.apply_update(data)
            claims = [] if begin else [(1, author)]
            keeping.keep(rows, keeping.place().key, claims, turn[0].at)
            if (begin + turn_of) % MOST_STEPS == 0:
                close_up_to_now(keeping, copy.doc.get_update(), keeping.place(), turn[0].at)
    finally:
        log.close()
        keys.close()
    return Told(house.partnership, house.drafts[0], house.cookies[0])
