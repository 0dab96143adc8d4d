"""Asking for many things in order, leaving out what was done before."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from events.log.log import Log
from web.control import Asked, Desk, Kept, Refused

T = TypeVar("T")

IN_FLIGHT = 2_000
"""How many commands are under way at once: enough to fill the writer's groups."""
LOOKED_UP = 5_000


class Result(NamedTuple):
    """How many were new, how many known already or without effect, and why the first one was refused."""

    new: int = 0
    known: int = 0
    quiet: int = 0
    refused: int = 0
    why: str = ""

    def plus(self, other: "Result") -> "Result":
        """Both together."""
        return Result(
            self.new + other.new,
            self.known + other.known,
            self.quiet + other.quiet,
            self.refused + other.refused,
            self.why or other.why,
        )


def not_yet_done(log: Log, partnership: str, asked: Sequence[Asked]) -> list[Asked]:
    """What was not asked for before, in its order."""
    known: set[str] = set()
    for some in windows(asked, LOOKED_UP):
        known.update(log.commands(partnership, [one.command for one in some]))
    return [one for one in asked if one.command not in known]


async def carry_out(desk: Desk, asked: Sequence[Asked], done: Callable[[int], None]) -> Result:
    """Ask for everything, a window at a time; `done` hears how many more there are after each."""
    result = Result()
    for window in windows(asked, IN_FLIGHT):
        answers = await desk.ask(window)
        for answer in answers:
            match answer:
                case Refused(why):
                    result = result.plus(Result(refused=1, why=why))
                case Kept(count=count, again=again):
                    result = result.plus(
                        Result(new=int(count > 0 and not again), known=int(again), quiet=int(not count))
                    )
        done(len(window))
    return result


def windows(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items, so many at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
