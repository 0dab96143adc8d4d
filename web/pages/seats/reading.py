"""The page that says who is missing, as it is looked at."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections import partners
from projections.partners.seats import Nomination, Seats
from web.door import Problem
from web.page import Page
from web.pages.seats.contexts import (
    assumptions_context,
    coverage_context,
    kinds_context,
    list_context,
    looked_at,
    may_act,
)
from web.wanted import today


@get("/p/{partnership:str}/seats", name="seats")
async def seats(page: NamedDependency[Page]) -> Response[str]:
    """Whom the table is looking for."""
    return await show_list(page, None)


async def show_list(page: Page, problem: Problem | None) -> Response[str]:
    """The whole page, with what was refused in the form that it came from."""
    views, audience = page.views, page.audience
    now: Seats = await today(page)
    shared: dict[str, Any] = {
        **list_context(views, audience, now=now),
        **coverage_context(views, audience, now=now),
        **kinds_context(views, audience, now=now),
        **(assumptions_context(views, audience) or {"assumptions": None}),
    }
    mine = personal(page) if may_act(views, audience) else {}
    return page.show("seats/index.html", shared, mine, page="seats", problem=problem)


def personal(page: Page) -> dict[str, Any]:
    """What only this reader sees beside the seats: whom they named, and the organisations to choose from."""
    return {"named_for": lambda seat: named_by(page, seat), "organisations": organisations(page)}


def named_by(page: Page, seat: str | None) -> list[Nomination]:
    """Whom the reader has suggested for a seat, or (None) without one."""
    found = page.views.seats.nominations.values()
    return [one for one in found if one.nominated.person == page.reader.person and one.seat == seat]


def organisations(page: Page) -> list[tuple[str, str]]:
    """The organisations at the table, by name: for those who lead, to say which of them sits where."""
    if page.audience.role != "facilitator":
        return []
    naming = page.services.rendering.shared(page.views, page.audience)["naming"]
    found = partners.organisations(page.views.directory).items()
    named = [(key, naming.text(one.name)) for key, one in found]
    return sorted(named, key=lambda option: option[1].casefold())


@get("/p/{partnership:str}/seats/{seat:str}/mine")
async def my_seat(page: NamedDependency[Page], seat: FromPath[str]) -> Response[str]:
    """What the reader can do about a seat."""
    return await show_mine(page, seat, None)


async def show_mine(page: Page, seat: str, problem: Problem | None) -> Response[str]:
    """The personal part of a seat, with what was refused."""
    found = page.views.seats.seats.get(seat)
    if found is None or not may_act(page.views, page.audience):
        raise page.not_here()
    now = await today(page)
    shared = list_context(page.views, page.audience, now=now)
    shared["one"] = looked_at(found, page.views, now)
    return page.show("seats/mine.html", shared, personal(page), problem=problem)


async def again_at(page: Page, seat: str, problem: Problem | None) -> Response[str]:
    """The seat's part for a page that stays, the whole page for one that is loaded anew."""
    if page.enhanced and seat in page.views.seats.seats:
        return await show_mine(page, seat, problem)
    return await show_list(page, problem)
