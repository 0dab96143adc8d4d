"""Noticing what other processes have appended to the partnerships in use here.

A word from the database wakes us at once. It may be lost, and whoever gives it may be gone: so we also
look every so often by ourselves. Either way what is looked at is the log, never the word.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from events.log.log import Head, Log

EVERY = 0.2
"""Seconds between two looks when no word comes."""

Read = Callable[..., Awaitable[Mapping[str, Head]]]


class Here(Protocol):
    """What is held of a partnership here, and how far it has been folded."""

    partnership: str
    position: int


class Following:
    """Looks whether the partnerships in use have moved on; `behind` brings one of them up to date."""

    def __init__(
        self,
        log: Log,
        *,
        read: Read,
        held: Callable[[], Iterable[Here]],
        behind: Callable[[Here], Awaitable[None]],
    ) -> None:
        self._log, self._read, self._held, self._behind = log, read, held, behind
        self._woken = asyncio.Event()

    async def listen(self) -> None:
        """Be woken by other processes from now on, until cancelled; what can fail is for `look` to find."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with suppress(RuntimeError):  # The loop has ended meanwhile.
                loop.call_soon_threadsafe(self._woken.set)

        follower = self._log.follow(wake, own=False)
        try:
            await loop.create_future()
        finally:
            follower.close()

    async def rest(self) -> None:
        """Until another process says that it has appended, or for as long as looks are apart."""
        try:
            # Not wait_for: before Python 3.12 it forgets that it was cancelled when the word comes just then.
            async with asyncio.timeout(EVERY):
                await self._woken.wait()
        except TimeoutError:
            return

    async def look(self) -> None:
        """Compare heads, and bring up to date what is behind."""
        self._woken.clear()
        held = {one.partnership: one for one in self._held()}
        if not held:
            return
        heads = await self._read(self._log.heads, list(held))
        for partnership, one in held.items():
            head = heads.get(partnership)
            if head and head.position > one.position:
                await self._behind(one)
