"""What a window says over a line of its own, taken in no faster than may be said."""

import asyncio
import logging
from collections import deque

from web.drafting.doors import Pace
from web.drafting.gate import LARGEST_RETURN
from web.drafting.line import Line
from web.drafting.peer import COME_BACK, TOO_LONG, Peer
from web.drafting.protocol import is_update
from web.drafting.room import Room

logger = logging.getLogger(__name__)

LARGEST_MESSAGE = 80 * 1024
LARGEST_NEWS = LARGEST_RETURN + 16
"""Bytes of a message that says what changed."""


def take_in(room: Room, peer: Peer, data: bytes) -> None:
    """Hand a message to the room."""
    if len(data) > (LARGEST_NEWS if is_update(data) else LARGEST_MESSAGE):
        peer.close(TOO_LONG, "The message is too large.")
    else:
        room.said(peer, data)


class Ear:
    """Between a line and a room: while a window may not say more, what it said waits and nothing is read."""

    def __init__(self, room: Room, peer: Peer, line: Line) -> None:
        self._room, self._peer, self._line = room, peer, line
        self._pace = Pace()
        self._said = deque[bytes]()
        self._pausing = self._resting = False
        peer.when_calm = self._go_on

    def hear(self, messages: list[bytes]) -> None:
        """Take in what was said."""
        self._said.extend(messages)
        self._go_on()

    def _go_on(self) -> None:
        try:
            self._take_in()
        except Exception:
            logger.exception("a window on a draft failed")
            self._peer.close(COME_BACK, "Something went wrong here. Nothing is lost.")
        if bool(self._said) != self._resting:
            self._resting = bool(self._said)
            self._line.rest() if self._resting else self._line.go_on()

    def _take_in(self) -> None:
        said, peer = self._said, self._peer
        while said and peer.is_calm and not self._pausing:
            if peer.closing is not None:
                said.clear()
                return
            data = said.popleft()
            take_in(self._room, peer, data)
            if not is_update(data) and (wait := self._pace.wait()):
                self._pausing = True
                asyncio.get_running_loop().call_later(wait, self._pause_is_over)

    def _pause_is_over(self) -> None:
        self._pausing = False
        self._go_on()
