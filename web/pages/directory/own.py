"""My page: my name, my group and who sees it, what I bring and need, for whom I act, breaks, leaving."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from web.door import Problem, problem
from web.page import Again, Page
from web.pages.directory.sending import go, send, shown_again
from web.pages.directory.welcoming import CATEGORY_GROUP
from web.perspectives import LIVED, Declared, own, written
from web.sentences import labels
from web.sentences.labels import NEEDS
from workspace.contributions.commands import DeclareCapacity
from workspace.partners.commands import (
    DeclarePerspective,
    LeavePartnership,
    PausePartner,
    ResumePartner,
    RevokeMandate,
)
from workspace.partners.commands.joining import ChooseDisplayName, WriteIntroduction
from workspace.support.commands import AskSupport

ME = "/directory/me"


@get("/p/{partnership:str}/directory/me", name="me")
async def me(page: NamedDependency[Page]) -> Response[str]:
    """What I say of myself here."""
    return await show(page, None)


async def show(page: Page, trouble: Problem | None) -> Response[str]:
    """The page, empty or with what was typed."""
    only_now(page)
    shared = {"labels": labels, "needs_words": NEEDS, "own": own, "lived": LIVED}
    return page.show("directory/me.html", shared, problem=trouble)


def only_now(page: Page) -> None:
    """It is for those who act, and has no past."""
    if not (page.reader.may_act and page.views.live):
        raise page.not_here()


@post("/p/{partnership:str}/directory/me/name", name="my-name")
async def choose_name(page: NamedDependency[Page]) -> Response[Any]:
    """Be called otherwise from now on."""
    return await send(page, ChooseDisplayName, await page.form(), back=ME, again=show)


@post("/p/{partnership:str}/directory/me/perspective", name="my-perspective")
async def declare(page: NamedDependency[Page]) -> Response[Any]:
    """Say which perspective I bring, and who may see it."""
    return await keep_perspective(page, back=ME, again=show)


async def keep_perspective(page: Page, *, back: str, again: Again) -> Response[Any]:
    """Keep what the form says of a perspective, and go on to `back`."""
    sent = await page.form()
    declared = declared_by(sent)
    if declared is None:
        trouble = problem("Please choose what fits you best.", "category")
        return await shown_again(page, trouble, sent, "DeclarePerspective", again)
    fields = {"perspective": written(declared), "shown_to": sent.get("shown_to", "members")}
    return await send(page, DeclarePerspective, fields, back=back, again=again)


def declared_by(sent: dict[str, Any]) -> Declared | None:
    """What the form says; None when the choice is none of ours."""
    category = sent.get("category")
    group = CATEGORY_GROUP.get(category) if isinstance(category, str) else None  # type: ignore[call-overload]
    if group is None:
        return None
    return Declared(group, category, sent.get("told") != "exactly")  # type: ignore[arg-type]


@post("/p/{partnership:str}/directory/me/introduction", name="my-introduction")
async def introduce(page: NamedDependency[Page]) -> Response[Any]:
    """Say what I bring; empty takes it off the page."""
    return await send(page, WriteIntroduction, await page.form(), back=ME, again=show)


@post("/p/{partnership:str}/directory/me/hours", name="my-hours")
async def declare_hours(page: NamedDependency[Page]) -> Response[Any]:
    """Say how much time there is; none for now is fine."""
    fields = await page.form()
    fields["hours"] = str(fields.get("hours") or "0").strip().replace(",", ".")
    return await send(page, DeclareCapacity, fields, back=ME, again=show)


@post("/p/{partnership:str}/directory/me/support", name="my-support")
async def ask_support(page: NamedDependency[Page]) -> Response[Any]:
    """Say what I need; nothing takes it back."""
    fields = await page.form()
    needs = fields.get("needs", [])
    fields["needs"] = needs if isinstance(needs, list) else [needs]
    return await send(page, AskSupport, fields, back=ME, again=show)


@post("/p/{partnership:str}/directory/me/mandates/ending", name="my-mandates-ending")
async def give_back(page: NamedDependency[Page]) -> Response[Any]:
    """No longer act for an organisation."""
    fields = {**await page.form(), "person": page.reader.person}
    answer = await page.submit(RevokeMandate, fields)
    if isinstance(answer, Problem):
        return await shown_again(page, answer, fields, "RevokeMandate", show)
    return go(page, "/" if len(page.reader.acting) <= 1 else page.base + ME)


@post("/p/{partnership:str}/directory/me/break", name="my-break")
async def pause(page: NamedDependency[Page]) -> Response[Any]:
    """Take a break; nobody asks why."""
    return await send(page, PausePartner, await page.form(), back=ME, again=show)


@post("/p/{partnership:str}/directory/me/return", name="my-return")
async def come_back(page: NamedDependency[Page]) -> Response[Any]:
    """Come back from a break."""
    return await send(page, ResumePartner, await page.form(), back=ME, again=show)


@get("/p/{partnership:str}/directory/me/leaving", name="leaving")
async def before_leaving(page: NamedDependency[Page]) -> Response[str]:
    """What stays when I leave."""
    return await leaving(page, None)


async def leaving(page: Page, trouble: Problem | None) -> Response[str]:
    """The page that asks once more."""
    only_now(page)
    return page.show("directory/leaving.html", {}, problem=trouble)


@post("/p/{partnership:str}/directory/me/leaving", name="my-leaving")
async def leave(page: NamedDependency[Page]) -> Response[Any]:
    """Give up the seat. Whoever has no other one here goes to the front door."""
    fields = await page.form()
    answer = await page.submit(LeavePartnership, fields)
    if isinstance(answer, Problem):
        return await shown_again(page, answer, fields, "LeavePartnership", leaving)
    return go(page, "/" if len(page.reader.acting) <= 1 else f"{page.base}/")


HANDLERS = [
    *(me, choose_name, declare, introduce, declare_hours, ask_support, give_back),
    *(pause, come_back, before_leaving, leave),
]
