"""One open window on a draft: what it still has to be told, as one message while it does not read."""

import asyncio
from collections.abc import Awaitable, Callable

from pycrdt import merge_updates

from web.drafting import protocol

MOST_WAITING = 4_000_000
"""Bytes that a window may leave unread; whoever comes in reads the whole draft at once."""
MOST_ASKED = 512 * 1024
"""Bytes of one window that may wait to be kept; until then nothing more is read from it."""
EACH = 256
"""Bytes that an update counts besides its own, however short."""
SEND_WITHIN = 10.0
COME_BACK = 1013
REFUSED = 4400

Send = Callable[[bytes], Awaitable[None]]


class Peer:
    """A window. `name` is what others see; `may_write` is asked of the partnership at each change."""

    def __init__(self, person: str, name: str, colour: str, *, may_write: bool, sees_others: bool) -> None:
        self.why_not = "You may read this draft, and not write in it."
        self.person, self.user = person, {"name": name, "color": colour}
        self.may_write, self.sees_others = may_write, sees_others
        self.closing: tuple[int, str] | None = None
        self._messages: list[bytes] = []
        self._updates: list[bytes] = []
        self._waiting = 0
        self._ready = asyncio.Event()
        self._asked = 0
        self._calm = asyncio.Event()
        self._calm.set()

    def asks(self, size: int) -> None:
        """An update of this window waits to be kept."""
        self._asked += size + EACH
        if self._asked > MOST_ASKED:
            self._calm.clear()

    def is_answered(self, size: int) -> None:
        """It does not wait any more."""
        self._asked -= size + EACH
        if self._asked <= MOST_ASKED:
            self._calm.set()

    async def calm(self) -> None:
        """Wait until there is room for more of this window."""
        await self._calm.wait()

    def put(self, message: bytes) -> None:
        """Say something once what was new before it has been told."""
        self._flush()
        self._messages.append(message)
        self._count(len(message))

    def news(self, update: bytes) -> None:
        """Tell an update; several that wait become one message."""
        self._updates.append(update)
        self._count(len(update))

    def close(self, code: int, why: str) -> None:
        """Let it end."""
        if self.closing is None:
            self.closing = (code, why)
            self.may_write = self.may_write and code == COME_BACK
            self._ready.set()

    async def write(self, send: Send) -> tuple[int, str]:
        """Send what waits until the end; the code and the reason of closing."""
        while True:
            await self._ready.wait()
            if self.closing is not None:
                await self._last_words(send)
                return self.closing
            self._ready.clear()
            self._flush()
            messages, self._messages, self._waiting = self._messages, [], 0
            for message in messages:
                try:
                    await asyncio.wait_for(send(message), SEND_WITHIN)
                except TimeoutError:
                    return COME_BACK, "This window did not read in time."

    async def _last_words(self, send: Send) -> None:
        """Whoever is refused is told why in the protocol's own way too."""
        assert self.closing is not None
        code, why = self.closing
        if code == REFUSED:
            await asyncio.wait_for(send(protocol.not_yours(why)), SEND_WITHIN)

    def _flush(self) -> None:
        if self._updates:
            merged = self._updates[0] if len(self._updates) == 1 else merge_updates(*self._updates)
            self._messages.append(protocol.news(merged))
            self._updates = []

    def _count(self, size: int) -> None:
        self._waiting += size
        if self._waiting > MOST_WAITING:
            self.close(COME_BACK, "Too much waits for this window.")
        self._ready.set()
