"""How a ratio is measured on a noisy machine: the thing and its limit in turns, the median of all turns."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

CYCLES = 5

Timed = Callable[[], float]
"""Does its work once and says how many of its units it did in a second."""


class Result(NamedTuple):
    """One line of the table. `value` and `limit` are rates in `unit`; `ratio` is the median of the turns."""

    name: str
    database: str
    value: float
    unit: str
    limit: float
    ratio: float
    spread: float
    target: float

    @property
    def met(self) -> bool:
        """Whether the ratio reaches its target."""
        return self.ratio >= self.target


def compare(
    name: str, database: str, unit: str, target: float, ours: Timed, limit: Timed, cycles: int = CYCLES
) -> Result:
    """Measure both in turns, so that whatever slows the machine slows both."""
    ours(), limit()  # The first turn warms caches and is thrown away.
    values, limits = [], []
    for cycle in range(cycles):
        pair = (ours, values), (limit, limits)
        for work, into in pair if cycle % 2 else reversed(pair):
            gc.collect()
            into.append(work())
    ratios = [value / other for value, other in zip(values, limits, strict=True)]
    return Result(
        name,
        database,
        statistics.median(values),
        unit,
        statistics.median(limits),
        statistics.median(ratios),
        max(ratios) - min(ratios),
        target,
    )


def rate(count: int, work: Callable[[], object]) -> float:
    """How many a second."""
    began = perf_counter()
    work()
    return count / (perf_counter() - began)
