"""The connection of a window, so that what many windows write and hear does not pass through a task for each.

The server's own way hands over one message at a time and reads on when that is done. Whole binary messages,
which are all that a window says, are taken out of the stream here, many at once; bytes for everybody are put
into a frame once and go straight to the transport. Everything else is left to the server's protocol: signs of
life, closing, and whoever sends messages in parts or as text is served in the ordinary way from then on.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar.types import Scope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode, apply_mask  # type: ignore[attr-defined]

from web.live.wire import WIRE

WHOLE, CONTROL = 0x82, (0x88, 0x89, 0x8A)
"""First bytes of frames: a whole binary message; closing, ping and pong."""
MASKED, MASK = 0x80, 4
LARGEST = 1_000_000
"""Bytes of a message; the server refuses what is larger."""

Heard = Callable[[list[bytes]], None]


def framed(message: bytes) -> bytes:
    """A message as it travels from a server."""
    size = len(message)
    if size < 126:
        return bytes((WHOLE, size)) + message
    return Frame(Opcode.BINARY, message).serialize(mask=False)


class Line(asyncio.Protocol):
    """Stands before the server's protocol of one socket. `heard` is given messages once it listens."""

    def __init__(self, server: WebSocketsSansIOProtocol) -> None:
        self._server, self._transport = server, server.transport
        self._heard: Heard | None = None
        self._freed: Callable[[], None] | None = None
        self._rest = b""
        self._left_to_server = self._lost = False
        self._write = self._transport.write
        self.is_full = False
        """Whether so much waits to be read by the other side that nothing more should be written."""
        self._transport.pause_reading()
        self._transport.set_protocol(self)

    def listen(self, heard: Heard, freed: Callable[[], None]) -> None:
        """From now on hear what comes, and that the other side has read."""
        self._heard, self._freed = heard, freed
        self._transport.resume_reading()
        if self._rest:
            self.data_received(b"")

    def give_back(self) -> None:
        """Leave all that comes from now on to the server."""
        if not self._left_to_server:
            self._leave_to_server(self._rest)
            self.go_on()

    def write(self, data: bytes) -> None:
        """Send the bytes of whole frames."""
        if not (self._lost or self._server.close_sent):
            self._write(data)

    def rest(self) -> None:
        """Hear nothing for a while."""
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def go_on(self) -> None:
        """Hear again."""
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def abort(self) -> None:
        """Hang up without waiting for what is not read."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take whole messages out of what came."""
        if self._left_to_server:
            self._server.data_received(data)
        elif self._heard is None:
            self._rest += data
        else:
            messages = self._taken_from(self._rest + data if self._rest else data)
            if messages:
                self._heard(messages)

    def _taken_from(self, data: bytes) -> list[bytes]:
        messages, at, end = list[bytes](), 0, len(data)
        while end - at >= 2:
            first, size, begin = data[at], data[at + 1], at + 2
            if size >= MASKED + 126:
                wide = 2 if size == MASKED + 126 else 8
                if end - begin < wide:
                    break
                size, begin = int.from_bytes(data[begin : begin + wide], "big"), begin + wide
            else:
                size -= MASKED
            until = begin + MASK + size
            if (first != WHOLE and first not in CONTROL) or not 0 <= size <= LARGEST:
                self._leave_to_server(data[at:])
                return messages
            if until > end:
                break
            if first == WHOLE:
                messages.append(apply_mask(data[begin + MASK : until], data[begin : begin + MASK]))
            else:
                self._server.data_received(data[at:until])
            at = until
        self._rest = data[at:]
        return messages

    def _leave_to_server(self, data: bytes) -> None:
        self._left_to_server, self._rest = True, b""
        self._server.data_received(data)

    def pause_writing(self) -> None:
        """The other side does not read what is there already."""
        self.is_full = True
        self._server.pause_writing()

    def resume_writing(self) -> None:
        """It has read."""
        self.is_full = False
        self._server.resume_writing()
        if self._freed is not None:
            self._freed()

    def eof_received(self) -> None:
        """The other side says nothing more."""
        self._server.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._lost = True
        self._server.connection_lost(exc)


def line_of(scope: Scope) -> Line | None:
    """The connection of a socket that is not accepted yet, if it is the server's own and was quiet so far."""
    send: Any = scope["state"].get(WIRE)
    server = getattr(send, "__self__", None)
    if not isinstance(server, WebSocketsSansIOProtocol) or server.conn.extensions:
        return None
    if server.handshake_complete or server.conn.reader.buffer:
        return None
    return Line(server)
