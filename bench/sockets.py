"""What open pages cost: one event to a thousand of them, how soon the last one has it, and their memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from pathlib import Path
from time import monotonic

from bench.measuring import Contestant, Result, compare_all, spread, within
from bench.readers import Readers
from bench.seeding import ENVIRONMENT, Seeded, seed
from bench.visiting import Browser, Serving, csrf_in, serving
from events.log.identity import fresh_id

PAGES = 1_000
A_SESSION = 100
"""Sockets of one signed-in browser: the server lets it open 120 a minute."""
TOLD = b"hx-partial"
EVENTS, TURNS, LENGTH, MILLION = 5, 11, 1_000, 1_000_000


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


LISTENING = 200
ROUNDS, VOTES, VOTES_IN_FULL, WARM_UP = 5, 30, 100, 4
"""Rounds of votes, each of another person in another browser: the server takes 120 a minute of one."""
PORTIONS, A_PORTION = 5, 400
KILOBYTE = 1_024


def open_pages(server: Serving, seeded: Seeded, pages: int) -> Readers:
    """So many pages of goals, each with its socket."""
    readers = Readers()
    cookies = [seeded.cookies[number // A_SESSION] for number in range(pages)]
    readers.open(server.port, f"/p/{seeded.partnership}/live?page=goals&after={2**50}", cookies)
    return readers


def live_latency(database: str, url: str, size: int) -> list[Result]:
    """From sending a vote by POST until the last of 200 open pages has the new figures, in rounds.

    The 99th hundredth of all votes is to stay within the target; the spread is that of the rounds' longest.
    """
    seeded, votes = seed(url, LENGTH), VOTES_IN_FULL if size >= MILLION else VOTES
    with serving(url) as server:
        readers = open_pages(server, seeded, LISTENING)
        rounds = [vote_round(server, seeded, cookie, readers, votes) for cookie in seeded.cookies[:ROUNDS]]
        readers.close()
    longest = tuple(max(times) for times in rounds)
    result = within("live-latency", database, "ms", 100, [time for times in rounds for time in times])
    return [result._replace(spread=spread(list(longest)), cycles=longest)]


def vote_round(server: Serving, seeded: Seeded, cookie: str, readers: Readers, votes: int) -> list[float]:
    """Somebody votes to and fro: how many milliseconds each vote took. Their first votes warm caches."""
    page, goal, times = f"/p/{seeded.partnership}/goals", seeded.goals[1], list[float]()
    with closing(Browser(server.port, cookie)) as browser:
        csrf = csrf_in(browser.get(page))
        for number in range(votes + WARM_UP):
            vote = ("support", "against")[number % 2]
            began = monotonic()
            browser.send(f"{page}/{goal}/votes", {"csrf": csrf, "command": fresh_id(), "vote": vote})
            times.append(1_000 * (readers.until_all(goal.encode()) - began))
            browser.answered()
    return times[WARM_UP:]


def sockets(database: str, url: str, size: int) -> list[Result]:
    """The memory of an open page on which nothing happens, in portions; the database has no part in it."""
    if database != "sqlite":
        return []
    seeded, each = seed(url, LENGTH), list[float]()
    with serving(url) as server, ExitStack() as opened:
        opened.callback(open_pages(server, seeded, A_SESSION).close)
        for first in range(1, PORTIONS * A_PORTION // A_SESSION, A_PORTION // A_SESSION):
            before = server.memory
            some = open_pages(server, seeded._replace(cookies=seeded.cookies[first:]), A_PORTION)
            opened.callback(some.close)
            each.append((server.memory - before) / A_PORTION / KILOBYTE)
    middle = statistics.median(each)
    return [
        Result(
            "sockets", database, middle, "KB", None, None, 40, spread(each), at_most=True, cycles=tuple(each)
        )
    ]
