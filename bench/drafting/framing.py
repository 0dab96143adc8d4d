"""Messages of the Yjs protocols in web socket frames, as bytes; Hocuspocus puts the document's name first."""

from __future__ import annotations

import os
from collections.abc import Iterator

from web.drafting import protocol
from web.drafting.encoding import Reader, with_length

DOCUMENT = "everyseat"
BINARY, CLOSE = 2, 8
MASK = 4
HOCUSPOCUS_AUTH, TOKEN = b"\x02", b"\x00"


class Speech:
    """How one kind of server wants to be spoken to."""

    def __init__(self, name: str = "") -> None:
        self.name = with_length(name.encode()) if name else b""

    def hello(self) -> bytes:
        """What a client says first: its token where one is wanted, and that it has nothing."""
        token = frame(self.name + HOCUSPOCUS_AUTH + TOKEN + with_length(b"token")) if self.name else b""
        return token + self._frame(protocol.ask(b"\x00")) + self._frame(protocol.answer(b"\x00\x00"))

    def ask(self) -> bytes:
        """Ask for everything."""
        return self._frame(protocol.ask(b"\x00"))

    def news(self, update: bytes) -> bytes:
        """Tell an update."""
        return self._frame(protocol.news(update))

    def _frame(self, message: bytes) -> bytes:
        return frame(self.name + message)

    def updates(self, stream: bytes) -> Iterator[bytes]:
        """The updates in what a server sent."""
        for message in messages(stream):
            reader = Reader(message, len(self.name))
            # Hocuspocus says with 4 that it answers what was asked.
            if reader.number() in (protocol.SYNC, 4) and reader.number() != protocol.STEP_1:
                yield reader.bytes()


def frame(message: bytes, first: int = 0x82) -> bytes:
    """A message as a browser sends it: in one frame, masked. `first` says of which kind."""
    mask, size = os.urandom(MASK), len(message)
    repeated = (mask * (size // MASK + 1))[:size]
    masked = (int.from_bytes(message, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
    if size < 126:
        head = bytes((first, 0x80 | size))
    elif size < 1 << 16:
        head = bytes((first, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, 0x80 | 127)) + size.to_bytes(8, "big")
    return head + mask + masked


def messages(stream: bytes) -> Iterator[bytes]:
    """The binary messages in what a server sent. Raises ConnectionError where it hung up."""
    at = 0
    while at < len(stream):
        size, begin = stream[at + 1] & 0x7F, at + 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size, begin = int.from_bytes(stream[begin : begin + wide], "big"), begin + wide
        kind, at = stream[at] & 0x0F, begin + size
        if kind == CLOSE:
            raise ConnectionError(f"the server closed: {stream[begin:at]!r}")
        if kind == BINARY:
            yield stream[begin:at]
