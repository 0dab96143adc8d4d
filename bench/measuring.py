"""How a ratio is measured on a noisy machine: the thing and its limit in turns, the median of all turns."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import NamedTuple

CYCLES = 5

Timed = Callable[[], float]
"""Does its work once and says how many of its units it did in a second."""


class Result(NamedTuple):
    """One line of the table.

    `value` and `limit` are in `unit`. For rates the ratio of the two is to reach the target; times and
    sizes are to stay within it (`at_most`), or their ratio where there is one. Peers have no target.
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
    cycles: tuple[float, ...] = ()
    """The ratio of each cycle, or each time that was taken: what the spread is made of."""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        if self.at_most:
            return (self.value if self.ratio is None else self.ratio) <= self.target
        return self.ratio is not None and self.ratio >= self.target


class Contestant(NamedTuple):
    """Something that is measured against a limit; without a target it is there to compare with."""

    name: str
    target: float | None
    work: Timed


def compare(
    name: str,
    database: str,
    unit: str,
    target: float | None,
    ours: Timed,
    limit: Timed,
    cycles: int = CYCLES,
) -> Result:
    """Measure both in turns, so that whatever slows the machine slows both."""
    (result,) = compare_all(database, unit, [Contestant(name, target, ours)], limit, cycles)
    return result


def compare_all(
    database: str,
    unit: str,
    contestants: Sequence[Contestant],
    limit: Timed,
    cycles: int = CYCLES,
    *,
    warm_up: bool = True,
) -> list[Result]:
    """Measure several against one limit, each cycle beginning with another one."""
    everybody = [*(one.work for one in contestants), limit]
    if warm_up:
        for work in everybody:
            work()  # The first turn warms caches and is thrown away.
    rates: list[list[float]] = [[] for _ in everybody]
    with old_things_left_alone():
        for cycle in range(cycles):
            for turn in range(len(everybody)):
                number = (cycle + turn) % len(everybody)
                gc.collect()
                rates[number].append(everybody[number]())
    *ours, limits = rates
    return [
        against(one, database, unit, values, limits) for one, values in zip(contestants, ours, strict=True)
    ]


@contextmanager
def old_things_left_alone() -> Iterator[None]:
    """Whatever is in memory already is not looked through for garbage: that took longer than the turns."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def against(one: Contestant, database: str, unit: str, values: list[float], limits: list[float]) -> Result:
    """The line of one contestant: medians, and the median of the ratios of each cycle."""
    ratios = [value / limit for value, limit in zip(values, limits, strict=True)]
    middle = statistics.median
    return Result(
        one.name,
        database,
        middle(values),
        unit,
        middle(limits),
        middle(ratios),
        one.target,
        spread(ratios),
        cycles=tuple(ratios),
    )


def spread(values: list[float]) -> float:
    """The distance between the quartiles: what a repetition may easily differ by."""
    low, _, high = statistics.quantiles(values, n=4)
    return high - low


def within(name: str, database: str, unit: str, target: float, values: list[float]) -> Result:
    """A time that is to stay within its target: the 95th hundredth of all, of a hundred or more the 99th."""
    part = 0.99 if len(values) >= 100 else 0.95
    value = hundredth(values, part)
    return Result(
        name, database, value, unit, None, None, target, spread(values), at_most=True, cycles=tuple(values)
    )


def hundredth(values: list[float], part: float) -> float:
    """The value that so many of all stay within."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def rate_for(seconds: float, work: Callable[[], object], most: int = 1_000) -> float:
    """How often a second, tried for a while: a slow disk then makes fewer turns, not longer ones."""
    began, done = perf_counter(), 0
    while done < most and perf_counter() - began < seconds:
        work()
        done += 1
    return done / (perf_counter() - began)


def rate(count: int, work: Callable[[], object]) -> float:
    """How many a second."""
    began = perf_counter()
    work()
    return count / (perf_counter() - began)
