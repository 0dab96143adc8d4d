"""What open pages cost: one event to a thousand of them, how soon the last one has it, and their memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from time import monotonic

from bench.measuring import Contestant, Result, compare_all, within
from bench.readers import Readers
from bench.seeding import ENVIRONMENT, Seeded, seed
from bench.visiting import Browser, Serving, csrf_in, serving

PAGES = 1_000
A_SESSION = 100
"""Sockets of one signed-in browser: the server lets it open 120 a minute."""
TOLD = b"hx-partial"
EVENTS, TURNS, LENGTH = 5, 11, 1_000


class Server:
    """One of `bench.serving`, with readers at it."""

    def __init__(self, kind: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.serving", kind, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | ENVIRONMENT,
        )
        self.readers = Readers()

    @cached_property
    def port(self) -> int:
        """Where it listens; whoever asks waits until it does, so that several can be started at once."""
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def tell(self) -> float:
        """One event: the seconds until the last page has it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        last = self.readers.until_all(TOLD)
        return last - float(self.process.stdout.readline())

    def rate(self) -> float:
        """Messages a second, over a few events."""
        return len(self.readers.readers) / statistics.median(self.tell() for _ in range(EVENTS))

    def close(self) -> None:
        """Hang up and stop."""
        self.readers.close()
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def our_server(url: str, seeded: Seeded, pages: int) -> Iterator[Server]:
    """The whole app with so many pages of goals open."""
    server = Server("ours", url, seeded.partnership, seeded.goals[0])
    try:
        cookies = [seeded.cookies[number // A_SESSION] for number in range(pages)]
        server.readers.open(server.port, f"/p/{seeded.partnership}/live?page=goals&after={2**50}", cookies)
        yield server
    finally:
        server.close()


@contextmanager
def other_server(kind: str, frame: bytes, pages: int) -> Iterator[Server]:
    """A server that only sends a text to everybody."""
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        Path(file.name).write_bytes(frame)
        server = Server(kind, file.name)
        try:
            server.readers.open(server.port, "/", [""] * pages)
            yield server
        finally:
            server.close()


def fan_out(database: str, url: str, size: int, *, pages: int = PAGES) -> list[Result]:
    """One event to a thousand pages, decided, kept and rendered, against sending its bytes alone."""
    seeded = seed(url, LENGTH)
    with our_server(url, seeded, pages) as server:
        server.tell()
        frame = one_frame(server)
        with other_server("broadcast", frame, pages) as limit, other_server("channels", frame, pages) as peer:
            contestants = [
                Contestant("fan-out", 0.80, server.rate),
                Contestant("  Litestar Channels", None, peer.rate),
            ]
            return compare_all(database, "messages/s", contestants, limit.rate, TURNS)


def one_frame(server: Server) -> bytes:
    """The text that the app's pages are sent for a vote."""
    assert server.process.stdin is not None
    server.process.stdin.write("go\n")
    server.process.stdin.flush()
    reader = next(iter(server.readers.readers.values()))
    until = monotonic() + 10
    while monotonic() < until:
        for frame in reader.frames():
            if TOLD in frame:
                server.readers.readers.pop(reader.socket.fileno())
                server.readers.until_all(TOLD)
                server.readers.readers[reader.socket.fileno()] = reader
                assert server.process.stdout is not None
                server.process.stdout.readline()
                return frame
    raise TimeoutError("no page was told")


LISTENING, VOTES = 200, 100
A_BROWSER = 110
"""Votes of one signed-in browser: the server takes 120 a minute."""
IDLE = 2_000
KILOBYTE = 1_024


def open_pages(server: Serving, seeded: Seeded, pages: int) -> Readers:
    """So many pages of goals, each with its socket."""
    readers = Readers()
    cookies = [seeded.cookies[number // A_SESSION] for number in range(pages)]
    readers.open(server.port, f"/p/{seeded.partnership}/live?page=goals&after={2**50}", cookies)
    return readers


def live_latency(database: str, url: str, size: int) -> list[Result]:
    """From sending a vote by POST until the last of 200 open pages has the new figures."""
    seeded = seed(url, LENGTH)
    with serving(url) as server:
        readers = open_pages(server, seeded, LISTENING)
        browser = Browser(server.port, seeded.cookies[0])
        page = f"/p/{seeded.partnership}/goals"
        csrf, times = csrf_in(browser.get(page)), []
        for number in range(VOTES + 4):
            vote = ("support", "against")[number % 2]
            began = monotonic()
            browser.send(
                f"{page}/{seeded.goals[1]}/votes", {"csrf": csrf, "command": str(number), "vote": vote}
            )
            times.append(readers.until_all(f"{seeded.goals[1]}".encode()) - began)
            browser.answered()
        readers.close()
        return [within("live-latency", database, "ms", 100, [1_000 * one for one in times[4:]])]


def sockets(database: str, url: str, size: int) -> list[Result]:
    """The memory of an open page on which nothing happens; the database has no part in it."""
    if database != "sqlite":
        return []
    seeded = seed(url, LENGTH)
    with serving(url) as server:
        warm = open_pages(server, seeded, A_SESSION)
        before = server.memory
        readers = open_pages(server, seeded._replace(cookies=seeded.cookies[1:]), IDLE)
        each = (server.memory - before) / IDLE / KILOBYTE
        readers.close()
        warm.close()
        return [Result("sockets", database, each, "KB", None, None, 40, 0.0, at_most=True)]
