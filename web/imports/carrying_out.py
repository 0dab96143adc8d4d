"""Asking for many things in order, leaving out what was done before."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from events.log.log import Log
from web.control import Answer, Asked, Desk, Kept, Refused

T = TypeVar("T")

IN_FLIGHT = 2_000
"""How many commands are under way at once: enough to fill the writer's groups."""
LOOKED_UP = 5_000


class Result(NamedTuple):
    """How many brought something new, how many were refused, and why the first of those was."""

    new: int = 0
    refused: int = 0
    why: str = ""


def not_yet_done(log: Log, partnership: str, asked: Sequence[Asked]) -> list[Asked]:
    """What was not asked for before, in its order."""
    known: set[str] = set()
    for some in windows(asked, LOOKED_UP):
        known.update(log.commands(partnership, [one.command for one in some]))
    return [one for one in asked if one.command not in known]


async def carry_out(desk: Desk, asked: Sequence[Asked], done: Callable[[int], None]) -> Result:
    """Ask for everything in order; `done` hears how many more there are after each window.

    The next window is under way while one is being kept, so that nobody waits for the disk alone.
    """
    result = Result()
    under_way: deque[asyncio.Task[list[Answer]]] = deque()
    try:
        for window in (*windows(asked, IN_FLIGHT), ()):
            if window:
                under_way.append(asyncio.create_task(desk.ask(window)))
            while under_way and (len(under_way) > 1 or not window):
                answers = await under_way.popleft()
                done(len(answers))
                result = sum_up(answers, result)
    finally:
        for task in under_way:
            task.cancel()
    return result


def sum_up(answers: Sequence[Answer], before: Result) -> Result:
    """The result with these answers in it."""
    kept = [answer for answer in answers if isinstance(answer, Kept)]
    refused = [answer.why for answer in answers if isinstance(answer, Refused)]
    return Result(
        before.new + sum(one.count > 0 and not one.again for one in kept),
        before.refused + len(refused),
        before.why or next(iter(refused), ""),
    )


def windows(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items, so many at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
