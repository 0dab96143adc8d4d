"""The servers that are measured, each in a process of its own, and how one speaks to them."""

from __future__ import annotations

import os
import subprocess
from functools import cached_property
from pathlib import Path
from typing import Protocol

from bench.drafting.framing import DOCUMENT, Speech
from bench.drafting.seeding import Together
from bench.visiting import Serving
from dev_environment import node

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")


class Served(Protocol):
    """A server. `next_text` is the path of a text that nobody has written in yet."""

    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """Where it listens."""

    def next_text(self) -> tuple[str, Speech]:
        """The path of the next text, and how to speak there."""

    def cookie(self, client: int) -> str:
        """What a client shows."""

    def close(self) -> None:
        """Stop it."""


class Ours(Serving):
    """The whole product, on its database."""

    def __init__(self, url: str, together: Together) -> None:
        super().__init__(url)
        self._together = together
        self._drafts = iter(together.drafts)

    def next_text(self) -> tuple[str, Speech]:
        """A draft."""
        return f"/live/drafts/{next(self._drafts)}", Speech()

    def cookie(self, client: int) -> str:
        """Everybody is somebody else."""
        return self._together.cookies[client]


class Peer:
    """A server from npm, in memory, that lets in everybody."""

    def __init__(self, script: str, *, named: bool = False) -> None:
        self.process = subprocess.Popen(
            list(map(str, node(HERE / script))),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"NODE_OPTIONS": "", "NODE_ENV": "production"},
        )
        self._named, self._texts = named, 0

    @cached_property
    def port(self) -> int:
        """Where it listens; whoever asks waits until it does."""
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def next_text(self) -> tuple[str, Speech]:
        """A name that nobody has used yet."""
        self._texts += 1
        name = f"{DOCUMENT}-{self._texts}"
        return f"/{name}", Speech(name if self._named else "")

    def cookie(self, client: int) -> str:
        """It wants none."""
        return ""

    def close(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()


def hocuspocus() -> Peer:
    """Hocuspocus 4.7.0."""
    return Peer("hocuspocus.mjs", named=True)


def y_websocket() -> Peer:
    """The server of y-websocket 1.5.4."""
    return Peer("ywebsocket.mjs")


def processor_time(process: subprocess.Popen[str]) -> float:
    """Seconds of processor time that a process has used until now, in all its threads."""
    after_name = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS
