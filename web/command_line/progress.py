"""Progress on stderr for whatever takes longer than a second."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from web.command_line.saying import errors

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds before a bar appears: what is quicker needs none."""


class Bar:
    """A bar that shows itself only when the work turns out to be long."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total, self._done = what, total, 0
        self._began = monotonic()
        self._progress: Progress | None = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def advance(self, steps: int = 1) -> None:
        """So much more is done."""
        self._done += steps
        if self._progress is not None:
            self._progress.update(self._task, completed=self._done)
        elif monotonic() - self._began > PATIENCE:
            self._appear()

    def _appear(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=errors(), transient=True)
        self._progress.start()
        self._task = self._progress.add_task(self._what, total=self._total, completed=self._done)


def steps(what: str, items: Iterable[T], total: int) -> Iterator[T]:
    """The items one by one, with a bar that follows them."""
    with Bar(what, total) as bar:
        for item in items:
            yield item
            bar.advance()
