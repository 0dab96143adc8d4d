"""Saying who could be asked, and writing down what came of asking."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.door import Problem
from web.page import Page, in_place
from web.pages.seats.contexts import basics, may_act, outreach_context
from web.pages.seats.reading import again_at, show_list
from workspace.partners.commands.seats import LogOutreach, NominatePartner


@post("/p/{partnership:str}/seats/nominations", name="nominate")
async def nominate(page: NamedDependency[Page]) -> Response[Any]:
    """Somebody knows somebody: for a seat, or for none in particular."""
    fields = await page.form()
    seat = str(fields.get("seat", ""))

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return await again_at(page, seat, problem) if seat else await show_list(page, problem)

    back = f"/seats#seat-{seat}" if seat in page.views.seats.seats else "/seats#i-know-somebody"
    return await page.perform(NominatePartner, fields, back=back, again=again)


@get("/p/{partnership:str}/seats/outreach", name="outreach")
async def outreach(page: NamedDependency[Page]) -> Response[str]:
    """Everybody who was suggested, for those who lead; for others, whom they suggested themselves."""
    return show_outreach(page, None)


def show_outreach(page: Page, problem: Problem | None) -> Response[str]:
    """The page, with what was refused in the form that it came from."""
    if page.audience.role not in ("member", "facilitator"):
        raise page.not_here()
    shared = outreach_context(page.views, page.audience)
    if shared is None:
        shared = basics(page.views, page.audience) | {"nominations": None}
    own = [one for one in page.views.seats.nominations.values() if one.nominated.person == page.reader.person]
    return page.show("seats/outreach.html", shared, {"my_own": own}, page="outreach", problem=problem)


@get("/p/{partnership:str}/seats/nominations/{nomination:str}/mine")
async def my_nomination(page: NamedDependency[Page], nomination: FromPath[str]) -> Response[str]:
    """What somebody who leads can write down about a person or organisation that was suggested."""
    return show_mine(page, nomination, None)


def show_mine(page: Page, nomination: str, problem: Problem | None) -> Response[str]:
    """The form for the next step, with what was refused."""
    found = page.views.seats.nominations.get(nomination)
    if found is None or not may_act(page.views, page.audience) or page.audience.role != "facilitator":
        raise page.not_here()
    shared = basics(page.views, page.audience) | {"nomination": found}
    return page.show("seats/my_nomination.html", shared, problem=problem)


@post("/p/{partnership:str}/seats/nominations/{nomination:str}/steps", name="log-step")
async def log_step(page: NamedDependency[Page], nomination: FromPath[str]) -> Response[Any]:
    """A step on the way to somebody."""
    if nomination not in page.views.seats.nominations or page.audience.role != "facilitator":
        raise page.not_here()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_mine(page, nomination, problem) if page.enhanced else show_outreach(page, problem)

    fields = in_place(await page.form(), nomination=nomination)
    back = f"/seats/outreach#nomination-{nomination}"
    return await page.perform(LogOutreach, fields, back=back, again=again)


@post("/p/{partnership:str}/seats/outreach", name="log-approach")
async def log_approach(page: NamedDependency[Page]) -> Response[Any]:
    """Somebody of a kind was asked, whom nobody had suggested."""
    if page.audience.role != "facilitator":
        raise page.not_here()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_outreach(page, problem)

    return await page.perform(LogOutreach, await page.form(), back="/seats/outreach", again=again)
