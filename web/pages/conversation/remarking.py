"""Saying something about a text, or about a passage of it."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from events.conversation import Thing
from events.log.keys import Unreadable
from projections.charter import Draft, Wording
from web.door import Problem
from web.drafting.anchoring import Span
from web.drafting.finding import NOT_THERE, find
from web.drafting.quoting import quoted, with_what_stands_around
from web.page import Page
from web.pages.drafting.writing import draft_of, room_of, said, show
from web.remarks import remarks_context, thing_of
from workspace.conversation.commands import MakeRemark

REMARK = "remark"


def wording_of(page: Page, wording_id: str) -> Wording:
    """The wording of that id, for those who see what is said about it."""
    found = page.views.charter.wordings.get(wording_id)
    if found is None or page.audience.role == "observer":
        raise page.not_here()
    return found


@get("/p/{partnership:str}/wordings/{wording_id:str}/remarks", name="remarks")
async def remarks(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[str]:
    """A wording with what was said about it."""
    return show_remarks(page, wording_id)


def show_remarks(page: Page, wording_id: str, problem: Problem | None = None) -> Response[str]:
    """The page; after a refusal with what was typed."""
    wording = wording_of(page, wording_id)
    shared = remarks_context(page.views, page.audience, wording_id)
    return page.show(
        "conversation/wording.html",
        {"wording": wording, **(shared or {})},
        {"changed": {}},
        page="remarks",
        item=wording_id,
        problem=problem,
    )


@get("/p/{partnership:str}/wordings/{wording_id:str}/remarks/new", name="my-remark-on-wording")
async def my_remark_on_wording(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[str]:
    """The form for a remark on a wording, alone."""
    return show_form(page, wording_of(page, wording_id).id)


@get("/p/{partnership:str}/drafts/{draft_id:str}/remarks/new", name="my-remark-on-draft")
async def my_remark_on_draft(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[str]:
    """The form for a remark on a draft, alone."""
    return show_form(page, draft_of(page, draft_id).id)


def show_form(page: Page, item: str, problem: Problem | None = None) -> Response[str]:
    """The form, alone; after a refusal with what was typed."""
    shared = remarks_context(page.views, page.audience, item)
    if shared is None or not page.views.live:
        raise page.not_here()
    shown = shared | {"alone": True}
    return page.show("conversation/remarking.html", shown, page="remarks", item=item, problem=problem)


@post("/p/{partnership:str}/drafts/{draft_id:str}/remarks", name="remark-on-draft")
async def remark_on_draft(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Say something about a draft."""
    return await remark(page, draft_of(page, draft_id).id, f"/drafts/{draft_id}")


@post("/p/{partnership:str}/wordings/{wording_id:str}/remarks", name="remark-on-wording")
async def remark_on_wording(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[Any]:
    """Say something about a wording."""
    return await remark(page, wording_of(page, wording_id).id, f"/wordings/{wording_id}/remarks")


async def remark(page: Page, item: str, back: str) -> Response[Any]:
    """Say something; the server finds the passage that it is about, if one is named."""
    fields = await page.form()
    sent = {name: value for name, value in fields.items() if name not in ("before", "after")}

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        problem = with_what_stands_around(problem, (said(fields, "before"), said(fields, "after")))
        if page.enhanced:
            return show_form(page, item, problem)
        return await show_whole(page, item, problem)

    found = thing_of(page.views, page.audience, item)
    assert found is not None
    thing, text = found
    return await page.perform(
        MakeRemark,
        sent,
        back=f"{back}#remarks-{item}",
        again=again,
        form=REMARK,
        counted=partial(placed, page, thing, text, fields),
    )


async def show_whole(page: Page, item: str, problem: Problem | None) -> Response[str]:
    """The page on which a thing is talked about."""
    if item in page.views.charter.drafts:
        return await show(page, item, problem)
    return show_remarks(page, item, problem)


async def placed(
    page: Page, thing: Thing, text: Draft | Wording, fields: Mapping[str, Any]
) -> dict[str, Any] | Problem:
    """What is talked about, and where the passage stands."""
    about: dict[str, Any] = {"about": {"kind": thing.kind, "id": thing.id}}
    passage = said(dict(fields), "passage")
    if not passage.strip():
        return about
    around = (said(dict(fields), "before"), said(dict(fields), "after"))
    if isinstance(text, Draft):
        whole = (await room_of(page, thing.id)).whole
        found = await asyncio.to_thread(quoted, whole, passage, *around)
        return found if isinstance(found, Problem) else about | found.fields
    opened = page.keys.open(page.reader.partnership, text.text)
    if isinstance(opened, Unreadable):
        return NOT_THERE
    span = find(opened, passage, *around)
    return about | {"passage": opened[span.begin : span.end]} if isinstance(span, Span) else span


HANDLERS = [remarks, my_remark_on_wording, my_remark_on_draft, remark_on_draft, remark_on_wording]
