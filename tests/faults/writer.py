"""A process that writes as fast as it can and says on stdout what was acknowledged, until it is killed.

`python -m tests.faults.writer PARTNERSHIP FIRST` with the settings of a server in the environment.
"""

from __future__ import annotations

import asyncio
import sys

from tests.faults.voting import batches
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


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], int(sys.argv[2])))
