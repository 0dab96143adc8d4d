"""The hub: after every commit it renders what changed once per audience and hands it to every socket.

Each socket has an outbox of its own with a bound; whoever does not read in time is closed with a code
that makes the browser come back and resume from the position it has seen.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from time import monotonic

from litestar.exceptions import NotFoundException

from events.log.recent import Recent
from events.vocabulary import Recorded
from projections.views import Views
from web.engine import Engine
from web.live.fragment import EVERY_PAGE, Fragment
from web.live.frame import Rendered, changed, frame, turned
from web.live.outbox import (
    COME_BACK,
    LOAD_AGAIN,
    OUTBOX_BYTES,
    RIGHTS_CHANGED,
    SESSION_ENDED,
    TOO_MANY,
    Outbox,
)
from web.live.rights import end_rested, has_lapsed, people_with_new_rights
from web.live.room import Room
from web.live.turning import Seen, Turning, turned_while_away
from web.reader import Audience, Reader
from web.rendering import Rendering

__all__ = [
    "COME_BACK",
    "LOAD_AGAIN",
    "OUTBOX_BYTES",
    "RIGHTS_CHANGED",
    "SESSION_ENDED",
    "TOO_MANY",
    "Hub",
    "Outbox",
    "has_lapsed",
]

logger = logging.getLogger(__name__)

Group = tuple[str, str | None, Audience]
"""Page, item and audience: everybody in a group gets the same frames."""

Missed = tuple[str, Group, int, int]
"""Partnership, group, the position that a page has seen, and the one it is brought to."""

FRAMES_SHARED, SAME_FOR = 64, 2.0
"""After a restart a thousand pages come back within seconds and have missed the same: it is rendered once."""
COALESCE = 0.02
"""Seconds between two times that open pages are told: commits in between are gathered."""
LOOK_EVERY = 2.0
"""Seconds between two looks at who does not read and who has heard nothing for long."""
MISSED_AT_MOST = 5_000
"""Events that a page may have missed. After more it has to be loaded again: parts of it may have changed
long ago, and nobody wants to wait until all of that is looked through."""


class TooFarBehind(NotFoundException):
    """A page slept for so long that it has to be loaded again."""


class Hub:
    """All sockets of this process, by partnership."""

    def __init__(self, engine: Engine, rendering: Rendering, fragments: Iterable[Fragment]) -> None:
        self.engine, self.rendering = engine, rendering
        self._fragments: dict[str, list[Fragment]] = defaultdict(list)
        for fragment in fragments:
            self._fragments[fragment.page].append(fragment)
        self._sockets: dict[str, dict[Group, set[Outbox]]] = defaultdict(lambda: defaultdict(set))
        self.room = Room()
        self._just_missed: Recent[Missed, tuple[float, str]] = Recent(FRAMES_SHARED)
        self._dirty: dict[str, list[Recorded]] = {}
        self._told_at: dict[str, float] = {}
        self.coalesce = COALESCE
        self.turning = Turning(self._now, self._open_now, lambda one: self.kept(one, ()))
        self._joining: set[Outbox] = set()
        self._telling: set[str] = set()
        self._flushes: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        engine.on_kept(self.kept)

    def fragments_of(self, page: str) -> list[Fragment]:
        """What changes by itself on a page: its own parts, and those that stand on every page."""
        return [*self._fragments.get(page, ()), *self._fragments.get(EVERY_PAGE, ())]

    @property
    def sockets(self) -> int:
        """How many sockets are open."""
        return sum(len(group) for groups in self._sockets.values() for group in groups.values())

    def kept(self, partnership: str, recorded: Sequence[Recorded]) -> None:
        """Events were kept and folded: tell the open pages soon."""
        if not self._sockets.get(partnership):
            return
        self.turning.stir(partnership)
        if partnership in self._dirty:
            self._dirty[partnership].extend(recorded)
            return
        self._dirty[partnership] = list(recorded)
        task = asyncio.get_running_loop().create_task(self._flush_soon(partnership))
        self._flushes.add(task)
        task.add_done_callback(self._flushes.discard)

    async def join(self, outbox: Outbox, after: int, quiet: float = 0.0) -> None:
        """Take a socket in, and send it what it has missed since the position it has seen, seconds ago.

        That comes before anything newer: a page that has seen a position asks for what came after it.
        """
        if not self.room.take(outbox):
            return
        self._sockets[outbox.reader.partnership][group_of(outbox)].add(outbox)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look_after_all())
        self.turning.begin(outbox.reader.partnership)
        self._joining.add(outbox)
        try:
            missed = await self.missed(outbox.reader, outbox.page, outbox.item, after, quiet)
        except TooFarBehind:
            outbox.close(LOAD_AGAIN)
        else:
            outbox.put(missed)
        finally:
            self._joining.discard(outbox)

    def leave(self, outbox: Outbox) -> None:
        """A socket is gone."""
        self.room.leave(outbox)
        groups = self._sockets.get(outbox.reader.partnership, {})
        group = groups.get(group_of(outbox), set())
        group.discard(outbox)
        if not group:
            groups.pop(group_of(outbox), None)
        if not groups:
            self._sockets.pop(outbox.reader.partnership, None)
            self._told_at.pop(outbox.reader.partnership, None)
            self.turning.end(outbox.reader.partnership)

    async def missed(
        self, reader: Reader, page: str, item: str | None, after: int, quiet: float = 0.0
    ) -> str:
        """One frame with everything on a page that changed after a position, or by itself while it was quiet.

        Raises TooFarBehind.
        """
        views = await self.engine.views(reader.partnership)
        if views.position - after > MISSED_AT_MOST:
            raise TooFarBehind
        group: Group = (page, item, reader.audience)
        away = timedelta(seconds=quiet)
        shared = self._just_missed.get((reader.partnership, group, after, views.position))
        # What time has brought since then is another matter for each page.
        turned = turned_while_away(views, away, reader.zone) is not None
        if shared is not None and monotonic() - shared[0] < SAME_FOR and not turned:
            return shared[1]
        return await self._missed(views, reader, group, after, away)

    async def _missed(self, views: Views, reader: Reader, group: Group, after: int, away: timedelta) -> str:
        seen, recorded = after, list[Recorded]()
        while seen < views.position:
            recorded += await self.engine.history(reader.partnership, seen, views.position)
            seen = views.position
            # What was kept while we read belongs to the position that the frame says.
            views = await self.engine.views(reader.partnership)
        rendered: Rendered = {}
        since = turned_while_away(views, away, reader.zone)
        parts = self._parts(views, since, group, recorded, {}, rendered)
        text = frame(self.rendering, views, reader.audience, parts, rendered)
        if since is None:
            self._just_missed.put((reader.partnership, group, after, views.position), (monotonic(), text))
        return text

    def told(self, partnership: str) -> int | None:
        """The position that every open page has been brought to; None while some of it is still to be told.

        A page takes a position for seen, so none is named before what led to it was told.
        """
        if partnership in self._dirty or partnership in self._telling:
            return None
        folded = self.engine.live.get(partnership)
        return folded.position if folded else 0

    def end_sessions(self, account: str) -> None:
        """Close the sockets of an account whose session has ended."""
        for outbox in self._all():
            if outbox.reader.account == account and not outbox.still_valid():
                outbox.close(SESSION_ENDED)

    def close(self) -> None:
        """The server goes down: every page comes back to another one."""
        self.turning.close()
        if self._looking is not None:
            self._looking.cancel()
        for outbox in self._all():
            outbox.close(RIGHTS_CHANGED)

    def _all(self) -> list[Outbox]:
        return [outbox for partnership in self._sockets for outbox in self._of(partnership)]

    def _of(self, partnership: str) -> list[Outbox]:
        return [outbox for group in self._sockets.get(partnership, {}).values() for outbox in group]

    async def _look_after_all(self) -> None:
        """As long as there are sockets: signs of life, and an end for those that do not read."""
        while self._sockets:
            await asyncio.sleep(LOOK_EVERY)
            for partnership in tuple(self._sockets):
                self._look_after(partnership)
            await end_rested(self._all())

    def _look_after(self, partnership: str) -> None:
        now, here = monotonic(), self.engine.live.get(partnership)
        told = self.told(partnership)
        still_here = None if told is None else f"{told}\n"
        for outbox in self._of(partnership):
            if here and has_lapsed(here.views["directory"], outbox.reader, self.engine.writer.clock.now()):
                outbox.close(RIGHTS_CHANGED)
            elif outbox not in self._joining:
                outbox.look(now, still_here)

    async def _flush_soon(self, partnership: str) -> None:
        # What comes after a rest is told at once; what follows soon is gathered.
        await asyncio.sleep(max(0.0, self._told_at.get(partnership, 0.0) + self.coalesce - monotonic()))
        while partnership in self._dirty and partnership not in self._telling:
            # One after the other: a frame says its position only after what came before was sent.
            self._telling.add(partnership)
            self._told_at[partnership] = monotonic()
            try:
                await self._flush(partnership, self._dirty.pop(partnership))
            except Exception:
                # A page that cannot be told now resumes from its position when it comes back.
                logger.exception("open pages were not told", extra={"partnership": partnership})
                for outbox in self._of(partnership):
                    outbox.close(COME_BACK)
            finally:
                self._telling.discard(partnership)

    async def _flush(self, partnership: str, recorded: Sequence[Recorded]) -> None:
        views = await self.engine.views(partnership)
        recorded = [*recorded, *self._dirty.pop(partnership, ())]
        if affected := people_with_new_rights(recorded):
            # Before anything is sent: from here on, some of it may not be for them.
            for outbox in self._of(partnership):
                if outbox.reader.person in affected:
                    outbox.close(RIGHTS_CHANGED)
        rendered: Rendered = {}
        before: Rendered = {}
        since = self.turning.take(partnership)
        for key, group in tuple(self._sockets.get(partnership, {}).items()):
            parts = self._parts(views, since, key, recorded, before, rendered)
            text = frame(self.rendering, views, key[2], parts, rendered)
            for outbox in group - self._joining:
                outbox.put(text)

    def _parts(
        self,
        views: Views,
        since: datetime | None,
        group: Group,
        recorded: Sequence[Recorded],
        before: Rendered,
        rendered: Rendered,
    ) -> list[tuple[Fragment, str | None]]:
        """What is different on a page: by what happened, and by the time that passed since a moment."""
        page, item, audience = group
        fragments = self.fragments_of(page)
        parts = changed(fragments, item, recorded)
        if since is not None:
            parts += turned(self.rendering, views, since, audience, (fragments, item), before, rendered)
        return list(dict.fromkeys(parts))

    def _now(self) -> datetime:
        return self.engine.now()

    def _open_now(self, partnership: str) -> Seen | None:
        """What the timer of a partnership looks at."""
        folded = self.engine.live.get(partnership)
        zones = frozenset(audience.zone for _, _, audience in self._sockets.get(partnership, {}))
        return None if folded is None else Seen(folded.shown(self.engine.now(), live=True), zones)


def group_of(outbox: Outbox) -> Group:
    """The group a socket belongs to."""
    return outbox.page, outbox.item, outbox.reader.audience
