"""The page of a search: what was found, by kind, with a mark on the words. It needs no JavaScript."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from markupsafe import Markup

from web.live.fragment import Fragment
from web.page import Page
from web.rendering.naming import Naming
from web.search import KINDS, Found, Hit, asked_words, look, things
from web.search.folding import marked, matches
from web.security.limits import Limits
from web.wanted import today

LONGEST = 100
LOOKING = ThreadPoolExecutor(1, thread_name_prefix="search")
"""One search after the other, beside everything else: whoever looks for something makes nobody wait."""


class Result(NamedTuple):
    """One line of the page: where it is, what it is, and the texts with their marks and languages."""

    path: str
    what: str
    title: Markup
    excerpts: list[Markup]


class Group(NamedTuple):
    """The results of one kind; with `more`, some are not shown."""

    key: str
    heading: str
    results: list[Result]
    more: bool


@get("/p/{partnership:str}/search", name="search")
async def search(page: NamedDependency[Page], limits: NamedDependency[Limits]) -> Response[str]:
    """Everything this reader may see in which all the words stand."""
    query = page.request.query_params.get("q", "").strip()[:LONGEST]
    words = asked_words(query)
    shared: dict[str, Any] = {"query": query, "groups": [], "whole": True, "asked": bool(words)}
    if words:
        limits.searches.take(page.reader.account)
        found = await looked_for(page, words)
        shared |= {"groups": groups(found, words), "whole": found.whole}
    return page.show("search/index.html", shared, page="search")


async def looked_for(page: Page, words: list[str]) -> Found:
    """Gather here, where views do not change under our hands; open and compare in a thread of its own."""
    gathered = things(page.views, page.audience, await today(page))
    pseudonym = Naming(page.keys, page.views, page.audience).say("Person {number}")
    work = partial(look, page.keys, page.reader.partnership, pseudonym, gathered, words)
    return await asyncio.get_running_loop().run_in_executor(LOOKING, work)


def groups(found: Found, words: list[str]) -> list[Group]:
    """What was found, in the order of the rooms; kinds without results are left out."""
    return [
        Group(kind.key, kind.heading, [result(hit, words) for hit in hits], kind.key in found.more)
        for kind in KINDS
        if (hits := found.hits.get(kind.key))
    ]


def result(hit: Hit, words: list[str]) -> Result:
    """One thing: its title, and those of its texts in which a word stands."""
    first, *others = hit.texts
    telling = [one for one in others if matches(one.text, words)]
    return Result(
        hit.thing.path,
        hit.thing.what,
        in_its_language(marked(first.text, words, whole=True), first.lang),
        [in_its_language(marked(one.text, words), one.lang) for one in telling[:3]],
    )


def in_its_language(text: Markup, lang: str | None) -> Markup:
    """A text with the language that it was written in."""
    if lang is None:
        return Markup('<span dir="auto">{}</span>').format(text)
    return Markup('<span lang="{}" dir="auto">{}</span>').format(lang, text)


FRAGMENTS: list[Fragment] = []
HANDLERS = [search]
