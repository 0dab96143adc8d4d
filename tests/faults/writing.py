"""Somebody in the middle of writing: the form they have open, sent as often as it takes."""

from __future__ import annotations

import re

import httpx

from tests.web.served import Served, csrf_in
from web.accounts import Account
from web.asking import TERMS
from workspace.partners.commands import AcceptRecordTerms

TEXT = "Half as many nights in the emergency room, as I was just writing down"
WHY = "Because every one of them costs a week. " * 10


async def table_for(served: Served, founder: Account) -> str:
    """A partnership whose founder has read what is kept, and so can act at once."""
    partnership = await served.partnership(founder)
    await served.ask(AcceptRecordTerms, {"terms": TERMS}, founder.id, partnership)
    return partnership


class HalfWritten:
    """A person's open form with what they typed in it. Sending again sends the same fields."""

    def __init__(
        self, browser: httpx.AsyncClient, partnership: str, page: httpx.Response, title: str
    ) -> None:
        self.browser, self.path, self.title = browser, f"/p/{partnership}/goals", title
        command = re.search(r'name="command" value="([^"]+)"', page.text)
        assert command, page.text
        self.fields = {"csrf": csrf_in(page), "command": command[1], "title": title, "why": WHY}

    @classmethod
    async def begin(cls, browser: httpx.AsyncClient, partnership: str, title: str = TEXT) -> HalfWritten:
        """Open the page and type."""
        return cls(browser, partnership, await browser.get(f"/p/{partnership}/goals"), title)

    async def send(self) -> httpx.Response:
        """Press the button."""
        return await self.browser.post(self.path, data=self.fields)

    async def times_there(self) -> int:
        """How many goals with this text the page shows."""
        page = await self.browser.get(self.path)
        assert page.status_code == 200
        headings: list[str] = re.findall(r"<h[1-6][^>]*>.*?</h[1-6]>", page.text, re.DOTALL)
        return sum(self.title in heading for heading in headings)

    async def is_sent_exactly_once(self) -> None:
        """Press again, and once more to be sure: it is there, once."""
        for _ in range(2):
            answer = await self.send()
            assert answer.status_code == 303, answer.text
        assert await self.times_there() == 1
