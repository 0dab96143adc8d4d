"""A process that does what it is told on stdin, one thing after the other, until it dies or is let go.

`python -m tests.faults.doing` with the settings of a server in the environment. Each line is a command;
each answer is a line: `command kept first count`, `command refused` (surely not kept) or `command unknown`.
When stdin ends it goes on doing what is due for a while.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO

import msgspec

from events.log.records import DatabaseAway, LogError
from tests.faults.voting import Votes
from tests.web.commanded import ROOT
from web.command_line.opening import own_desk
from web.control import Asked, Desk, Kept
from web.settings import load_settings

AS_LONG_AS = 30
LAST = "that was all"


async def do() -> None:
    """Ask and answer, then wait for the clock's commands."""
    async with own_desk(load_settings()) as desk:
        while (line := await asyncio.to_thread(sys.stdin.readline)).strip():
            one = msgspec.json.decode(line, type=Asked)
            print(one.command, *await answered(desk, one), flush=True)
        print(LAST, flush=True)
        if not line:
            await asyncio.sleep(AS_LONG_AS)


async def answered(desk: Desk, one: Asked) -> Sequence[object]:
    """What became of one command."""
    try:
        (answer,) = await desk.ask([one])
    except DatabaseAway:
        return ("unknown",)
    except LogError:
        return ("refused",)
    assert isinstance(answer, Kept), answer
    return "kept", answer.first, answer.count


def begun(
    environment: Mapping[str, str], *around: str, how: Sequence[str] = ("tests.faults.doing",)
) -> subprocess.Popen[bytes]:
    """Such a process, perhaps with another program around it, or with a disk that fails."""
    return subprocess.Popen(
        [*around, sys.executable, "-m", *how],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def told(process: subprocess.Popen[bytes], asked: Sequence[Asked], history: Votes) -> Iterator[str]:
    """Tell it one thing after the other and note what it answers; ends early if it dies."""
    assert process.stdin is not None
    assert process.stdout is not None
    for one in asked:
        try:
            process.stdin.write(msgspec.json.encode(one) + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return
        answer = whole_line(process.stdout)
        note(one, answer, history)
        if not answer:
            return
        yield answer[1]


def whole_line(stream: IO[bytes]) -> list[str]:
    """The words of the next line; none when the other side died."""
    line = stream.readline().decode()
    return line.split() if line.endswith("\n") else []


def note(one: Asked, answer: Sequence[str], history: Votes) -> None:
    """Write the answer down; no answer at all leaves it open."""
    match answer:
        case [_, "kept", first, count]:
            history.answered(one.command, int(first), int(count))
        case [_, "refused"]:
            history.failed(one.command)
        case _:
            history.unanswered(one.command, one)


def let_go(process: subprocess.Popen[bytes], last: bytes = b"\n") -> int:
    """There is nothing more: wait until it has ended. Without a last empty line it still does what is due."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.write(last)
        process.stdin.close()
    process.stdout.read()
    process.stdout.close()
    return process.wait(2 * AS_LONG_AS)


def done(environment: Mapping[str, str], asked: Sequence[Asked], history: Votes) -> int:
    """Have it all done by such a process, which then goes on with what is due: how it ended."""
    process = begun(environment)
    for _ in told(process, asked, history):
        pass
    return let_go(process, b"")


if __name__ == "__main__":
    asyncio.run(do())
