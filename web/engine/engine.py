"""What every page, socket, command and import goes through."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar, cast

import msgspec

from events.log.codec import decode
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.plan import Done, Envelope, Live, Wanted
from events.log.writer import GroupCommit
from events.vocabulary import Recorded
from projections.views import Views
from web.engine.due_work import DueWork
from web.engine.following import Following, Here
from web.engine.live_views import VIEWS, Folded, LiveViews
from web.engine.snapshots import Kind, Snapshots
from web.engine.unreadable import readable
from workspace import decider
from workspace.acts import Act
from workspace.commands import Command
from workspace.refusals import Refusal
from workspace.scheduled import due_after
from workspace.state import Partnership

logger = logging.getLogger(__name__)

PAST_VIEWS_KEPT = 16
DUE_EVERY = 1.0
RULES = Kind("rules", 2, Partnership)
"""The rules' state. Count the version up when `evolve` comes to mean something else."""

T = TypeVar("T")
Told = Callable[[str, Sequence[Recorded]], None]


class NoSuchPartnership(Exception):
    """Nothing was ever kept under this id."""


class Engine:
    """Submits commands, gives views, and tells listeners what was kept."""

    def __init__(self, log: Log, keys: KeyStore) -> None:
        self.log, self.keys = log, keys
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.snapshots = Snapshots(log, (*VIEWS, RULES))
        self.live = LiveViews(log, self.snapshots)
        self._told: list[Told] = []
        self._past: OrderedDict[tuple[str, int], Folded] = OrderedDict()
        self._loading: dict[str, asyncio.Task[Folded]] = {}
        self._kept_meanwhile: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._catching_up: set[asyncio.Task[None]] = set()
        self.writer: GroupCommit[Partnership] = GroupCommit(
            log,
            keys,
            load=self._load_state,
            evolve=decider.evolve,
            committed=self._committed,
            unsure=self._unsure,
            settled=self._settled,
        )
        self.due = DueWork(log, self.writer.clock, read=self._read, submit=self.submit)
        self.following = Following(log, read=self._read, held=self.live.held, behind=self._catch_up)

    def on_kept(self, told: Told) -> None:
        """Have `told(partnership, recorded)` called after the views were folded."""
        self._told.append(told)

    async def start(self) -> None:
        """Take commands, follow other processes, and do what is due."""
        await self.writer.start()
        work = {"due": self._keep(self._tick, partial(asyncio.sleep, DUE_EVERY))}
        if not self.log.sole_writer:
            work["listen"] = self.following.listen()
            work["follow"] = self._keep(self.following.look, self.following.rest)
        self._tasks = [asyncio.create_task(one, name=name) for name, one in work.items()]

    async def stop(self) -> None:
        """Stop following and finish the group of commands under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.writer.stop()
        await asyncio.to_thread(self.snapshots.close)

    async def submit(
        self,
        partnership: str,
        command: Command,
        act: Act,
        *,
        body_hash: bytes | None = None,
        role: str | None = None,
    ) -> Done | Refusal:
        """What came of a command, once it is durable.

        `body_hash` tells a repeated command from another one with the same id; a command that holds
        sealed text needs the door's, because sealing the same text twice gives different bytes.
        """
        wanted = Wanted(
            partnership,
            act.command,
            body_hash or sha256(msgspec.json.encode(command)).digest(),
            envelope(act, role),
            lambda state, at: decider.decide(command, state, placed(act, at)),
            due_after,
            asyncio.get_running_loop().create_future(),
        )
        return cast("Done | Refusal", await self.writer.submit(wanted))

    async def views(self, partnership: str, at: int | None = None) -> Views:
        """The live views, never stale; or the views at a position, as they were. Raises NoSuchPartnership."""
        folded = await self._fresh(partnership)
        if at is None or at >= folded.position:
            return folded.shown(self.now(), live=at is None)
        past = await self._past_views(partnership, max(at, 1))
        return past.shown(past.when or self.now(), live=False)

    async def history(self, partnership: str, after: int, upto: int | None = None) -> list[Recorded]:
        """The events after a position, up to another one, oldest first; without those that cannot be read."""

        def read() -> list[Recorded]:
            return [
                one for chunk in self.log.read_states(partnership, after, upto) for one in readable(chunk)
            ]

        return await self._read(read)

    async def _fresh(self, partnership: str) -> Folded:
        folded = self.live.get(partnership) or await self._loaded(partnership)
        if not self.log.sole_writer:
            # Another process may have written since: the primary knows, and a page is never stale.
            await self._catch_up(folded)
            folded = self.live.get(partnership) or await self._loaded(partnership)
        if folded.position == 0:
            raise NoSuchPartnership(partnership)
        return folded

    async def _loaded(self, partnership: str) -> Folded:
        """Load once, however many pages wait for it, and fold what was kept in the meantime."""
        task = self._loading.get(partnership)
        if task is None:
            task = self._loading[partnership] = asyncio.create_task(self._load_views(partnership))
            task.add_done_callback(lambda _: self._is_loaded(partnership))
        return await asyncio.shield(task)

    def _is_loaded(self, partnership: str) -> None:
        self._loading.pop(partnership, None)
        self._kept_meanwhile.pop(partnership, None)

    async def _load_views(self, partnership: str) -> Folded:
        folded = await self._read(self.live.load, partnership)
        while (upto := await self._newest(partnership)) > folded.position:
            await self._read(self.live.go_on, folded, upto)
        return self.live.put(folded) if folded.position else folded

    async def _newest(self, partnership: str) -> int:
        """Where a partnership stands; a commit that was told while its head was looked up counts too."""
        head = await self._read(self.log.head, partnership)
        return max(head.position, self._kept_meanwhile.get(partnership, 0))

    async def _past_views(self, partnership: str, at: int) -> Folded:
        past = self._past.get((partnership, at))
        if past is None:
            past = await self._read(self.live.at, partnership, at)
            self._past[partnership, at] = past
            if len(self._past) > PAST_VIEWS_KEPT:
                self._past.popitem(last=False)
        return past

    async def _load_state(self, partnership: str) -> Live[Partnership]:
        def load() -> Live[Partnership]:
            head = self.log.head(partnership)
            found = self.snapshots.newest(partnership, RULES.name, head.position)
            position, state = found or (0, decider.empty())
            live: Live[Partnership] = Live(state, position, state.recorded_at)
            for chunk in self.log.read_states(partnership, position, head.position):
                for entry in map(decode, chunk):
                    live.state = decider.evolve(live.state, entry)
                    live.position, live.recorded_at = entry.header.position, entry.header.recorded_at
            if live.position - position >= self.snapshots.every:
                self._store_state(partnership, live)
            return live

        return await self._read(load)

    def _settled(self, partnership: str, live: Live[Partnership], before: int) -> None:
        """The rules' state is as it was kept: store it every so often, for the next start."""
        if live.position // self.snapshots.every > before // self.snapshots.every:
            self._store_state(partnership, live)

    def _store_state(self, partnership: str, live: Live[Partnership]) -> None:
        content = {RULES.name: msgspec.msgpack.encode(live.state)}
        self.snapshots.keep_later(partnership, live.position, content, for_replay=False)

    async def _catch_up(self, folded: Here) -> None:
        """Fold what is kept but was not folded here: another process's, or after a lost connection."""
        head = await self._read(self.log.head, folded.partnership)
        if (after := folded.position) < head.position:
            missing = await self.history(folded.partnership, after, head.position)
            if len(missing) < head.position - after:
                # Something cannot be read: loading parks the views that need it.
                self.live.forget(folded)
            if missing:
                self._committed(folded.partnership, missing)

    def _unsure(self, partnership: str) -> None:
        """Something went wrong around a commit: look soon whether there is more than was folded."""
        folded = self.live.get(partnership)
        if folded:
            task = asyncio.get_running_loop().create_task(self._catch_up(folded))
            self._catching_up.add(task)
            task.add_done_callback(self._catching_up.discard)

    def _committed(self, partnership: str, recorded: list[Recorded]) -> None:
        self.live.committed(partnership, recorded)
        if partnership in self._loading:
            self._kept_meanwhile[partnership] = recorded[-1].header.position
        for told in self._told:
            told(partnership, recorded)

    async def _read(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do something in a thread that waits for the database."""
        done = asyncio.get_running_loop().run_in_executor(None, work, *arguments)
        return await self.writer.patience.wait(done)

    async def _keep(self, work: Callable[[], Awaitable[None]], rest: Callable[[], Awaitable[None]]) -> None:
        """Do a piece of work again and again; a failure is told and does not end it."""
        while True:
            try:
                await work()
            except Exception:
                logger.exception("background work failed", extra={"work": getattr(work, "__name__", "")})
            await rest()

    async def _tick(self) -> None:
        """What time brings: a clock that may be back, and whatever is due."""
        if self.writer.clock.jumped:
            await self.writer.look_at_clock()
        await self.due.do()


def envelope(act: Act, role: str | None) -> Envelope:
    """What of an act is kept with its events. An import's acts carry the time they happened."""
    told_later = act.recorded_by is not None or act.told_by is not None
    return Envelope(
        person=act.person,
        on_behalf_of=None if act.partner in (None, act.person) else act.partner,
        role=role,
        occurred_at=act.at if told_later else None,
        recorded_by=act.recorded_by,
        told_by=act.told_by,
    )


def placed(act: Act, recorded_at: datetime) -> Act:
    """The act at the time it counts for: when it is recorded, unless it was told later.

    The clock's acts count for their own time at least: our estimate of the database's clock can go back
    by the length of a commit, and "not yet" would be the last word on something that is due once.
    """
    if act.recorded_by is not None or act.told_by is not None:
        return act
    if act.clock:
        return msgspec.structs.replace(act, at=max(act.at, recorded_at))
    return msgspec.structs.replace(act, at=recorded_at)
