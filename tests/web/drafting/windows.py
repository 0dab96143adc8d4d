"""Windows on a draft in Node that do what a test tells them, step by step: see windows.mjs."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from dev_environment import node

HERE = Path(__file__).parent
LONGEST_LINE = 32 * 1024 * 1024


class Windows:
    """A process with any number of windows, each by a name."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, **wanted: Any) -> dict[str, Any]:
        """Have something done and wait until it is."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
        line = await self._process.stdout.readline()
        assert line, "the windows fell down"
        found: dict[str, Any] = json.loads(line)
        return found

    async def join(self, name: str, origin: str, draft: str, cookie: str, through: str = "provider") -> None:
        """Open a window, and wait until it has all there is."""
        await self.ask(join=name, origin=origin, draft=draft, cookie=cookie, through=through)

    async def do(self, name: str, what: str, **more: Any) -> dict[str, Any]:
        """Have one window do something."""
        return await self.ask(who=name, do=what, **more)

    async def same(self, *names: str, holding: str | None = None) -> dict[str, Any]:
        """Wait until windows hold the same, character by character, and what is deleted, too."""
        return await self.ask(same=names, holding=holding)


@asynccontextmanager
async def windows() -> AsyncIterator[Windows]:
    """Such a process, for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        *map(str, node(HERE / "windows.mjs")),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "NODE_OPTIONS": ""},
        limit=LONGEST_LINE,
    )
    try:
        yield Windows(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
