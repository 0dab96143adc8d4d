"""How long it takes to tell how a draft came about: 20,000 edits by two authors, and any pause of 10,000."""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from functools import cache
from time import process_time

from bench.drafting.recording import Copy
from bench.drafting.tracing import history
from bench.measuring import Result, old_things_left_alone, spread
from web.drafting.keeping import Change
from web.drafting.story import PAUSE, Telling, versions

EDITS, TURNS = 20_000, 7
A_PAUSE_AFTER = 100
BEGAN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


@cache
def changes(count: int) -> tuple[Change, ...]:
    """So many edits of the two authors of a history, in turns of a pause each, as a draft keeps them."""
    authors = sorted(history().edits, key=len)[-2:]
    copy, found, at = Copy(1), [], BEGAN
    for number in range(count):
        turn, place = divmod(number, A_PAUSE_AFTER)
        who = turn % 2
        edit = authors[who][(turn // 2 * A_PAUSE_AFTER + place) % len(authors[who])]
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
