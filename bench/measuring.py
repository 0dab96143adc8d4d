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
    """One line of the table.

    `value` and `limit` are in `unit`. For rates the ratio of the two is to reach the target, for times
    and sizes the value itself is to stay within it (`at_most`). Peers and growth have no target.
    """

    name: str
    database: str
    value: float
    unit: str
    limit: float | None
    ratio: float | None
    target: float | None
    spread: float
    at_most: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        if self.at_most:
            return self.value <= self.target
        return self.ratio is not None and self.ratio >= self.target


def compare(
    name: str, database: str, unit: str, target: float | None, ours: Timed, limit: Timed, cycles: int = CYCLES
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
        target,
        spread(ratios),
    )


def spread(values: list[float]) -> float:
    """The distance between the quartiles: what a repetition may easily differ by."""
    low, _, high = statistics.quantiles(values, n=4)
    return high - low


def within(
    name: str, database: str, unit: str, target: float, values: list[float], limit: float | None = None
) -> Result:
    """A time or a size that is to stay within its target: the 95th hundredth, or the 99th of many."""
    part = 0.99 if len(values) >= 100 else 0.95
    value = sorted(values)[min(int(len(values) * part), len(values) - 1)]
    ratio = None if limit is None else value / limit
    return Result(name, database, value, unit, limit, ratio, target, spread(values), at_most=True)


def rate(count: int, work: Callable[[], object]) -> float:
    """How many a second."""
    began = perf_counter()
    work()
    return count / (perf_counter() - began)
