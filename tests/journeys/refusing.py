"""A proxy as some hospitals have it: pages pass, a socket is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Refusing:
    """Forwards each request on a connection of its own, but for upgrades; counts those."""

    def __init__(self, behind: str) -> None:
        self._there = urlsplit(behind)
        self.refused = 0
        self.port = 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            if b"upgrade: websocket" in head.lower():
                self.refused += 1
                writer.write(REFUSED)
            else:
                await self._forward(head, reader, writer)
            await writer.drain()
        writer.close()

    async def _forward(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(self._there.hostname, self._there.port)
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        there[1].write(b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]))
        sending = asyncio.create_task(pump(reader, there[1]))
        await pump(there[0], writer)
        sending.cancel()
        there[1].close()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on what comes, as it comes."""
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def refusing(behind: str) -> AsyncIterator[Refusing]:
    """The proxy, listening on a free port."""
    proxy = Refusing(behind)
    server = await asyncio.start_server(proxy.answer, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
