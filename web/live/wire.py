"""The connection of a socket, so that a text for a thousand pages is put into bytes once.

The server's way of sending encodes each message for each socket and wakes a task for it. Sockets under
uvicorn's own protocol without compression need neither: the bytes of a text message are the same for all
of them and go straight to the transport. Anything else is sent to as the ASGI standard has it.
"""

import sys
from asyncio import Transport
from contextlib import suppress
from functools import lru_cache
from typing import Any

from litestar.types import Scope, Send
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode

if sys.platform == "linux":
    from fcntl import ioctl
    from termios import TIOCOUTQ
else:
    ioctl, TIOCOUTQ = None, 0

FRAMES_KEPT = 16


@lru_cache(FRAMES_KEPT)
def as_bytes(text: str) -> bytes:
    """A text message as it travels from a server."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class Wire:
    """Where the bytes of one socket go. `written` counts all of them."""

    __slots__ = ("_protocol", "send", "written")

    def __init__(self, protocol: WebSocketsSansIOProtocol) -> None:
        self._protocol = protocol
        self.written = 0
        self.send: Send = protocol.send  # type: ignore[assignment]

    @property
    def _transport(self) -> Transport:
        return self._protocol.transport

    @property
    def open(self) -> bool:
        """Whether messages may be sent: after the handshake and before any closing."""
        protocol = self._protocol
        return protocol.handshake_complete and not protocol.close_sent and not self._transport.is_closing()

    @property
    def behind(self) -> int:
        """How many bytes wait because the other side does not read them."""
        return self._transport.get_write_buffer_size()

    @property
    def unread(self) -> int:
        """The same with what the system holds, as far as it tells: what the other side has not taken."""
        return self.behind + held_by_system(self._transport)

    def write(self, data: bytes) -> None:
        """Send the bytes of a whole message."""
        self.written += len(data)
        self._transport.write(data)

    def abort(self) -> None:
        """End the connection without waiting for what is not read."""
        self._transport.abort()


def held_by_system(transport: Transport) -> int:
    """How many bytes the system has taken over and the other side has not; 0 where it does not tell."""
    connection = transport.get_extra_info("socket")
    if ioctl is None or connection is None or connection.fileno() < 0:
        return 0
    with suppress(OSError):
        return int.from_bytes(ioctl(connection.fileno(), TIOCOUTQ, bytes(4)), sys.byteorder)
    return 0


def wire_of(scope: Scope) -> Wire | None:
    """The connection of a socket, if it can be written to directly."""
    send: Any = scope["state"].get(WIRE)
    protocol = getattr(send, "__self__", None)
    if isinstance(protocol, WebSocketsSansIOProtocol) and not protocol.conn.extensions:
        return Wire(protocol)
    return None


WIRE = "wire"
"""Where the front leaves the server's own way of sending in the state of a socket's scope."""
