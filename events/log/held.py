"""The rules' states that are in memory, one for each partnership in use."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

from events.log.plan import Live
from events.vocabulary import Recorded

S = TypeVar("S")

EVENTS_HELD = 4_000_000
"""How many events the states in memory may stand for, all partnerships together."""


class HeldStates(Generic[S]):
    """States by partnership, bounded by the number of events they stand for. One thread owns them."""

    def __init__(self, load: Callable[[str], Awaitable[Live[S]]], evolve: Callable[[S, Recorded], S]) -> None:
        self._load, self._evolve = load, evolve
        self._live: OrderedDict[str, Live[S]] = OrderedDict()

    async def of(self, partnership: str) -> Live[S]:
        """The state of a partnership, loaded if it is not in memory."""
        live = self._live.get(partnership)
        if live is None:
            live = self._live[partnership] = await self._load(partnership)
        self._live.move_to_end(partnership)
        return live

    def drop(self, partnerships: Iterable[str]) -> None:
        """Forget states that ran ahead of what was kept; they are loaded again when needed."""
        for partnership in partnerships:
            self._live.pop(partnership, None)

    def fold(self, live: Live[S], entries: Iterable[Recorded]) -> None:
        """Move a state on by what was kept elsewhere."""
        for entry in entries:
            live.state = self._evolve(live.state, entry)
            live.position, live.recorded_at = entry.header.position, entry.header.recorded_at

    def evict(self) -> None:
        """Let the partnerships go that were not used for longest, until the rest fits."""
        held = sum(live.position for live in self._live.values())
        while held > EVENTS_HELD and len(self._live) > 1:
            held -= self._live.popitem(last=False)[1].position
