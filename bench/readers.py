"""Many open pages in one process, as cheap as can be, so that what is measured is the server."""

from __future__ import annotations

import base64
import os
import select
import socket
from time import monotonic

BATCH = 50
PATIENCE = 30.0


class Reader:
    """One web socket: the handshake, then frames until they are asked for no more."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
        )
        self.socket.sendall(head.encode())
        self.buffer = b""

    def accepted(self) -> Reader:
        """Wait for the server's answer to the handshake."""
        while b"\r\n\r\n" not in self.buffer:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError(f"the server closed: {self.buffer[:200]!r}")
            self.buffer += more
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n")[0] + b" ":
            raise ConnectionError(head.decode("latin-1"))
        self.socket.setblocking(False)
        return self

    def frames(self) -> list[bytes]:
        """The text messages that have arrived whole."""
        try:
            self.buffer += self.socket.recv(262144)
        except BlockingIOError:
            return []
        found = []
        while (cut := frame_at(self.buffer)) is not None:
            kind, start, end = cut
            if kind == 8:
                raise ConnectionError(f"closed with {int.from_bytes(self.buffer[start : start + 2], 'big')}")
            if kind == 1:
                found.append(self.buffer[start:end])
            self.buffer = self.buffer[end:]
        return found


def frame_at(buffer: bytes) -> tuple[int, int, int] | None:
    """Kind, start and end of the first frame, if it is all there. A server's frames are not masked."""
    if len(buffer) < 2:
        return None
    size, start = buffer[1] & 0x7F, 2
    if size == 126:
        size, start = int.from_bytes(buffer[2:4], "big"), 4
    elif size == 127:
        size, start = int.from_bytes(buffer[2:10], "big"), 10
    end = start + size
    return (buffer[0] & 0x0F, start, end) if len(buffer) >= end and size >= 0 else None


class Readers:
    """A crowd of open pages."""

    def __init__(self) -> None:
        self.readers: dict[int, Reader] = {}
        self._poll = select.epoll()

    def open(self, port: int, path: str, cookies: list[str]) -> None:
        """Open a page for each cookie, some at a time."""
        for start in range(0, len(cookies), BATCH):
            batch = [Reader(port, path, cookie) for cookie in cookies[start : start + BATCH]]
            for reader in batch:
                reader.accepted()
                self.readers[reader.socket.fileno()] = reader
                self._poll.register(reader.socket.fileno(), select.EPOLLIN)

    def until_all(self, wanted: bytes) -> float:
        """Wait until every page has had a message with `wanted` in it; when the last one had."""
        missing, last = set(self.readers), monotonic()
        until = last + PATIENCE
        while missing:
            for number, _ in self._poll.poll(1.0):
                if any(wanted in frame for frame in self.readers[number].frames()):
                    missing.discard(number)
                    last = monotonic()
            if monotonic() > until:
                raise TimeoutError(f"{len(missing)} of {len(self.readers)} pages were not told")
        return last

    def close(self) -> None:
        """Hang up."""
        self._poll.close()
        for reader in self.readers.values():
            reader.socket.close()
        self.readers.clear()
