"""Drafts to be played back: what their pages ask, with only that read which is shown.

Kept in memory are where the pauses are and who wrote, of drafts that were looked at lately; never the words
of what is closed, so that a key that is destroyed takes them along. What is not closed yet is kept packed
until somebody writes on.
"""

from collections.abc import Iterator
from datetime import datetime
from threading import Lock
from typing import NamedTuple

import msgspec

from events.log.drafts import DraftStreams
from events.log.recent import Recent
from web.drafting.keeping import Keeping
from web.drafting.pauses import UNKNOWN, Closed, Pause, closed
from web.drafting.since import ClosedMeanwhile, row_closed, since_closing
from web.drafting.steady import Steady
from web.drafting.story import Version

MOST_DRAFTS = 64
MOST_OPEN = 8
TRIES = 5

Which = tuple[str, str]


class Stretch(NamedTuple):
    """A stretch of a draft that was closed: its row, and what is in it but for the words."""

    row: int
    closed: Closed


class Story:
    """One draft as it was at one place. Pauses count from 1."""

    def __init__(self, keeping: Keeping, stretches: tuple[Stretch, ...], still_open: Closed) -> None:
        self._keeping, self._stretches, self._open = keeping, stretches, still_open
        kept = (*(one.closed for one in stretches), still_open)
        self.pauses: list[Pause] = [pause for one in kept for pause in one.pauses]
        self.authors: list[str] = list(dict.fromkeys(author for one in kept for author in one.authors))
        self.anew = set(beginnings(kept))
        self.steady: Steady | None = still_open.steady

    def until(self, at: datetime) -> int:
        """How many pauses there had been by then."""
        return sum(pause.at <= at for pause in self.pauses)

    def version(self, number: int) -> Version | None:
        """How it read at a pause; None when that cannot be opened. Waits for the database."""
        place = number - 1
        for one in self._stretches:
            if place < len(one.closed.pauses):
                change = self._keeping.one(one.row)
                kept = row_closed(change) if change else None
                return kept.version(place) if kept else None
            place -= len(one.closed.pauses)
        return self._open.version(place)


def beginnings(kept: tuple[Closed, ...]) -> Iterator[int]:
    """The pauses at which the draft began anew because steps before them were lost."""
    before = 0
    for one in kept:
        if one.lost:
            yield before + 1
        before += len(one.pauses)


class Stories:
    """Safe to use from several threads. The methods wait for the database."""

    def __init__(self) -> None:
        self._closed = Recent[Which, tuple[Stretch, ...]](MOST_DRAFTS)
        self._open = Recent[Which, tuple[int, Closed]](MOST_OPEN)
        self._lock = Lock()

    def story(self, keeping: Keeping) -> Story:
        """A draft as it is now."""
        for attempt in range(TRIES):
            try:
                return self._story(keeping)
            except ClosedMeanwhile:
                if attempt == TRIES - 1:
                    raise
        raise AssertionError

    def _story(self, keeping: Keeping) -> Story:
        which, place = (keeping.partnership, keeping.draft), keeping.place()
        with self._lock:
            known = self._closed.get(which) or ()
            position, still_open = self._open.get(which) or (-1, Closed())
        stretches = known + tuple(reversed([*stretches_after(keeping, known, place.since)]))
        if position != place.position:
            still_open = closed(*since_closing(keeping, place))
        with self._lock:
            self._closed.put(which, stretches)
            self._open.put(which, (place.position, still_open))
        return Story(keeping, stretches, still_open)

    def drop_closed(self, streams: DraftStreams) -> None:
        """Forget the words of what was open when it was looked at and is closed now, here or elsewhere."""
        with self._lock:
            kept = [(which, position) for which, (position, _) in self._open.items()]
        for which, position in kept:
            head = streams.head(*which)
            if head is not None and head.since > position:
                with self._lock:
                    self._open.drop_one(which)


def stretches_after(keeping: Keeping, known: tuple[Stretch, ...], since: int) -> Iterator[Stretch]:
    """The stretches that were closed after those that are known, the newest first."""
    newest, row = known[-1].row if known else 0, since
    while row > max(newest, 1):
        change = keeping.one(row)
        found = row_closed(change) if change else None
        if found is None:
            return
        yield Stretch(row, without_words(found))
        if found.before == UNKNOWN:
            yield from stretches_between(keeping, newest, row)
            return
        row = found.before


def stretches_between(keeping: Keeping, newest: int, row: int) -> Iterator[Stretch]:
    """The same for rows that do not say yet where the one before is: all are looked at."""
    earlier = [
        Stretch(change.position, without_words(found))
        for change in keeping.read(newest)
        if change.position < row and (found := row_closed(change))
    ]
    yield from reversed(earlier)


def without_words(stretch: Closed) -> Closed:
    """Where and when, and by whom; not what."""
    return msgspec.structs.replace(stretch, packets=())
