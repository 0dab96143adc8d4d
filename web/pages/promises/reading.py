"""The promise pages as they are looked at."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from web.door import Problem
from web.page import Page
from web.pages.promises.contexts import list_context, may_act, promise_context
from web.pages.promises.personal import form_choices, is_own, my_promises


@get("/p/{partnership:str}/promises", name="promises")
async def promises(
    page: NamedDependency[Page], show: FromQuery[str | None] = None, goal: FromQuery[str | None] = None
) -> Response[str]:
    """All promises by state; `show=all` also those settled long ago, `goal` the one to promise for."""
    return show_list(page, None, show, goal)


def show_list(
    page: Page, problem: Problem | None, show: str | None = None, goal: str | None = None
) -> Response[str]:
    """The list, with what was refused in the form that it came from."""
    shared = list_context(page.views, page.audience, show)
    if shared is None:
        return page.show("promises/between_partners.html", {}, page="promises", problem=problem)
    mine: dict[str, Any] = {}
    if may_act(page.views, page.audience):
        mine = my_promises(page) | form_choices(page, goal)
    return page.show("promises/index.html", shared, mine, page="promises", problem=problem)


@get("/p/{partnership:str}/promises/mine")
async def mine(page: NamedDependency[Page]) -> Response[str]:
    """What the reader promised and could confirm."""
    if not may_act(page.views, page.audience):
        raise page.not_here()
    shared = list_context(page.views, page.audience) or {}
    return page.show("promises/my_promises.html", shared, my_promises(page))


@get("/p/{partnership:str}/promises/{pledge:str}", name="promise")
async def promise(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[str]:
    """One promise, and what happened to it."""
    return show_promise(page, pledge, None)


def show_promise(page: Page, pledge: str, problem: Problem | None) -> Response[str]:
    """The page of one promise, with what was refused in the form that it came from."""
    shared = one_promise(page, pledge)
    mine = {"is_own": lambda promise: is_own(page, promise)}
    return page.show("promises/show.html", shared, mine, page="promise", item=pledge, problem=problem)


def one_promise(page: Page, pledge: str) -> dict[str, Any]:
    """What all share about a promise; raises NotFoundException if it is not for this reader."""
    shared = promise_context(page.views, page.audience, pledge)
    if shared is None:
        raise page.not_here()
    return shared


@get("/p/{partnership:str}/promises/{pledge:str}/mine")
async def my_promise(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[str]:
    """What the reader can do with a promise."""
    return show_mine(page, pledge, None)


def show_mine(page: Page, pledge: str, problem: Problem | None) -> Response[str]:
    """The personal part of a promise, with what was refused."""
    shared = one_promise(page, pledge)
    mine = {"is_own": lambda promise: is_own(page, promise)}
    return page.show("promises/mine.html", shared, mine, problem=problem)
