"""Opening a seat in a few plain questions, and saying that one is not needed, or is after all."""

from typing import Any, get_args

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from events.partners import Category
from web.door import Problem
from web.page import Page, in_place
from web.pages.directory.sending import send
from web.pages.seats.contexts import basics
from web.pages.seats.reading import again_at
from web.pages.seats.words import composed
from workspace.partners.commands.seats import DismissSeat, OpenSeat, ReopenSeat


@get("/p/{partnership:str}/seats/new", name="new-seat")
async def new_seat(page: NamedDependency[Page], kind: FromQuery[str] = "") -> Response[str]:
    """The questions; `kind` is the one that the reader came from."""
    return show_new(page, None, kind)


def show_new(page: Page, problem: Problem | None, kind: str = "", preview: str = "") -> Response[str]:
    """The questions, with what was refused, or the sentence that the answers make."""
    if page.audience.role != "facilitator" or not page.views.live:
        raise page.not_here()
    shared = basics(page.views, page.audience) | {
        "kind": kind if kind in get_args(Category) else "",
        "preview": preview,
    }
    return page.show("seats/new.html", shared, page="new-seat", problem=problem)


@post("/p/{partnership:str}/seats", name="open-seat")
async def open_seat(page: NamedDependency[Page]) -> Response[Any]:
    """Open a seat. Without words of one's own, the answers make the sentence; `look` only shows it."""
    fields = await page.form()
    only_look = bool(fields.pop("look", ""))
    written = str(fields.get("looking_for") or "").strip() or composed(fields, page.language)
    if only_look:
        return show_new(page, as_typed(fields), preview=written)

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        kept = problem and msgspec.structs.replace(problem, typed={**problem.typed, **typed_only(fields)})
        return show_new(page, kept, preview=written)

    back = f"/seats#seat-{await page.command_id()}"
    return await send(page, OpenSeat, {**fields, "looking_for": written}, back=back, again=again)


def typed_only(fields: dict[str, Any]) -> dict[str, Any]:
    """What stood in the field for one's own words, which may be nothing."""
    return {"looking_for": fields.get("looking_for", "")}


def as_typed(fields: dict[str, Any]) -> Problem:
    """No problem at all: what was typed, to be shown again."""
    return Problem("", typed=fields, form="look", status=200)


@post("/p/{partnership:str}/seats/{seat:str}/dismissal", name="dismiss-seat")
async def dismiss(page: NamedDependency[Page], seat: FromPath[str]) -> Response[Any]:
    """Say that nobody else is needed here, and why."""
    return await act_on(page, DismissSeat, seat)


@post("/p/{partnership:str}/seats/{seat:str}/return", name="reopen-seat")
async def reopen(page: NamedDependency[Page], seat: FromPath[str]) -> Response[Any]:
    """Look for somebody after all."""
    return await act_on(page, ReopenSeat, seat)


async def act_on(page: Page, command: Any, seat: str) -> Response[Any]:
    """Do something with one seat, and come back to it."""
    if seat not in page.views.seats.seats:
        raise page.not_here()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return await again_at(page, seat, problem)

    fields = in_place(await page.form(), seat=seat)
    return await page.perform(command, fields, back=f"/seats#seat-{seat}", again=again)
