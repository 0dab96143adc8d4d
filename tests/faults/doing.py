"""A process that does what it is told on stdin, one thing after the other, until it dies or is let go.

`python -m tests.faults.doing` with the settings of a server in the environment. Each line is a command;
each answer is a line `command first count`. When stdin ends it goes on doing what is due.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

import msgspec

from tests.web.commanded import ROOT
from web.command_line.opening import own_desk
from web.control import Asked, Kept
from web.settings import load_settings

AS_LONG_AS = 30


async def do() -> None:
    """Ask and answer, then wait for the clock's commands."""
    async with own_desk(load_settings()) as desk:
        for line in sys.stdin:
            one = msgspec.json.decode(line, type=Asked)
            (answer,) = await desk.ask([one])
            assert isinstance(answer, Kept), answer
            sys.stdout.write(f"{one.command} {answer.first} {answer.count}\n")
            sys.stdout.flush()
        await asyncio.sleep(AS_LONG_AS)


def done(environment: Mapping[str, str], asked: Sequence[Asked]) -> tuple[int, list[tuple[str, int, int]]]:
    """Have it done by such a process: how it ended, and what it could still acknowledge."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.doing"],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=b"".join(msgspec.json.encode(one) + b"\n" for one in asked),
        stdout=subprocess.PIPE,
        check=False,
        timeout=2 * AS_LONG_AS,
    )
    answers = [line.split() for line in ended.stdout.decode().splitlines()]
    return ended.returncode, [(command, int(first), int(count)) for command, first, count in answers]


if __name__ == "__main__":
    asyncio.run(do())
