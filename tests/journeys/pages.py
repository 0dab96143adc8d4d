"""Every page that a reader can reach by following links, one of each kind."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Page

ID = re.compile(r"(?<=/)([0-9a-f]{32}|\d+)(?=[/?]|$)|(?<==)[^&]+")
SAID = ("aria-label", "title", "placeholder", "alt", "data-live", "data-connecting", "data-offline",
        "data-asking", "data-out", "data-ended", "data-just-now", "data-here", "data-kept", "data-unsent",
        "data-unknown", "data-signed-out", "data-slower", "data-left", "data-over")  # fmt: skip
"""Attributes that a reader sees or hears."""


class Reading(HTMLParser):
    """The links of a page, and everything on it that somebody reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[str] = []  # Only those that change something.
        self.text: list[str] = []
        self._deaf = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._deaf += tag in ("script", "style")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "form" and given.get("method") == "post":
            self.forms.append(given.get("action", ""))
        self.text += [given[name] for name in SAID if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._deaf -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._deaf and data.strip():
            self.text.append(" ".join(data.split()))


def read(html: str) -> Reading:
    """Read a page."""
    reading = Reading()
    reading.feed(html)
    return reading


def kind_of(path: str) -> str:
    """Pages that differ only by what they are about are of one kind."""
    return ID.sub("…", path)


async def every_kind(page: Page, base: str, each: int = 2, unreadable: str = "nothing") -> dict[str, Reading]:
    """Follow all links from the front page; so many pages of each kind, read.

    Pages whose address holds `unreadable` may say that they cannot be read at the moment.
    """
    start = urlsplit(base).path + "/"
    found: dict[str, Reading] = {}
    seen, waiting = {start}, [start]
    kinds = Counter([kind_of(start)])
    while waiting:
        path = waiting.pop(0)
        answer = await page.request.get(urlsplit(base)._replace(path="").geturl() + path)
        assert answer.ok or (answer.status == 503 and unreadable in path), (path, answer.status)
        found[path] = read(await answer.text())
        for link in found[path].links:
            there = urldefrag(link).url
            there = urlsplit(path).path + there if there.startswith("?") else there
            if not there.startswith(start) or there in seen or kinds[kind_of(there)] >= each:
                continue
            seen.add(there)
            kinds[kind_of(there)] += 1
            waiting.append(there)
    return found
