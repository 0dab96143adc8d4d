"""Doing what falls due: once, whichever process gets to it first, and however often.

No process reserves anything. The id of the command is made of what is due, so whoever comes second finds
the command known. A rule stays quiet when the time was moved meanwhile.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from events.log.clock import DatabaseClock
from events.log.failing import reached
from events.log.log import Log
from events.log.records import Due
from events.log.scheduler import command_id
from workspace.acts import Act
from workspace.commands import Command
from workspace.scheduled import command_for

logger = logging.getLogger(__name__)

CLOCK = "clock"
"""The person of acts that the scheduler does."""

Submit = Callable[[str, Command, Act], Awaitable[object]]


class DueWork:
    """Hands what the clock must do to the rules."""

    def __init__(
        self, log: Log, clock: DatabaseClock, *, read: Callable[..., Awaitable[Any]], submit: Submit
    ) -> None:
        self._log, self._clock, self._read, self._submit = log, clock, read, submit

    async def do(self) -> None:
        """Do what is due now. What cannot be done holds nothing else up, and stays due."""
        for item in await self._read(self._log.due, self._clock.now()):
            try:
                await self._do(item)
            except Exception:
                logger.exception("not done", extra={"kind": item.kind, "partnership": item.partnership})

    async def _do(self, item: Due) -> None:
        act = Act(command=command_id(item), person=CLOCK, at=item.at, clock=True)
        await self._submit(item.partnership, command_for(item.kind, item.ref), act)
        reached("due done")
        await self._read(self._log.remove_due, [item])
