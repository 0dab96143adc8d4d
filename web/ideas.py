"""What somebody replaced or took back before the ideas of all were shown is gone for good.

Nobody else could ever read it (`web.readable`); destroying its key takes it from every copy of the record as
well. Whatever was left, because a process ended in between, goes when the round is shown.
"""

import asyncio
import logging
from collections.abc import Collection, Iterator, Sequence

from events.charter import IdeasRevealed, InterestDeclared
from events.sealed import Words
from events.vocabulary import BY_CLASS, Recorded
from projections import charter
from projections.charter import IdeaRound
from web.engine.engine import Engine
from web.export import readable

logger = logging.getLogger(__name__)
DECLARED = BY_CLASS[InterestDeclared].name
FORGETTING = "forgetting ideas"


class Forgetting:
    """Destroys the keys of what others came in the place of. Every process does it: twice is as once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tasks: set[asyncio.Task[None]] = set()
        engine.on_kept(self.kept)

    def kept(self, partnership: str, recorded: Sequence[Recorded]) -> None:
        """Look at what was just kept: somebody said something anew, or all is shown."""
        for _, event in recorded:
            if isinstance(event, InterestDeclared | IdeasRevealed):
                work = self._forget(partnership, event.round)
                task = asyncio.get_running_loop().create_task(work, name=FORGETTING)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _forget(self, partnership: str, round_id: str) -> None:
        try:
            views = await self._engine.views(partnership)
            asked = views.charter.rounds.get(round_id)
            # A view that stopped does not know what stands, and what is destroyed does not come back.
            if asked is not None and charter.PROJECTION.name not in views.parked:
                standing = frozenset(words.ref for words in all_in(asked))
                await asyncio.to_thread(self._destroy, partnership, asked, standing, views.position)
        except Exception:
            logger.exception("not forgotten yet", extra={"partnership": partnership, "round": round_id})

    def _destroy(self, partnership: str, asked: IdeaRound, standing: Collection[str], upto: int) -> None:
        """Destroy the key of everything that was written in a round up to a position and does not stand."""
        for words in self._written(partnership, asked, upto):
            if words.ref not in standing and isinstance(self._engine.keys.open(partnership, words), str):
                self._engine.keys.destroy_words(partnership, words.ref)

    def _written(self, partnership: str, asked: IdeaRound, upto: int) -> Iterator[Words]:
        """Every text that was ever written in a round, up to a position. Blocks."""
        for chunk in self._engine.log.read_chunks(partnership, asked.invited.position, upto):
            for one in filter(None, map(readable, (stored for stored in chunk if stored.name == DECLARED))):
                event = one.event
                if isinstance(event, InterestDeclared) and event.round == asked.id:
                    yield from event.texts

    async def stop(self) -> None:
        """Finish what is under way."""
        await asyncio.gather(*self._tasks)


def all_in(asked: IdeaRound) -> Iterator[Words]:
    """Every text that stands in a round."""
    for one in asked.declared.values():
        yield from (words for words in (one.interest, *one.ideas) if words is not None)
