"""What stands before several servers: every new connection goes to the next one that answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Front:
    """One address for servers on ports of this machine. `went_to`: how many connections each was given."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.went_to: dict[int, int] = {}
        self._turn = 0
        self._pumps: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where people come in."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def open(self) -> None:
        """Begin to let people in."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0)

    async def close(self) -> None:
        """Hang up on everybody."""
        assert self._server is not None
        self._server.close()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in self.ports:
            self._turn += 1
            port = self.ports[self._turn % len(self.ports)]
            with suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", port)
                self.went_to[port] = self.went_to.get(port, 0) + 1
                self._pump(reader, there[1])
                self._pump(there[0], writer)
                return
        writer.close()

    def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pump = asyncio.create_task(passed_on(reader, writer))
        self._pumps.add(pump)
        pump.add_done_callback(self._pumps.discard)


async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Everything that one side says, until it has nothing more to say."""
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def fronted() -> AsyncIterator[Front]:
    """Such an address, for as long as the block lasts."""
    front = Front()
    await front.open()
    try:
        yield front
    finally:
        await front.close()
