"""How a draft came to read as it does: replayed change by change, every piece with its author.

The document library says what each change did to the text, in bytes of UTF-8; here the text is a list of
runs, each of one author. Every byte that was ever written has a number, so that what its own author took
out again can be left out of earlier versions, too.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from pycrdt import Doc, Text

from web.drafting.keeping import Change
from web.drafting.stretches import Stretches
from web.drafting.updates import TEXT

PAUSE = timedelta(seconds=2)
"""After so much rest a version is one that others may play back."""


class Run(NamedTuple):
    """Bytes in a row by one author; `number` is that of the first."""

    author: str
    number: int
    text: bytes


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
        self._watched = self._text.observe(self._changed)
        self._author, self._at, self._where, self._next = "", 0, 0, 0
        self._taken: list[tuple[str, Run]] = []
        self._before = tuple(span for span in spans if span.text)

    def tell(self, changes: Iterable[Change]) -> Iterator[Moment]:
        """The moments at which nothing more was written for a while, and the last one."""
        last: Change | None = None
        for change in changes:
            if change.data is None or change.kind == "versions":
                continue
            if last is not None and change.at - last.at >= PAUSE:
                yield self._moment(last)
            self._author = change.author
            self._doc.apply_update(change.data)
            if change.kind == "compacted":
                self._begin()
            else:
                last = change
        if last is not None:
            yield self._moment(last)

    def _moment(self, change: Change) -> Moment:
        taken, self._taken = tuple(self._taken), []
        return Moment(change.position, change.at, tuple(self.runs), taken)

    def _begin(self) -> None:
        """The text as it was closed, with the authors that are known from then."""
        if "".join(span.text for span in self._before) != str(self._text):
            return
        self.runs, self._next, self._at, self._where = [], 0, 0, 0
        for span in self._before:
            self._insert(len(self.runs), span.author, span.text.encode())

    def _changed(self, change: Any) -> None:
        place = 0
        for step in change.delta:
            if "retain" in step:
                place += step["retain"]
                continue
            self._go_to(place)
            if "insert" in step:
                text = step["insert"].encode()
                self._write(text)
                place += len(text)
            else:
                self._remove(step["delete"])

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
        self.runs[at : at + 1] = [
            Run(author, number, text[:length]),
            Run(author, number + length, text[length:]),
        ]

    def _write(self, text: bytes) -> None:
        before = self.runs[self._at - 1] if self._at else None
        if before and before.author == self._author and before.number + len(before.text) == self._next:
            self.runs[self._at - 1] = before._replace(text=before.text + text)
            self._next += len(text)
        else:
            self._insert(self._at, self._author, text)
            self._at += 1
        self._where += len(text)

    def _insert(self, at: int, author: str, text: bytes) -> None:
        self.runs.insert(at, Run(author, self._next, text))
        self._next += len(text)

    def _remove(self, length: int) -> None:
        begin, where = self._at, self._where
        self._go_to(where + length)
        for run in self.runs[begin : self._at]:
            if run.author == self._author:
                self.own.add(run.number, run.number + len(run.text))
            else:
                self._taken.append((self._author, run))
        del self.runs[begin : self._at]
        self._at, self._where = begin, where


def versions(telling: Telling, changes: Iterable[Change]) -> list[Version]:
    """The versions at pauses, as they are kept: without what authors took out of their own."""
    moments = list(telling.tell(changes))
    return as_kept(moments, telling.own)


def as_kept(moments: Iterable[Moment], own: Stretches) -> list[Version]:
    """Moments without what their authors took out of their own, before or after."""
    return [
        Version(
            one.position,
            one.at,
            tuple(spans(one.runs, own)),
            tuple(Taken(by, run.author, run.text.decode()) for by, run in one.taken),
        )
        for one in moments
    ]


def spans(runs: Iterable[Run], own: Stretches) -> Iterator[Span]:
    """Runs of one author as one passage; what is gone for good is only counted."""
    for run in joined(pieces(runs, own)):
        gone, (author, _, text) = run
        words = len(text.decode().split())
        yield Span(author, "", max(words, 1)) if gone else Span(author, text.decode())


def pieces(runs: Iterable[Run], own: Stretches) -> Iterator[tuple[bool, Run]]:
    """The runs, cut where their authors took something out again later."""
    for run in runs:
        author, number, text = run
        end = number + len(text)
        for begin, until, gone in own.parts(number, end):
            whole = begin == number and until == end
            yield gone, run if whole else Run(author, begin, text[begin - number : until - number])


def joined(parts: Iterable[tuple[bool, Run]]) -> Iterator[tuple[bool, Run]]:
    """Neighbours that are alike as one."""
    for (gone, _), some in groupby(parts, lambda part: (part[0], part[1].author)):
        alike = [run for _, run in some]
        whole = b"".join([run.text for run in alike])
        yield gone, alike[0] if len(alike) == 1 else alike[0]._replace(text=whole)
