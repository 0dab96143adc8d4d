"""The list of moments, newest first, fifty on a page, of one kind or of all."""

from collections.abc import Iterable
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from events.vocabulary import Recorded
from projections.views import Views
from web.live.fragment import Fragment
from web.page import Page
from web.pages.history.reading import Leaf, Read, entries, leaf
from web.reader import Audience
from web.sentences.labels import FEATURES


def context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """What all share: where the history stands. What each may read of it is fetched by each."""
    return {"newest": views.position}


def touched(recorded: Recorded) -> Iterable[str | None]:
    """Everything that happens makes the history longer."""
    return (None,)


FRAGMENTS = [Fragment("history", "history/index.html", "history_newest", context, touched)]


@get("/p/{partnership:str}/history", name="history")
async def history(page: NamedDependency[Page]) -> Response[str]:
    """A page of the history; from the newest moment it is live."""
    before = asked_position(page)
    kind = asked_kind(page)
    upto = before or page.views.position + 1
    found = await leaf(reading(page), page.reader, upto, kind, await page.today(), page.views)
    shared = context(page.views, page.audience) | {
        "kind": kind,
        "kinds": FEATURES,
        "before": before,
        **listed(found),
    }
    live = before is None and kind is None and page.views.live
    return page.show("history/index.html", shared, page="history" if live else "history-past")


@get("/p/{partnership:str}/history/newest", name="history-newest")
async def newest(page: NamedDependency[Page]) -> Response[str]:
    """The newest moments as a part of the page, for this reader."""
    upto = page.views.position + 1
    found = await leaf(reading(page), page.reader, upto, None, await page.today(), page.views)
    shared = context(page.views, page.audience) | {"kind": None, "before": None, **listed(found)}
    return page.show("history/list.html", shared)


def listed(found: Leaf) -> dict[str, Any]:
    """What the list is made of; sentences are made where the template has its naming."""
    return {"found": found, "entries": entries}


def reading(page: Page) -> Read:
    """How this page reads the history of its partnership."""

    async def read(after: int, upto: int) -> list[Recorded]:
        return await page.engine.history(page.reader.partnership, after, upto)

    return read


def asked_position(page: Page) -> int | None:
    """The position to go on before; never further than the moment that the page shows."""
    given = page.request.query_params.get("before", "")
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        return None
    return max(1, min(int(given), page.views.position + 1))


def asked_kind(page: Page) -> str | None:
    """The kind of moments somebody looks for."""
    kind = page.request.query_params.get("kind")
    return kind if kind in FEATURES else None
