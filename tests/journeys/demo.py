"""The demonstration as a newcomer gets it: the installed program in a process of its own.

demo = planted.opened()            # a copy of the demonstration, served on a free port
page = await new_page(...)
await demo.be(page, "Patient partner")
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page, expect

from tests.journeys.house import live
from tests.postgres import free_port

PATIENCE = 60.0
PERSONAS = {
    "member": "Patient partner",
    "facilitator": "Convener",
    "auditor": "Auditor",
    "observer": "Observer",
}
"""One persona for each kind of audience."""


@dataclass
class Demo:
    """A demonstration on disk, and the process that serves it. Stopped and started, it keeps its port."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """What the process has written."""
        return (self.folder / "said").read_text("utf-8", "replace")

    async def start(self) -> Demo:
        """Serve; give back when it answers."""
        # Its own variables would lead it elsewhere.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("EVERYSEAT_")}
        environment["EVERYSEAT_DATA"] = str(self.folder / "data")
        command = [sys.executable, "-m", "web.command_line", "serve", "--demo", "--port", str(self.port)]
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "said").open("wb") as said:
            self.process = await asyncio.to_thread(
                subprocess.Popen, command, stdout=said, stderr=said, env=environment
            )
        await self._until_it_answers(self.process)
        return self

    async def _until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        async with asyncio.timeout(PATIENCE):
            while process.poll() is None:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.to_thread(self._ended, process, 0.05)
                else:
                    writer.close()
                    return
        raise RuntimeError(self.said)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process and wait until it is gone."""
        if self.process is None:
            return
        self.process.send_signal(how)
        assert await asyncio.to_thread(self._ended, self.process, PATIENCE), self.said
        self.process = None

    @staticmethod
    def _ended(process: subprocess.Popen[bytes], within: float) -> bool:
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def copied_to(self, folder: Path) -> Demo:
        """The same demonstration in a folder of its own, to be changed at will."""
        shutil.copytree(
            self.folder / "data", folder / "data", ignore=shutil.ignore_patterns("*.serving", "*.control")
        )
        return Demo(folder)

    async def be(self, page: Page, persona: str, language: str = "en") -> str:
        """Become somebody with one touch. Gives the partnership's address."""
        await page.goto(self.url)
        await page.get_by_role("button", name=persona).click()
        await page.wait_for_url(re.compile(r"/p/\w+/?$"))
        base = page.url.rstrip("/")
        if language == "es":
            await page.locator("details.me summary").click()
            await page.get_by_role("button", name="Español").click()
            await expect(page.locator("html")).to_have_attribute("lang", "es")
        return base

    async def opened_by(self, page: Page, persona: str, path: str = "/") -> str:
        """A live page of the partnership, opened by somebody."""
        base = await self.be(page, persona)
        if path != "/":
            await page.goto(base + path)
        await live(page)
        return base
