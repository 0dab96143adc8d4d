"""What we believe about ourselves: written down, and looked at again by a day."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.door import Problem
from web.page import Page, in_place
from web.pages.seats.contexts import basics, may_act
from web.pages.seats.reading import show_list
from workspace.partners.commands.seats import StateAssumption, TestAssumption


@post("/p/{partnership:str}/seats/assumptions", name="state-assumption")
async def state_assumption(page: NamedDependency[Page]) -> Response[Any]:
    """Write something down that we believe."""

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return await show_list(page, problem)

    back = f"/seats#assumption-{await page.command_id()}"
    return await page.perform(StateAssumption, await page.form(), back=back, again=again)


@get("/p/{partnership:str}/seats/assumptions/{assumption:str}/mine")
async def my_assumption(page: NamedDependency[Page], assumption: FromPath[str]) -> Response[str]:
    """Looking again, for those who may."""
    return show_mine(page, assumption, None)


def show_mine(page: Page, assumption: str, problem: Problem | None) -> Response[str]:
    """The form to say what was found, with what was refused."""
    found = page.views.seats.assumptions.get(assumption)
    if found is None or not may_act(page.views, page.audience):
        raise page.not_here()
    shared = basics(page.views, page.audience) | {"assumption": found}
    return page.show("seats/mine_assumption.html", shared, problem=problem)


@post("/p/{partnership:str}/seats/assumptions/{assumption:str}/tests", name="test-assumption")
async def test_assumption(page: NamedDependency[Page], assumption: FromPath[str]) -> Response[Any]:
    """Say whether it is still true."""
    if assumption not in page.views.seats.assumptions or page.audience.role == "observer":
        raise page.not_here()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_mine(page, assumption, problem) if page.enhanced else await show_list(page, problem)

    fields = in_place(await page.form(), assumption=assumption)
    back = f"/seats#assumption-{assumption}"
    return await page.perform(TestAssumption, fields, back=back, again=again)
