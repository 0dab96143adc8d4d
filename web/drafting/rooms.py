"""All rooms of this process: opened with the first window, closed some time after the last one."""

import asyncio
import contextlib
import logging

from web.drafting.keeping import Keeping
from web.drafting.room import Room
from web.engine import Engine

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.2
"""Seconds between two looks at what other processes wrote; their word, if it comes, is quicker."""

Place = tuple[str, str]


class Rooms:
    """Rooms by partnership and draft."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rooms: dict[Place, Room] = {}
        self._opening: dict[Place, asyncio.Task[Room]] = {}
        self._following: asyncio.Task[None] | None = None

    async def room(self, partnership: str, draft: str) -> Room:
        """The room of a draft, which is brought up to date first."""
        place = (partnership, draft)
        room = self._rooms.get(place)
        if room is None or room.given_up:
            return await self._opened(place)
        if not self._engine.log.sole_writer:
            await room.catch_up()
        return room

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
        keeping = Keeping(self._engine.log.drafts, self._engine.keys, *place)
        room = Room(keeping, asyncio.to_thread, self._engine.writer.clock.now)
        await room.open()
        self._rooms[place] = room
        if self._following is None and not self._engine.log.sole_writer:
            self._following = asyncio.create_task(self._follow(), name="drafts of others")
        return room

    async def leave(self, room: Room) -> None:
        """A window is gone; the room goes with the last one."""
        if room.peers:
            return
        place = (room.keeping.partnership, room.keeping.draft)
        if self._rooms.get(place) is room:
            del self._rooms[place]
        await room.close()

    async def close(self) -> None:
        """The server goes down."""
        if self._following is not None:
            self._following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._following
        for room in list(self._rooms.values()):
            await room.close()
        self._rooms.clear()

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
                    await asyncio.wait_for(woken.wait(), LOOK_EVERY)
                woken.clear()
                for room in list(self._rooms.values()):
                    await self._look(room)
        finally:
            follower.close()

    async def _look(self, room: Room) -> None:
        try:
            await room.catch_up()
        except Exception:
            logger.exception("a draft could not be followed", extra={"draft": room.keeping.draft})
            room.give_up("It could not be read just now. Nothing is lost.")
