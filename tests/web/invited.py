"""Inviting somebody and coming in, as browsers do it without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import httpx

from tests.web.served import Served, csrf_in
from tests.web.visitors import plain


class Table:
    """A partnership with its convener Ana, in whose browser people are invited."""

    def __init__(self, served: Served, ana: httpx.AsyncClient, partnership: str) -> None:
        self.served, self.ana, self.partnership = served, ana, partnership
        self.base = f"/p/{partnership}"

    @classmethod
    async def laid(cls, served: Served) -> Table:
        """Founded, with Ana signed in."""
        founder = await served.account("ana@example.org")
        partnership = await served.partnership(founder)
        return cls(served, await served.signed_in(founder), partnership)

    async def invite(self, address: str = "", **fields: str) -> httpx.Response:
        """Ana fills in the form."""
        page = await self.ana.get(f"{self.base}/directory/invitations/new")
        sent = {"csrf": csrf_in(page), "command": uuid4().hex, "address": address, "role": "member"}
        return await self.ana.post(f"{self.base}/directory/invitations", data={**sent, **fields})

    async def link(self, address: str, **fields: str) -> str:
        """A link that was mailed."""
        answer = await self.invite(address, **fields)
        assert answer.status_code == 303, plain(answer.text)
        return await self.served.link_said()

    async def printed(self, **fields: str) -> tuple[str, str]:
        """Code and PIN that were printed."""
        answer = await self.invite("", **fields)
        assert answer.status_code == 200, plain(answer.text)
        return code_and_pin(answer.text)

    async def people(self) -> list[str]:
        """Who is in the directory, in order."""
        views = await self.served.engine.views(self.partnership)
        return [
            str(self.served.keys.open(self.partnership, one.display_name))
            for one in views.directory.people.values()
            if one.display_name is not None
        ]


def code_and_pin(html: str) -> tuple[str, str]:
    """What stands on a printed page."""
    code, pin = re.findall(r'<dd class="number">([^<]+)</dd>', html)
    return unescape(code), unescape(pin)


async def press(browser: httpx.AsyncClient, where: str, **fields: str) -> httpx.Response:
    """Open a page and send its form, wherever it says that it goes."""
    page = await browser.get(where)
    assert page.status_code == 200, (where, page.status_code, plain(page.text))
    return await send_from(browser, page, where, **fields)


async def send_from(
    browser: httpx.AsyncClient, page: httpx.Response, where: str, **fields: str
) -> httpx.Response:
    """Send the main form of a page that is open already, with what it carries."""
    main = page.text.split("<main", 1)[1]
    form = next(one for one in main.split("<form")[1:] if "hx-get" not in one and 'role="search"' not in one)
    action = re.search(r'action="([^"]+)"', form)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    kept = {name: unescape(value) for name, value in hidden.items()}
    return await browser.post(unescape(action[1]) if action else where, data={**kept, **fields})


async def joins(browser: httpx.AsyncClient, there: str, name: str, language: str = "en") -> httpx.Response:
    """From the second step to the table's first page for members."""
    read = await press(browser, there)
    assert read.status_code == 303
    return await press(browser, read.headers["location"], display_name=name, language=language)


async def begin(table: Table, link: str, **fields: str) -> tuple[httpx.AsyncClient, str]:
    """A browser that pressed the first button; where its steps are."""
    browser = table.served.visitor()
    answer = await press(browser, link, **fields)
    assert answer.status_code == 303, plain(answer.text)
    return browser, answer.headers["location"]
