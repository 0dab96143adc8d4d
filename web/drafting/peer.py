"""One open window on a draft: what it still has to be told, as one message while it does not read."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from pycrdt import merge_updates

from web.drafting import protocol
from web.drafting.line import Line, framed

MOST_WAITING = 4_000_000
"""Bytes that a window may leave unread; whoever comes in reads the whole draft at once."""
MOST_ASKED = 512 * 1024
"""Bytes of one window that may wait to be kept; until then nothing more is read from it."""
EACH = 256
"""Bytes that an update counts besides its own, however short."""
SEND_WITHIN = 10.0
NOT_IN_TIME = "This window did not read in time."
COME_BACK = 1013
REFUSED, MAY_NOT_WRITE, TOO_LONG, READ_FIRST = 4400, 4403, 4413, 4428
REFUSALS = {REFUSED, MAY_NOT_WRITE, TOO_LONG, READ_FIRST}
"""What a window writes is not taken. Its page says why in its reader's language, by the code."""

Send = Callable[[bytes], Awaitable[None]]


class Peer:
    """A window. `name` is what others see; `may_write` is looked at again every two seconds (`socket.py`).

    With a line of its own it is written to at once; without one, and while the other side does not read,
    what it has to be told waits.
    """

    def __init__(
        self,
        person: str,
        name: str,
        colour: str,
        *,
        may_write: bool,
        sees_others: bool,
        line: Line | None = None,
    ) -> None:
        self.refusal = (MAY_NOT_WRITE, "You may read this draft, and not write in it.")
        self.person, self.user = person, {"name": name, "color": colour}
        self.may_write, self.sees_others = may_write, sees_others
        self.closing: tuple[int, str] | None = None
        self.line = line
        self._messages: list[bytes] = []
        self._updates: list[bytes] = []
        self._waiting = 0
        self._waits_since = 0.0
        self._ready = asyncio.Event()
        self._asked = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self.when_calm: Callable[[], None] = lambda: None
        self.acts: Callable[[], None] = lambda: None
        """Called when something new of it is taken: whoever writes is there."""

    @property
    def is_calm(self) -> bool:
        """Whether there is room for more of this window."""
        return self._asked <= MOST_ASKED

    def asks(self, size: int) -> None:
        """An update of this window waits to be kept."""
        self._asked += size + EACH
        if not self.is_calm:
            self._calm.clear()

    def is_answered(self, size: int) -> None:
        """It does not wait any more."""
        before = self.is_calm
        self._asked -= size + EACH
        if self.is_calm and not before:
            self._calm.set()
            self.when_calm()

    async def calm(self) -> None:
        """Wait until there is room for more of this window."""
        await self._calm.wait()

    def put(self, message: bytes, frame: bytes | None = None) -> None:
        """Say something once what was new before it has been told. `frame` is how it travels."""
        if (line := self._open_line()) is not None:
            line.write(frame or framed(message))
            return
        self._flush()
        self._messages.append(message)
        self._count(len(message))

    def news(self, update: bytes, frame: bytes | None = None) -> None:
        """Tell an update; several that wait become one message. `frame` is how it travels."""
        if (line := self._open_line()) is not None:
            line.write(frame or framed(protocol.news(update)))
            return
        self._updates.append(update)
        self._count(len(update))

    def has_read(self) -> None:
        """The other side has read: tell it what waits."""
        if self.line is None or self.closing is not None:
            return
        self._flush()
        messages, self._messages, self._waiting = self._messages, [], 0
        for message in messages:
            self.line.write(framed(message))

    def look(self) -> None:
        """Every few seconds: whoever does not read what waits is closed."""
        if self.line is not None and self._waiting and monotonic() - self._waits_since > SEND_WITHIN:
            self.close(COME_BACK, NOT_IN_TIME)

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
            if self.line is not None:
                continue
            self._flush()
            messages, self._messages, self._waiting = self._messages, [], 0
            for message in messages:
                try:
                    async with asyncio.timeout(SEND_WITHIN):
                        await send(message)
                except TimeoutError:
                    return COME_BACK, NOT_IN_TIME

    def _open_line(self) -> Line | None:
        """Its line, where it may be written to at once, after everything that was before."""
        line = self.line
        if line is None or line.is_full or self._waiting or self.closing is not None:
            return None
        return line

    async def _last_words(self, send: Send) -> None:
        """Whoever is refused is told why in the protocol's own way too."""
        assert self.closing is not None
        code, why = self.closing
        if code in REFUSALS:
            async with asyncio.timeout(SEND_WITHIN):
                await send(protocol.not_yours(why))

    def _flush(self) -> None:
        if self._updates:
            merged = self._updates[0] if len(self._updates) == 1 else merge_updates(*self._updates)
            self._messages.append(protocol.news(merged))
            self._updates = []

    def _count(self, size: int) -> None:
        if not self._waiting:
            self._waits_since = monotonic()
        self._waiting += size
        if self._waiting > MOST_WAITING:
            self.close(COME_BACK, "Too much waits for this window.")
        self._ready.set()
