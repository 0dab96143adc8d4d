"""Which drafts are ready to be decided on: their meaning has been steady, and nobody proposed it yet.

Only those who lead are told. It is computed from what is kept, whenever somebody who leads asks for a page,
at most every few seconds, so it is the same on every server and after a restart.
"""

import asyncio
import logging
from time import monotonic
from typing import NamedTuple

from events.log.keys import KeyStore, Unreadable
from events.log.recent import Recent
from projections.charter import Draft, wordings
from projections.views import Views
from web.drafting.meaning import meaning, same
from web.drafting.rooms import Rooms

logger = logging.getLogger(__name__)

LOOK_EVERY = 10.0
"""Seconds for which an answer holds, if nothing happens in the partnership."""
MOST = 1_000


class Answer(NamedTuple):
    """The drafts that are ready, in the order they were opened; at which moment, and when it was looked."""

    drafts: tuple[str, ...]
    position: int
    looked_at: float


class Readiness:
    """All drafts of this process's partnerships."""

    def __init__(self, rooms: Rooms, keys: KeyStore) -> None:
        self._rooms, self._keys = rooms, keys
        self._answers = Recent[str, Answer](MOST)
        self.look_every = LOOK_EVERY

    async def ready(self, views: Views) -> tuple[str, ...]:
        """The drafts of a partnership that are ready to be decided on. `views` are the live ones."""
        if not views.charter.drafts:
            return ()
        known, now = self._answers.get(views.partnership), monotonic()
        if known and known.position == views.position and now - known.looked_at < self.look_every:
            return known.drafts
        drafts = [one.id for one in views.charter.drafts.values() if await self.is_ready(views, one)]
        self._answers.put(views.partnership, Answer(tuple(drafts), views.position, now))
        return tuple(drafts)

    async def is_ready(self, views: Views, draft: Draft) -> bool:
        """Whether it is time to ask. A draft that cannot be read now asks nothing of anybody."""
        try:
            story = await self._rooms.story(views.partnership, draft.id)
            if story.steady is None or not story.steady.enough:
                return False
            last = await asyncio.to_thread(story.version, len(story.pauses))
        except Exception:
            logger.exception("a draft's meaning could not be looked at", extra={"draft": draft.id})
            return False
        text = "".join(span.text for span in last.spans) if last else ""
        return bool(text) and not self._is_proposed(views, draft, text)

    def _is_proposed(self, views: Views, draft: Draft, text: str) -> bool:
        """Whether a wording of the statement that still counts means the same."""
        wanted = meaning(text, draft.language)
        for one in wordings(views.charter, views.charter.kinds[draft.statement]):
            if one.status in ("proposed", "adopted") and one.text.lang == draft.language:
                said = self._keys.open(views.partnership, one.text)
                if not isinstance(said, Unreadable) and same(
                    meaning(said, draft.language), wanted, draft.language
                ):
                    return True
        return False
