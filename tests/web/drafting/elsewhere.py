"""Rooms on one draft as other processes would have them, and what comes between two of their steps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from events.log.keys import KeyStore
from tests.web.drafting.house import Drafting
from web.drafting.keeping import Keeping
from web.drafting.room import Room


class Elsewhere:
    """Rooms on one draft, as other processes would have them; `before` comes between two of their steps."""

    def __init__(self, house: Drafting) -> None:
        self.engine = house.house.engine
        self.place = (house.house.partnership, house.draft)
        self.opened: list[Room] = []

    def keeping(self, keys: KeyStore | None = None) -> Keeping:
        """Another way to the same rows."""
        return Keeping(self.engine.log.drafts, keys or self.engine.keys, *self.place)

    async def room(self, before: Callable[[str], Any] | None = None) -> Room:
        """Another room on the draft."""

        async def run(work: Callable[..., Any], *arguments: Any) -> Any:
            if before is not None and (waits := before(work.__name__)) is not None:
                await waits
            return await asyncio.to_thread(work, *arguments)

        room = Room(self.keeping(), run, lambda: datetime.now(UTC))
        await room.open()
        self.opened.append(room)
        return room


def once(name: str, what: Callable[[], Any]) -> Callable[[str], Any]:
    """Something that comes before the first step of a name."""
    left = [what]
    return lambda step: left.pop()() if step == name and left else None
