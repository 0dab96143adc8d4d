"""What one socket still has to be sent, and what happens to readers that do not read."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from web.live.wire import Wire, as_bytes
from web.reader import Reader

OUTBOX_BYTES = 1_000_000
STUCK_AT_MOST = 4.0
"""Seconds in which a reader must take something of what waits for it; looked at every 2 s: over within 8."""
STILL_HERE_EVERY = 15.0
CLOSE_WITHIN = 2.0
A_BIT = 0.05
COME_BACK = 1013
RIGHTS_CHANGED = 1012
SESSION_ENDED = 4401
LOAD_AGAIN = 4410
TOO_MANY = 4429
"""This browser has more pages open than anybody can read; this one stays as it is."""


async def nowhere() -> bool:
    """There is only one process to ask."""
    return False


class Outbox:
    """What one socket still has to be sent, until a task of its own gets round to it."""

    session = ""
    """Whose browser it is, for counting; empty where nobody counts."""
    seen_elsewhere: Callable[[], Awaitable[bool]] = staticmethod(nowhere)
    """Whether its session still counts, because another process has seen its person since."""

    def __init__(
        self, reader: Reader, page: str, item: str | None, still_valid: Callable[[], bool] = lambda: True
    ) -> None:
        self.reader, self.page, self.item, self.still_valid = reader, page, item, still_valid
        self.closing: int | None = None
        self._frames: deque[str] = deque()
        self._bytes = 0
        self._ready = asyncio.Event()

    def put(self, text: str) -> None:
        """Queue a frame; too many unread ones close the socket instead."""
        if self.closing is not None:
            return
        self._bytes += len(text)
        if self._bytes > OUTBOX_BYTES:
            self.close(COME_BACK)
            return
        self._frames.append(text)
        self._ready.set()

    def close(self, code: int) -> None:
        """Let the socket end with a code."""
        self.closing = code
        self._frames.clear()
        self._ready.set()

    def look(self, now: float, still_here: str | None) -> None:
        """Every few seconds; here the task that writes looks after everything itself."""

    async def next(self, within: float) -> str | None:
        """The next frame; None when there was none in time, or the socket is to be closed."""
        try:
            async with asyncio.timeout(within):
                await self._ready.wait()
        except TimeoutError:
            return None
        if self.closing is not None:
            return None
        text = self._frames.popleft()
        self._bytes -= len(text)
        if not self._frames:
            self._ready.clear()
        return text


class DirectOutbox(Outbox):
    """A socket whose connection is written to at once; what waits, waits in the connection's own buffer."""

    def __init__(
        self, reader: Reader, page: str, item: str | None, still_valid: Callable[[], bool], wire: Wire
    ) -> None:
        self.reader, self.page, self.item, self.still_valid = reader, page, item, still_valid
        self.closing: int | None = None
        self._wire = wire
        self._wrote_at = self._moved_at = monotonic()
        self._taken = 0
        self._end: asyncio.Task[None] | None = None

    def put(self, text: str) -> None:
        """Send a frame now; whoever has left too much unread is closed instead."""
        if self.closing is not None or not self._wire.open:
            return
        data = as_bytes(text)
        if self._wire.behind + len(data) > OUTBOX_BYTES:
            self.close(COME_BACK)
            return
        self._wire.write(data)
        self._wrote_at = monotonic()

    def close(self, code: int) -> None:
        """Say goodbye with a code, and hang up on whoever does not listen even to that."""
        if self.closing is None:
            self.closing = code
            self._end = asyncio.get_running_loop().create_task(self._hang_up(code))

    def look(self, now: float, still_here: str | None) -> None:
        """Send a sign of life when it was quiet, and close whoever takes nothing of what waits."""
        # What the system holds of it counts too: megabytes may lie there before anything waits here.
        unread = self._wire.unread
        taken = self._wire.written - unread
        if taken != self._taken or not unread:
            self._taken, self._moved_at = taken, now
        elif now - self._moved_at >= STUCK_AT_MOST:
            self.close(COME_BACK)
        if still_here is not None and now - self._wrote_at >= STILL_HERE_EVERY:
            self.put(still_here)

    async def _hang_up(self, code: int) -> None:
        # Without a closing frame in time, or when the connection breaks, the browser comes back all the same.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._wire.send({"type": "websocket.close", "code": code, "reason": ""})
                while self._wire.unread:  # noqa: ASYNC110 — nobody is told when the other side has read.
                    await asyncio.sleep(A_BIT)
        if self._wire.unread:
            self._wire.abort()
