"""A process that writes as fast as it can and says on stdout what was acknowledged, until it is killed.

`python -m tests.faults.writer PARTNERSHIP FIRST` with the settings of a server in the environment.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

from tests.faults.voting import PARTNERSHIP, batches
from tests.web.commanded import ROOT
from web.command_line.opening import own_desk
from web.control import Kept
from web.settings import load_settings


async def write(partnership: str, first: int) -> None:
    """Vote without end, printing each acknowledged command with its place."""
    async with own_desk(load_settings()) as desk:
        for batch in batches(partnership, first):
            for one, answer in zip(batch, await desk.ask(batch), strict=True):
                assert isinstance(answer, Kept), answer
                sys.stdout.write(f"{one.command} {answer.first} {answer.count}\n")
            sys.stdout.flush()


def started(environment: Mapping[str, str], first: int) -> subprocess.Popen[str]:
    """Such a process, voting from a number on."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", PARTNERSHIP, str(first)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(process: subprocess.Popen[str]) -> Iterator[tuple[str, int, int]]:
    """What it says was kept, as it says it, until it is dead: command, first position, count."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):
            command, at, length = line.split()
            yield command, int(at), int(length)
    process.stdout.close()
    process.wait(30)


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], int(sys.argv[2])))
