"""Many clients in one process, as cheap as can be: they send what was recorded and only look for marks.

What arrives is kept as it is and read when the clock has stopped: then every client's text is compared.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from contextlib import suppress
from time import perf_counter

from bench.drafting.framing import frame
from bench.drafting.recording import BEGUN, DONE, Recording, read
from bench.drafting.servers import Served
from bench.readers import Reader
from web.drafting.encoding import number as as_number
from web.drafting.updates import read_update

PATIENCE = 60.0
TAKEN = 1 << 18
LONGEST_MARK = 16
PINGS = (4, 12)
"""Bytes in the signs of life of uvicorn and of crossws. They come alone; an answer too many does no harm."""


class Client:
    """One socket. `came` is everything that the server has said."""

    def __init__(self, reader: Reader) -> None:
        self.socket = reader.socket
        self.came = bytearray(reader.buffer)
        self.to_send = memoryview(b"")
        self.expects: dict[int, bytes] = {}
        """Updates that were sent to it and have not come: which, and the bytes that it is known by."""

    def take(self) -> int:
        """Take what has just come; where a mark in it could begin."""
        before = len(self.came)
        with suppress(BlockingIOError):
            data = self.socket.recv(TAKEN)
            if not data:
                raise ConnectionError(f"the server hung up: {bytes(self.came[-200:])!r}")
            self.came += data
            for size in PINGS:
                if data[-size - 2 : -size] == bytes((0x89, size)):
                    self.socket.send(frame(data[-size:], 0x8A))
        return before

    def marks(self, mark: bytes, since: int) -> int:
        """How often a mark has come whole since then."""
        return self.came.count(mark, max(0, since - len(mark) + 1))

    def send(self) -> bool:
        """Send what the network takes; whether all of it is gone."""
        with suppress(BlockingIOError):
            self.to_send = self.to_send[self.socket.send(self.to_send) :]
        return not self.to_send


class Crowd:
    """So many clients at a fresh text of a server; all have its beginning."""

    def __init__(self, server: Served, recording: Recording) -> None:
        self._server, self._recording = server, recording
        self._path, self._speech = server.next_text()
        self._poll = select.epoll()
        self._sent = 0
        self.clients: dict[int, Client] = {}
        for number in range(len(recording.updates)):
            self._join(server.cookie(number))
        self._everybody = list(self.clients.values())
        self._everybody[0].to_send = memoryview(self._speech.news(recording.begun))
        self._until_all_have(BEGUN, 1, self._everybody[:1])

    def blast(self) -> float:
        """Everybody sends everything as fast as they can; the seconds until everybody has everything."""
        for client, updates in zip(self._everybody, self._recording.updates, strict=True):
            client.to_send = memoryview(b"".join(map(self._speech.news, updates)))
        began = perf_counter()
        return self._until_all_have(DONE, len(self._everybody), self._everybody) - began

    def paced(self, each_second: int, seconds: float) -> list[float]:
        """Somebody sends an update every so often; the seconds until each of the others had each."""
        planned, gone, times = self._planned(int(each_second * seconds)), list[float](), list[float]()
        self._sent += len(planned)
        began = perf_counter()
        until = began + seconds + PATIENCE
        while len(gone) < len(planned) or any(client.expects for client in self._everybody):
            now = perf_counter()
            if now > until:
                raise TimeoutError("not every update came to everybody")
            if len(gone) < len(planned) and now >= began + len(gone) / each_second:
                gone.append(self._send(len(gone), *planned[len(gone)]))
            rest = began + len(gone) / each_second - perf_counter() if len(gone) < len(planned) else 0.1
            for number, _ in self._poll.poll(max(0.0, rest)):
                times += self._arrived(self.clients[number], gone)
        return times

    def verify(self) -> None:
        """Everybody reads the same, and so does who comes in now. Raises AssertionError."""
        own = dict(zip(self._everybody, self._recording.updates, strict=True))
        self._join(self._server.cookie(0))
        late = list(self.clients.values())[-1]
        wanted = self._recording.text
        self._until_all_have(DONE, len(own), [], [late])
        told: dict[bytes, str] = {}
        for client in [*self._everybody, late]:
            came = bytes(client.came)
            if came not in told:
                told[came] = read([*self._speech.updates(came), *own.get(client, ())])
            assert told[came] == wanted, f"{len(told[came])} of {len(wanted)} characters"

    def close(self) -> None:
        """Everybody leaves."""
        self._poll.close()
        for client in self.clients.values():
            client.socket.close()

    def _join(self, cookie: str) -> None:
        client = Client(Reader(self._server.port, self._path, cookie).accepted())
        self.clients[client.socket.fileno()] = client
        client.socket.setblocking(True)
        client.socket.sendall(self._speech.hello())
        client.socket.setblocking(False)
        self._poll.register(client.socket.fileno(), select.EPOLLIN)

    def _until_all_have(
        self, mark: str, count: int, senders: Sequence[Client], readers: Sequence[Client] = ()
    ) -> float:
        """Send, until every reader has met the mark so many times; when the last one had."""
        missing = dict.fromkeys(readers or self._everybody, count)
        for client in senders:
            self._poll.modify(client.socket.fileno(), select.EPOLLIN | select.EPOLLOUT)
        until, last = perf_counter() + PATIENCE, 0.0
        while missing:
            for number, what in self._poll.poll(1.0):
                client = self.clients[number]
                if what & select.EPOLLOUT and client.send():
                    self._poll.modify(number, select.EPOLLIN)
                if what & ~select.EPOLLOUT:
                    since = client.take()
                    if client in missing and (met := client.marks(mark.encode(), since)):
                        missing[client] -= met
                        last = perf_counter()
            if perf_counter() > until:
                raise TimeoutError(f"{len(missing)} of {len(self.clients)} clients do not have everything")
            missing = {client: left for client, left in missing.items() if left > 0}
        return last

    def _planned(self, count: int) -> list[tuple[Client, bytes, bytes]]:
        """Who sends what, and how it is known: the address of the first character that it writes."""
        turns = [
            [(client, update, address_of(update)) for update in updates if read_update(update).blocks]
            for client, updates in zip(self._everybody, self._recording.updates, strict=True)
        ]
        which = range(self._sent, self._sent + count)
        return [turns[one % len(turns)][one // len(turns)] for one in which]

    def _send(self, which: int, sender: Client, update: bytes, known_by: bytes) -> float:
        for client in self._everybody:
            if client is not sender:
                client.expects[which] = known_by
        message = self._speech.news(update)
        sent_at = perf_counter()
        sender.socket.send(message)
        return sent_at

    def _arrived(self, client: Client, gone: list[float]) -> list[float]:
        since = max(0, client.take() - LONGEST_MARK)
        now = perf_counter()
        found = [one for one, mark in client.expects.items() if client.came.find(mark, since) >= 0]
        for one in found:
            del client.expects[one]
        return [now - gone[one] for one in found]


def address_of(update: bytes) -> bytes:
    """The address of the first character that an update writes, as it stands in every update with it."""
    (block, *_) = read_update(update).blocks
    return as_number(block.client) + as_number(block.clock)
