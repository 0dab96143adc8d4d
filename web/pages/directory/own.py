"""My place: the perspective I bring and who sees it, a break, coming back, leaving."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from web.door import Problem, problem
from web.page import Page
from web.pages.directory.sending import go, send, shown_again
from web.pages.directory.welcoming import CATEGORY_GROUP
from web.perspectives import LIVED, Declared, own, written
from web.sentences import labels
from workspace.partners.commands import (
    DeclarePerspective,
    LeavePartnership,
    PausePartner,
    ResumePartner,
)


@get("/p/{partnership:str}/directory/me", name="me")
async def me(page: NamedDependency[Page]) -> Response[str]:
    """What I say of myself here."""
    return await show(page, None)


async def show(page: Page, trouble: Problem | None) -> Response[str]:
    """The page, empty or with what was typed."""
    if not (page.reader.may_act and page.views.live):
        raise page.not_here()
    return page.show("directory/me.html", {"labels": labels, "own": own, "lived": LIVED}, problem=trouble)


@post("/p/{partnership:str}/directory/me/perspective", name="my-perspective")
async def declare(page: NamedDependency[Page]) -> Response[Any]:
    """Say which perspective I bring, and who may see it."""
    sent = await page.form()
    declared = declared_by(sent)
    if declared is None:
        trouble = problem("Please choose what fits you best.", "category")
        return await shown_again(page, trouble, sent, "DeclarePerspective", show)
    fields = {"perspective": written(declared), "shown_to": sent.get("shown_to", "members")}
    return await send(page, DeclarePerspective, fields, back="/directory/me", again=show)


def declared_by(sent: dict[str, Any]) -> Declared | None:
    """What the form says; None when the choice is none of ours."""
    category = sent.get("category")
    group = CATEGORY_GROUP.get(category) if isinstance(category, str) else None  # type: ignore[call-overload]
    if group is None:
        return None
    return Declared(group, category, sent.get("told") != "exactly")  # type: ignore[arg-type]


@post("/p/{partnership:str}/directory/me/break", name="my-break")
async def pause(page: NamedDependency[Page]) -> Response[Any]:
    """Take a break; nobody asks why."""
    return await send(page, PausePartner, await page.form(), back="/directory/me", again=show)


@post("/p/{partnership:str}/directory/me/return", name="my-return")
async def come_back(page: NamedDependency[Page]) -> Response[Any]:
    """Come back from a break."""
    return await send(page, ResumePartner, await page.form(), back="/directory/me", again=show)


@post("/p/{partnership:str}/directory/me/leaving", name="my-leaving")
async def leave(page: NamedDependency[Page]) -> Response[Any]:
    """Give up the seat. Whoever has no other one here goes to the front door."""
    fields = await page.form()
    answer = await page.submit(LeavePartnership, fields)
    if isinstance(answer, Problem):
        return await shown_again(page, answer, fields, "LeavePartnership", show)
    return go(page, "/" if len(page.reader.acting) <= 1 else f"{page.base}/")


HANDLERS = [me, declare, pause, come_back, leave]
