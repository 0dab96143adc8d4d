"""Webhooks: which addresses hear of what happens here. For conveners."""

from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.door import Problem, problem
from web.page import NOT_A_FORM_OF_OURS, Page
from web.webhooks.making import Webhooks
from web.webhooks.rows import MOST_TRIES


@get("/p/{partnership:str}/webhooks", name="webhooks")
async def webhooks(page: NamedDependency[Page], state: State) -> Response[str]:
    """All of them, and the form for a new one."""
    return await show(page, made_with(state))


async def show(
    page: Page, kept: Webhooks, *, problem: Problem | None = None, secret: str | None = None
) -> Response[str]:
    """The page; `secret` is that of the webhook that was just made."""
    convenes(page)
    shared = {
        "webhooks": await kept.listed(page.reader.partnership),
        "secret": secret,
        "most_tries": MOST_TRIES,
        "moment_of": lambda at: datetime.fromtimestamp(at, UTC),
    }
    return page.show("programs/webhooks.html", shared, problem=problem)


@post("/p/{partnership:str}/webhooks", name="make-webhook")
async def make(page: NamedDependency[Page], state: State) -> Response[str]:
    """A new one, with its secret on the answer and never again."""
    convenes(page)
    kept, fields, command = made_with(state), await page.form(), await page.command_id()
    url, reader = fields.get("url"), page.reader
    if command is None or not isinstance(url, str) or set(fields) != {"url"}:
        made: Any = NOT_A_FORM_OF_OURS
    else:
        made = await kept.make(reader.partnership, reader.person, url.strip(), page.views.position, command)
    if isinstance(made, Problem):
        typed = {**fields, "command": str((await page.request.form()).get("command") or "")}
        trouble = Problem(made.sentence, made.field, made.details, typed, "webhook", made.status)
        return await show(page, kept, problem=trouble)
    if made.secret is None:
        return await show(page, kept, problem=problem("This one was made already. Its secret is shown once."))
    return await show(page, kept, secret=made.secret)


@post("/p/{partnership:str}/webhooks/{webhook:str}/ending", name="end-webhook")
async def end(page: NamedDependency[Page], state: State, webhook: FromPath[str]) -> Response[str]:
    """Tell it nothing more."""
    convenes(page)
    await made_with(state).end(page.reader.partnership, webhook)
    return await show(page, made_with(state))


@post("/p/{partnership:str}/webhooks/{webhook:str}/resumption", name="resume-webhook")
async def resume(page: NamedDependency[Page], state: State, webhook: FromPath[str]) -> Response[str]:
    """Try it again."""
    convenes(page)
    await made_with(state).resume(page.reader.partnership, webhook)
    return await show(page, made_with(state))


def convenes(page: Page) -> None:
    """For everybody but conveners the page is not there, and nobody has it in the past."""
    if "convener" not in page.reader.roles or not page.views.live:
        raise page.not_here()


def made_with(state: State) -> Webhooks:
    """What makes and lists webhooks in this process."""
    made: Webhooks = state.webhooks
    return made


HANDLERS: list[Any] = [webhooks, make, end, resume]
