"""How a draft came to read as it does: replayed change by change, every piece with its author.

The document library says what each change did to the text, in bytes of UTF-8; here the text is a list of
runs, each of one author. Every byte that was ever written has a number, so that what its own author took
out again can be left out of earlier versions, too.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from pycrdt import Doc, Text, merge_updates

from web.drafting.keeping import Change
from web.drafting.returning import Returns, Run
from web.drafting.stretches import Stretches
from web.drafting.updates import TEXT

NOTHING_REMOVED = b"\x00"
"""How an update ends that takes nothing out: with no stretches of deletions."""
PAUSE = timedelta(seconds=2)
"""After so much rest a version is one that others may play back."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """A passage by one author. `words` counts what its author took out again before it was closed."""

    author: str
    text: str
    words: int = 0


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """What somebody took out that somebody else had written."""

    by: str
    author: str
    text: str


class Version(msgspec.Struct, frozen=True, array_like=True):
    """The text at a pause, and what others took out since the pause before."""

    position: int
    at: datetime
    spans: tuple[Span, ...]
    taken: tuple[Taken, ...] = ()


class Moment(NamedTuple):
    """A version while it is still being told."""

    position: int
    at: datetime
    runs: tuple[Run, ...]
    taken: tuple[tuple[str, Run], ...]


class Telling:
    """Replays changes in order. `spans` is how the text read where they begin."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.runs: list[Run] = []
        self.own = Stretches()
        """The numbers of what authors took out of their own."""
        self._doc: Doc[Any] = Doc()
        self._text = self._doc.get(TEXT, type=Text)
        # Of an event only the delta is wanted; the library's own wrapping of it takes longer than the change.
        self._delta: list[dict[str, Any]] = []
        self._gathered: list[bytes] = []
        self._watched = self._text.integrated.observe(self._heard)
        self._author, self._at, self._where, self._next = "", 0, 0, 0
        self._taken: list[tuple[str, Run]] = []
        self._returns, self._may_return = Returns(), False
        self._before = tuple(span for span in spans if span.text)

    def tell(self, changes: Iterable[Change]) -> Iterator[Moment]:
        """The moments at which nothing more was written for a while, and the last one."""
        last: Change | None = None
        for change in changes:
            if change.data is None or change.kind == "versions":
                continue
            if last is not None and change.at - last.at >= PAUSE:
                yield self._moment(last)
            self._take(change, change.data)
            if change.kind == "compacted":
                self._apply()
                self._begin()
            else:
                last = change
        if last is not None:
            yield self._moment(last)

    def _take(self, change: Change, data: bytes) -> None:
        """What one author only wrote, one change after the other, is applied at one go.

        Whatever takes something out is applied by itself: what was written and taken out again is counted.
        So is what may put in again what was taken out.
        """
        may_return = self._returns.may_be_in(change.author, data)
        only_writes = data[-1:] == NOTHING_REMOVED and not may_return
        if self._gathered and not (only_writes and change.author == self._author):
            self._apply()
        self._author, self._may_return = change.author, may_return
        self._gathered.append(data)
        if not only_writes:
            self._apply()

    def _apply(self) -> None:
        if self._gathered:
            gathered, self._gathered, self._delta = self._gathered, [], []
            self._doc.apply_update(gathered[0] if len(gathered) == 1 else merge_updates(*gathered))
            self._changed(self._delta)

    def _moment(self, change: Change) -> Moment:
        self._apply()
        taken, self._taken = tuple(self._taken), []
        return Moment(change.position, change.at, tuple(self.runs), taken)

    def _begin(self) -> None:
        """The text as it was closed, with the authors that are known from then."""
        if "".join(span.text for span in self._before) != str(self._text):
            return
        self.runs, self._next, self._at, self._where = [], 0, 0, 0
        self._returns = Returns()
        for span in self._before:
            self._insert(len(self.runs), span.author, span.text.encode())

    def _heard(self, event: Any) -> None:
        self._delta = event.delta

    def _changed(self, delta: list[dict[str, Any]]) -> None:
        place, gone = 0, list[list[Run]]()
        written = (step["insert"].encode() for step in delta if "insert" in step)
        again = iter(self._returns.put_in(self._author, list(written)) if self._may_return else ())
        for step in delta:
            place += step.get("retain", 0)
            self._go_to(place)
            if "insert" in step:
                text = step["insert"].encode()
                if runs := next(again, None):
                    self._put_in_again(runs)
                else:
                    self._write(text)
                place += len(text)
            elif "delete" in step:
                gone.append(self._remove(step["delete"]))
        if gone:
            self._returns.taken_out(self._author, gone)

    def _go_to(self, place: int) -> None:
        """Go to the byte of that number; the place is then at the beginning of a run.

        From where the change before was: people mostly write where they just wrote.
        """
        while self._where > place:
            self._at -= 1
            self._where -= len(self.runs[self._at].text)
        while self._where < place:
            length = len(self.runs[self._at].text)
            if length > place - self._where:
                length = place - self._where
                self._split(self._at, length)
            self._where += length
            self._at += 1

    def _split(self, at: int, length: int) -> None:
        author, number, text = self.runs[at]
        first, rest = text[:length], text[length:]
        self.runs[at : at + 1] = [Run(author, number, first), Run(author, number + length, rest)]

    def _write(self, text: bytes) -> None:
        before = self.runs[self._at - 1] if self._at else None
        if before and before.author == self._author and before.number + len(before.text) == self._next:
            self.runs[self._at - 1] = before._replace(text=before.text + text)
            self._next += len(text)
        else:
            self._insert(self._at, self._author, text)
            self._at += 1
        self._where += len(text)

    def _put_in_again(self, runs: list[Run]) -> None:
        """Others' words are theirs again, with the numbers that they had; own words are written anew."""
        self._taken = [one for one in self._taken if one[1] not in runs]
        for run in runs:
            if run.author == self._author:
                self._insert(self._at, run.author, run.text)
            else:
                self.runs.insert(self._at, run)
            self._at += 1
            self._where += len(run.text)

    def _insert(self, at: int, author: str, text: bytes) -> None:
        self.runs.insert(at, Run(author, self._next, text))
        self._next += len(text)

    def _remove(self, length: int) -> list[Run]:
        begin, where = self._at, self._where
        self._go_to(where + length)
        gone = self.runs[begin : self._at]
        for run in gone:
            if run.author == self._author:
                self.own.add(run.number, run.number + len(run.text))
            else:
                self._taken.append((self._author, run))
        del self.runs[begin : self._at]
        self._at, self._where = begin, where
        return gone


def versions(telling: Telling, changes: Iterable[Change]) -> list[Version]:
    """The versions at pauses, as they are kept: without what authors took out of their own."""
    return as_kept(list(telling.tell(changes)), telling.own)


def as_kept(moments: Iterable[Moment], own: Stretches) -> list[Version]:
    """Moments without what their authors took out of their own, before or after."""
    cuts = Cuts(own)
    return [
        Version(
            one.position,
            one.at,
            tuple(spans(one.runs, cuts)),
            tuple(
                Taken(by, run.author, left.decode()) for by, run in one.taken if (left := run.without(own))
            ),
        )
        for one in moments
    ]


class Part(NamedTuple):
    """Some text of one author. `gone`: they took it out again, so that it is only counted."""

    author: str
    gone: bool
    text: bytes

    @property
    def span(self) -> Span:
        """As it is kept."""
        text = self.text.decode()
        return Span(self.author, "", max(len(text.split()), 1)) if self.gone else Span(self.author, text)


class Cut(NamedTuple):
    """A run, cut where its author took something out: its ends, which may go on in its neighbours."""

    first: Part
    between: tuple[Span, ...]
    last: Part | None


class Cuts:
    """Runs that were cut already: most of them stand in many versions."""

    def __init__(self, own: Stretches) -> None:
        self._own = own
        self._known: dict[tuple[int, int], Cut] = {}

    def of(self, run: Run) -> Cut:
        """A run, cut. What a byte is does not change with its number, so this is done once."""
        which = run.number, len(run.text)
        found = self._known.get(which)
        if found is None:
            found = self._known[which] = self._cut(run)
        return found

    def _cut(self, run: Run) -> Cut:
        author, number, text = run
        first, *more = (
            Part(author, gone, text[begin - number : until - number])
            for begin, until, gone in self._own.parts(number, number + len(text))
        )
        return Cut(first, tuple(part.span for part in more[:-1]), more[-1] if more else None)


def spans(runs: Iterable[Run], cuts: Cuts) -> Iterator[Span]:
    """Runs of one author as one passage; what is gone for good is only counted."""
    open_: list[Part] = []
    for run in runs:
        first, between, last = cuts.of(run)
        if open_ and (open_[0].author != first.author or open_[0].gone != first.gone):
            yield as_one(open_)
            open_ = []
        open_.append(first)
        if last is not None:
            yield as_one(open_)
            yield from between
            open_ = [last]
    if open_:
        yield as_one(open_)


def as_one(parts: list[Part]) -> Span:
    """Neighbours that are alike as one."""
    if len(parts) == 1:
        return parts[0].span
    return parts[0]._replace(text=b"".join([part.text for part in parts])).span
