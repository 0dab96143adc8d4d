"""The hub: after every commit it renders what changed once per audience and hands it to every socket.

Each socket has an outbox of its own with a bound; whoever does not read in time is closed with a code
that makes the browser come back and resume from the position it has seen.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence

from events.partners import (
    MandateGranted,
    MandateRevoked,
    PartnerLeft,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Recorded
from web.engine import Engine
from web.live.fragment import Fragment
from web.live.frame import Rendered, changed, frame
from web.reader import Reader
from web.rendering import Rendering

logger = logging.getLogger(__name__)

COALESCE = 0.02
"""Seconds in which commits are gathered before open pages are told."""
OUTBOX_BYTES = 1_000_000
MISSED_AT_MOST = 2_000
COME_BACK = 1013
RIGHTS_CHANGED = 1012
SESSION_ENDED = 4401


class Outbox:
    """What one socket still has to be sent."""

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

    async def next(self, within: float) -> str | None:
        """The next frame; None when there was none in time, or the socket is to be closed."""
        try:
            await asyncio.wait_for(self._ready.wait(), within)
        except TimeoutError:
            return None
        if self.closing is not None:
            return None
        text = self._frames.popleft()
        self._bytes -= len(text)
        if not self._frames:
            self._ready.clear()
        return text


class Hub:
    """All sockets of this process, by partnership."""

    def __init__(self, engine: Engine, rendering: Rendering, fragments: Iterable[Fragment]) -> None:
        self.engine, self.rendering = engine, rendering
        self._fragments: dict[str, list[Fragment]] = defaultdict(list)
        for fragment in fragments:
            self._fragments[fragment.page].append(fragment)
        self._sockets: dict[str, set[Outbox]] = defaultdict(set)
        self._dirty: dict[str, list[Recorded]] = {}
        self._flushes: set[asyncio.Task[None]] = set()
        engine.on_kept(self.kept)

    @property
    def sockets(self) -> int:
        """How many sockets are open."""
        return sum(len(sockets) for sockets in self._sockets.values())

    def kept(self, partnership: str, recorded: Sequence[Recorded]) -> None:
        """Events were kept and folded: tell the open pages soon."""
        if not self._sockets.get(partnership):
            return
        if partnership in self._dirty:
            self._dirty[partnership].extend(recorded)
            return
        self._dirty[partnership] = list(recorded)
        task = asyncio.get_running_loop().create_task(self._flush_soon(partnership))
        self._flushes.add(task)
        task.add_done_callback(self._flushes.discard)

    async def join(self, outbox: Outbox, after: int) -> None:
        """Take a socket in, and send it what it has missed since the position it has seen."""
        self._sockets[outbox.reader.partnership].add(outbox)
        outbox.put(await self.missed(outbox.reader, outbox.page, outbox.item, after))

    def leave(self, outbox: Outbox) -> None:
        """A socket is gone."""
        sockets = self._sockets.get(outbox.reader.partnership, set())
        sockets.discard(outbox)
        if not sockets:
            self._sockets.pop(outbox.reader.partnership, None)

    async def missed(self, reader: Reader, page: str, item: str | None, after: int) -> str:
        """One frame with everything on a page that changed after a position."""
        views = await self.engine.views(reader.partnership)
        fragments = self._fragments.get(page, [])
        recorded: Sequence[Recorded] = ()
        if 0 <= after < views.position:
            # A page that slept for long gets the fragments of the newest events; each is rendered whole.
            start = max(after, views.position - MISSED_AT_MOST)
            recorded = await self.engine.history(reader.partnership, start, views.position)
            views = await self.engine.views(reader.partnership)
        return frame(self.rendering, views, reader.audience, changed(fragments, item, recorded), {})

    def position(self, outbox: Outbox) -> int:
        """Where a socket's partnership stands."""
        folded = self.engine.live.get(outbox.reader.partnership)
        return folded.position if folded else 0

    def end_sessions(self, account: str) -> None:
        """Close the sockets of an account whose session has ended."""
        for outbox in self._all():
            if outbox.reader.account == account and not outbox.still_valid():
                outbox.close(SESSION_ENDED)

    def close(self) -> None:
        """The server goes down: every page comes back to another one."""
        for outbox in self._all():
            outbox.close(RIGHTS_CHANGED)

    def _all(self) -> list[Outbox]:
        return [outbox for sockets in self._sockets.values() for outbox in sockets]

    async def _flush_soon(self, partnership: str) -> None:
        await asyncio.sleep(COALESCE)
        recorded = self._dirty.pop(partnership)
        try:
            await self._flush(partnership, recorded)
        except Exception:
            # A page that cannot be told now resumes from its position when it comes back.
            logger.exception("open pages were not told", extra={"partnership": partnership})
            for outbox in self._sockets.get(partnership, set()):
                outbox.close(COME_BACK)

    async def _flush(self, partnership: str, recorded: Sequence[Recorded]) -> None:
        views = await self.engine.views(partnership)
        rendered: Rendered = {}
        frames: dict[object, str] = {}
        affected = people_with_new_rights(recorded)
        for outbox in tuple(self._sockets.get(partnership, ())):
            audience = outbox.reader.audience
            key = (outbox.page, outbox.item, audience)
            if key not in frames:
                parts = changed(self._fragments.get(outbox.page, ()), outbox.item, recorded)
                frames[key] = frame(self.rendering, views, audience, parts, rendered)
            outbox.put(frames[key])
            if outbox.reader.person in affected:
                outbox.close(RIGHTS_CHANGED)


def people_with_new_rights(recorded: Sequence[Recorded]) -> set[str]:
    """The people whose pages must be asked for again, because what they may see or do has changed."""
    found: set[str] = set()
    for entry in recorded:
        match entry.event:
            case RoleGranted(person=person) | RoleRevoked(person=person):
                found.add(person)
            case MandateGranted(person=person) | MandateRevoked(person=person):
                found.add(person)
            case PartnerLeft(partner=partner):
                found.add(partner)
            case _:
                pass
    return found
