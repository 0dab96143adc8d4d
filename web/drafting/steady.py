"""Since when the meaning of a draft has been steady, in time in which people wrote.

Who writes without an end what means the same is word-smithing. Only times and texts of what was kept go in,
so the answer is the same after a restart, and on every machine.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

from web.drafting.meaning import meaning, same

LONG_ENOUGH = timedelta(minutes=20)
IDLE = timedelta(minutes=5)
"""A longer rest is no time of drafting."""


class Step(NamedTuple):
    """Somebody wrote. `text` is how it read afterwards, where anybody looked: at pauses."""

    position: int
    at: datetime
    text: str | None = None


class Steady(msgspec.Struct, frozen=True, array_like=True):
    """From which step on the draft has meant what it means, and how long people have written since."""

    since: int
    seconds: float

    @property
    def enough(self) -> bool:
        """Whether it is time to ask whether all are ready to decide."""
        return self.seconds >= LONG_ENOUGH.total_seconds()


def steady(steps: Sequence[Step], language: str, before: Steady | None = None) -> Steady | None:
    """How steady the meaning is after the last step; None when there is none.

    `steps` stand in order. `before` is what was known after the first of them, if anything was. From the last
    one backwards, so that a meaning that moves is seen at once.
    """
    looked_at = [one for one in steps if one.text is not None]
    if not looked_at or not (last := words_of(looked_at[-1], language)):
        return None
    since = looked_at[-1]
    for one in reversed(looked_at[:-1]):
        if not same(words_of(one, language), last, language):
            return Steady(since.position, drafted(steps, since.position))
        since = one
    seconds = drafted(steps, since.position)
    if before is not None and since is steps[0]:
        return Steady(before.since, before.seconds + seconds)
    return Steady(since.position, seconds)


def words_of(step: Step, language: str) -> frozenset[str]:
    """What the text meant after a step."""
    return meaning(step.text or "", language)


def drafted(steps: Iterable[Step], since: int) -> float:
    """Seconds in which people wrote from a step on."""
    times = (one.at for one in steps if one.position >= since)
    gaps = (later - earlier for earlier, later in pairwise(times))
    return sum((gap.total_seconds() for gap in gaps if gap <= IDLE), 0.0)
