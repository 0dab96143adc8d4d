"""How a draft came about: its versions at pauses, every passage with its author."""

import asyncio
from typing import NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from web.drafting.sealing import all_versions
from web.drafting.story import Version
from web.page import Page
from web.pages.drafting.writing import draft_of, room_of

KINDS_OF_MARKS = 6


class Author(NamedTuple):
    """Somebody who wrote: their mark (from 1, also the letter beside a passage) and share of what is left."""

    person: str
    mark: int
    percent: int


@get("/p/{partnership:str}/drafts/{draft_id:str}/story", name="draft-story")
async def story(
    page: NamedDependency[Page], draft_id: FromPath[str], version: FromQuery[int] = 0
) -> Response[str]:
    """One version, the newest unless asked otherwise; those before and after are a touch away."""
    found = draft_of(page, draft_id)
    room = await room_of(page, draft_id)
    versions = await asyncio.to_thread(all_versions, room.keeping)
    number = min(version, len(versions)) if version > 0 else len(versions)
    shown = versions[number - 1] if versions else None
    shared = {
        "draft": found,
        "kind": page.views.charter.kinds[found.statement],
        "version": shown,
        "number": number,
        "count": len(versions),
        "authors": {one.person: one for one in authors(versions, shown)},
    }
    return page.show("drafting/story.html", shared, page="draft-story", item=draft_id)


def authors(versions: list[Version], shown: Version | None) -> list[Author]:
    """Everybody who wrote, in the order of their first passage, with their share of the letters shown."""
    order: dict[str, int] = {}
    for one in versions:
        for span in one.spans:
            order.setdefault(span.author, len(order) + 1)
        for taken in one.taken:
            order.setdefault(taken.by, len(order) + 1)
    letters = dict.fromkeys(order, 0)
    for span in shown.spans if shown else ():
        letters[span.author] += len(span.text)
    whole = sum(letters.values()) or 1
    return [Author(person, mark, round(100 * letters[person] / whole)) for person, mark in order.items()]


HANDLERS = [story]
