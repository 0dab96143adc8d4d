"""Sets of whole numbers that come in stretches, such as the characters of a writer that are deleted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator


class Stretches:
    """Disjoint stretches [begin, end), in order; ones that touch are one."""

    __slots__ = ("_begins", "_ends")

    def __init__(self) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []

    def holds(self, begin: int, end: int) -> bool:
        """Whether everything from `begin` to before `end` is in it."""
        at = bisect_right(self._begins, begin) - 1
        return at >= 0 and self._ends[at] >= end

    def add(self, begin: int, end: int) -> None:
        """Take a stretch in."""
        first = bisect_left(self._ends, begin)
        last = bisect_right(self._begins, end)
        if first < last:
            begin, end = min(begin, self._begins[first]), max(end, self._ends[last - 1])
        self._begins[first:last] = [begin]
        self._ends[first:last] = [end]

    def touched(self, begin: int, end: int) -> int:
        """How many stretches would become one with this one."""
        return bisect_right(self._begins, end) - bisect_left(self._ends, begin)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._begins)

    def parts(self, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """A stretch cut at our boundaries: from, to before, and whether that part is in it."""
        at = bisect_right(self._ends, begin)
        while begin < end:
            inside = at < len(self._begins) and self._begins[at] <= begin
            if inside:
                until = min(end, self._ends[at])
                at += 1
            else:
                until = min(end, self._begins[at]) if at < len(self._begins) else end
            yield begin, until, inside
            begin = until
