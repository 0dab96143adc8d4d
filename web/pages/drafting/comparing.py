"""Any two versions of a draft, or one and a wording of the same statement, side by side."""

import asyncio
import re
from datetime import datetime
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from projections.charter import Wording, wordings
from web.drafting.stories import Story
from web.page import Page
from web.pages.differences import differences
from web.pages.drafting.telling import pauses_seen, story_of
from web.pages.drafting.writing import draft_of
from web.rendering.naming import Naming

NUMBER = re.compile("[0-9]{1,9}")
MOST_OFFERED = 40
"""Pauses in the list to choose from; of more, some that are evenly spread."""


class Side(NamedTuple):
    """A text to be compared: how it is chosen, from when it is, what it says. It is a pause or a wording.

    `text` None: it cannot be read.
    """

    chosen: str
    at: datetime
    text: str | None
    pause: int = 0
    wording: Wording | None = None


@get("/p/{partnership:str}/drafts/{draft_id:str}/differences", name="draft-differences")
async def compare_versions(
    page: NamedDependency[Page], draft_id: FromPath[str], one: FromQuery[str] = "", other: FromQuery[str] = ""
) -> Response[str]:
    """Two texts, the older one first. Unless asked otherwise the last pause, and the wording before it."""
    found = draft_of(page, draft_id)
    kind = page.views.charter.kinds[found.statement]
    told = await story_of(page, draft_id)
    count = pauses_seen(page, told)
    texts = {text.id: text for text in wordings(page.views.charter, kind)}
    shared: dict[str, Any] = {"draft": found, "kind": kind, "count": count, "wordings": list(texts.values())}
    if count:
        before = next(reversed(texts), str(max(1, count - 1)))
        chosen = (one or before, other or str(count))
        sides = sorted([await side(page, told, texts, each) for each in chosen], key=lambda one: one.at)
        differing = await asyncio.to_thread(compared, *sides)
        shared |= {"sides": sides, "compared": differing, "offered": offered(told, count, sides)}
    return page.show("drafting/differences.html", shared, page="draft-story", item=draft_id)


async def side(page: Page, told: Story, texts: dict[str, Wording], chosen: str) -> Side:
    """One of the two: the number of a pause, or a wording of the statement. Others are not here."""
    if (wording := texts.get(chosen)) is not None:
        naming = Naming(page.keys, page.views, page.audience)
        return Side(chosen, wording.proposed.when, naming.text(wording.text), wording=wording)
    number = int(chosen) if NUMBER.fullmatch(chosen) else 0
    if not 1 <= number <= pauses_seen(page, told):
        raise page.not_here()
    version = await asyncio.to_thread(told.version, number)
    text = "".join(span.text for span in version.spans) if version else None
    return Side(str(number), told.pauses[number - 1].at, text, pause=number)


def compared(earlier: Side, later: Side) -> Any:
    """What differs, if both can be read."""
    if earlier.text is None or later.text is None:
        return None
    return differences(earlier.text, later.text)


def offered(told: Story, count: int, sides: list[Side]) -> list[tuple[int, datetime]]:
    """The pauses to choose from, with their times: the first, the last, those shown, and some between."""
    spread = {1 + (count - 1) * at // (MOST_OFFERED - 1) for at in range(MOST_OFFERED)}
    return [(one, told.pauses[one - 1].at) for one in sorted(spread | {one.pause for one in sides} - {0})]


HANDLERS = [compare_versions]
