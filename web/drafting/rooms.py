"""All rooms of this process: opened with the first window, closed when they have rested after the last."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import TypeVar

from events.log.drafts import KeyReplaced
from web.drafting.closing import finish, put_on_record
from web.drafting.doors import Doors
from web.drafting.keeping import Keeping
from web.drafting.room import TRIES, Frozen, Room
from web.drafting.since import ClosedMeanwhile
from web.drafting.stories import Stories, Story
from web.engine import Engine

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.2
"""Seconds between two looks at what other processes wrote; their word, if it comes, is quicker."""
LOOKS_AT_ONCE = 4
CARE_EVERY = 5.0
MOST_STEPS = 1_000
REST = 600.0
"""A draft is closed up to now after so many steps, or after so many seconds in which nobody wrote."""

Place = tuple[str, str]
Found = TypeVar("Found")


class Rooms:
    """Rooms by partnership and draft."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rooms: dict[Place, Room] = {}
        self._opening: dict[Place, asyncio.Task[Room]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.rest = REST
        self.now: Callable[[], datetime] = engine.writer.clock.now
        self.doors = Doors()
        self._stories = Stories()
        self._looks = asyncio.Semaphore(LOOKS_AT_ONCE)

    async def start(self) -> None:
        """Look after drafts that somebody left open, and follow other processes."""
        self._tasks = [asyncio.create_task(self._keep_caring(), name="drafts that rest")]
        if not self._engine.log.sole_writer:
            self._tasks.append(asyncio.create_task(self._follow(), name="drafts of others"))

    @property
    def queued(self) -> int:
        """How many updates wait to be kept, in all rooms."""
        return sum(room.queued for room in self._rooms.values())

    async def room(self, partnership: str, draft: str) -> Room:
        """The room of a draft, which is brought up to date first."""
        place = (partnership, draft)
        room = self._rooms.get(place)
        if room is None or room.given_up:
            return await self._opened(place)
        if not self._engine.log.sole_writer:
            await room.catch_up()
        return room

    async def story(self, partnership: str, draft: str) -> Story:
        """How a draft came about. No room is opened for it."""
        keeping = await self._keeping(partnership, draft)
        try:
            return await asyncio.to_thread(self._stories.story, keeping)
        except ClosedMeanwhile:
            await self.room(partnership, draft)  # It begins anew there, if it can.
            return await asyncio.to_thread(self._stories.story, keeping)

    async def close_up(self, room: Room) -> Frozen | None:
        """Close a draft up to now, and have the partnership's record say so. Doing it again does no harm.

        Gives back what it said then, whatever was written since; None where it could not be closed now.
        """
        frozen = await self._closed_up(room)
        if frozen and frozen.since > 1:
            await put_on_record(self._engine, room.keeping, frozen.since)
        return frozen

    async def _closed_up(self, room: Room) -> Frozen | None:
        """What it says once it is closed, by this process or by another that wanted the same just now."""
        for _ in range(TRIES):
            with contextlib.suppress(KeyReplaced, ClosedMeanwhile):
                return await room.close_up_to_now()
        logger.info("a draft is written in elsewhere and is closed later")
        return None

    async def close(self) -> None:
        """The server goes down."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(room.close() for room in self._rooms.values()), return_exceptions=True)
        self._rooms.clear()

    async def _opened(self, place: Place) -> Room:
        """Open it once, however many windows wait for it."""
        task = self._opening.get(place)
        if task is None:
            task = self._opening[place] = asyncio.create_task(self._open(place))
            task.add_done_callback(lambda _: self._opening.pop(place, None))
        return await asyncio.shield(task)

    async def _open(self, place: Place) -> Room:
        old = self._rooms.pop(place, None)
        if old is not None:
            await old.close()
        keeping = await self._keeping(*place)
        room = Room(keeping, asyncio.to_thread, self.now)
        await room.open()
        self._rooms[place] = room
        return room

    async def _keeping(self, partnership: str, draft: str) -> Keeping:
        views = await self._engine.views(partnership)
        found = views.charter.drafts.get(draft)
        language = found.language if found else ""
        return Keeping(self._engine.log.drafts, self._engine.keys, partnership, draft, language)

    async def _keep_caring(self) -> None:
        """Finish what a restart broke off; then, every few seconds, close what has rested or grown."""
        streams = self._engine.log.drafts
        for partnership, draft, since in await self._found(streams.closed):
            keeping = Keeping(streams, self._engine.keys, partnership, draft)
            await self._gently(finish, self._engine, keeping, since)
        for partnership, draft in await self._found(streams.waiting):
            await self._gently(self.room, partnership, draft)
        while True:
            await asyncio.sleep(CARE_EVERY)
            await self._gently(asyncio.to_thread, self._stories.drop_closed, streams)
            for room in list(self._rooms.values()):
                await self._gently(self.care, room)

    async def _found(self, look: Callable[[], list[Found]]) -> list[Found]:
        """What a look at all drafts finds; nothing, if it fails."""
        try:
            return await asyncio.to_thread(look)
        except Exception:
            logger.exception("the drafts that were left could not be found")
            return []

    async def care(self, room: Room) -> None:
        """Close a draft up to now if it is time for it, and the room if nobody needs it."""
        place = (room.keeping.partnership, room.keeping.draft)
        resting = monotonic() - room.changed_at >= self.rest
        if room.given_up:
            if self._rooms.get(place) is room and place not in self._opening:
                del self._rooms[place]
                await room.close()
        elif room.open_steps >= MOST_STEPS or (resting and room.open_steps):
            await self.close_up(room)
        elif not room.is_busy and not room.open_steps and self._rooms.get(place) is room:
            del self._rooms[place]
            await room.close()

    async def _gently(self, work: Callable[..., Awaitable[object]], *arguments: object) -> None:
        """Do a piece of work; a failure is told and ends nothing."""
        try:
            await work(*arguments)
        except Exception:
            logger.exception("a draft could not be looked after")

    async def _follow(self) -> None:
        """Take in what other processes wrote to the drafts that are open here."""
        woken = asyncio.Event()
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        follower = self._engine.log.follow(wake, own=False)
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await woken.wait()
                woken.clear()
                await asyncio.gather(*map(self._look, self._rooms.values()))
        finally:
            follower.close()

    async def _look(self, room: Room) -> None:
        """A few at once, and no room waits for another that takes its time."""
        try:
            async with self._looks:
                if not room.is_changing:
                    await room.catch_up()
        except Exception:
            logger.exception("a draft could not be followed", extra={"draft": room.keeping.draft})
            room.give_up("It could not be read just now. Nothing is lost.")
