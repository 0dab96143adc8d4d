"""How a draft came about: its versions at pauses, every passage with its author."""

import asyncio
from collections.abc import Iterable
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from web.drafting.pauses import letters
from web.drafting.rooms import Rooms
from web.drafting.stories import Story
from web.drafting.story import Version
from web.page import Page
from web.pages.drafting.writing import draft_of

KINDS_OF_MARKS = 6
AROUND = 25
"""Pauses on either side that are listed with their times."""


class Passage(NamedTuple):
    """Some text by one author, or so many words that they took out again. `named`: the author is said."""

    author: str
    mark: int
    text: str
    words: int
    named: bool


class Author(NamedTuple):
    """Somebody who wrote what is left: their mark, and their share of its letters."""

    person: str
    mark: int
    percent: int


@get("/p/{partnership:str}/drafts/{draft_id:str}/story", name="draft-story")
async def story(
    page: NamedDependency[Page], draft_id: FromPath[str], version: FromQuery[int] = 0
) -> Response[str]:
    """One version, the newest unless asked otherwise; those before and after are a touch away."""
    return await show_story(page, draft_id, version)


async def show_story(page: Page, draft_id: str, version: int = 0) -> Response[str]:
    """The page of a version; 0 is the newest."""
    found = draft_of(page, draft_id)
    told = await story_of(page, draft_id)
    count = pauses_seen(page, told)
    number = min(version, count) if version > 0 else count
    shown = await asyncio.to_thread(told.version, number) if number else None
    shared = {"draft": found, "kind": page.views.charter.kinds[found.statement], "count": count}
    shared |= context(told, number, shown, count)
    return page.show("drafting/story.html", shared, page="draft-story", item=draft_id)


async def story_of(page: Page, draft_id: str) -> Story:
    """How a draft came about, as far as it is kept."""
    rooms: Rooms = page.request.app.state.rooms
    return await rooms.story(page.reader.partnership, draft_id)


def pauses_seen(page: Page, told: Story) -> int:
    """How many pauses there are, and in a replay how many there had been."""
    return len(told.pauses) if page.views.live else told.until(page.views.at)


def context(told: Story, number: int, shown: Version | None, count: int) -> dict[str, Any]:
    """What the page of a pause shows."""
    marks = {person: at % KINDS_OF_MARKS + 1 for at, person in enumerate(told.authors)}
    near = range(max(1, number - AROUND), min(count, number + AROUND) + 1)
    return {
        "version": shown,
        "number": number,
        "passages": list(passages(shown, marks)) if shown else [],
        "authors": authors(shown, marks) if shown else [],
        "lost_before": number in told.anew,
        "near": [(one, told.pauses[one - 1].at) for one in near],
    }


def passages(shown: Version, marks: dict[str, int]) -> Iterable[Passage]:
    """The text in pieces. An author is said where their words begin, not again after a gap of their own."""
    before = ""
    for span in shown.spans:
        named = bool(span.text) and span.author != before
        yield Passage(span.author, marks[span.author], span.text, span.words, named)
        before = span.author if span.text else before


def authors(shown: Version, marks: dict[str, int]) -> list[Author]:
    """Whose words are left, in the order of their first passage. It is no ranking."""
    left = letters(shown)
    whole = sum(left.values())
    return [
        Author(person, mark, round(100 * left[person] / whole))
        for person, mark in marks.items()
        if person in left
    ]


HANDLERS = [story]
