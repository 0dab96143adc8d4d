"""Beginning a founding, filling in its short pages, and giving it up."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from web.accounts import Accounts
from web.door import Problem, problem
from web.pages.founding import entered as pages
from web.pages.founding.drafts import (
    SHEET,
    AnyRequest,
    Draft,
    form_of,
    keep,
    may_found,
    not_here,
    opened,
    ours,
    session_of,
)
from web.pages.founding.entered import MONTH, Entered, Fields, Taken, decoded, encoded
from web.pages.founding.pages import STEPS, after, show_step
from web.plain import show_plain
from web.rendering.language import day_in_words
from web.security.visit import visit_of
from web.settings import Settings

TAKE: dict[str, Callable[[Fields], Taken]] = {
    "question": pages.about_question,
    "we": pages.about_us,
    "approach": pages.about_approach,
    "waves": pages.about_waves,
    "quick-win": pages.about_quick_win,
}


@get("/found", name="foundings")
async def foundings(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """What one has begun, and the button to begin."""
    return await listed(request, settings, accounts, None)


async def listed(
    request: AnyRequest, settings: Settings, accounts: Accounts, trouble: Problem | None
) -> Response[Any]:
    """The page."""
    session = session_of(request)
    if not await may_found(session, settings, accounts):
        return not_here(request)
    begun = [
        (one, decoded(one.entered)) for one in await accounts.run(accounts.foundings.of, session.account)
    ]
    language = visit_of(request).language
    changed = [day_in_words(datetime.fromtimestamp(one.changed, UTC).date(), language) for one, _ in begun]
    context = {"begun": list(zip(begun, changed, strict=True)), "problem": trouble}
    return show_plain(request, "founding/index.html", context, trouble.status if trouble else 200)


@post("/found", status_code=303)
async def begin(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """Begin one."""
    session = session_of(request)
    if not await may_found(session, settings, accounts):
        return not_here(request)
    fresh = encoded(Entered(language=visit_of(request).language))
    founding = await accounts.run(accounts.foundings.begin, session.account, STEPS[0], fresh)
    if founding is None:
        trouble = problem("You have begun five partnerships already. Finish one of them, or give it up.")
        return await listed(request, settings, accounts, msgspec.structs.replace(trouble, status=409))
    return Redirect(f"/found/{founding}/{STEPS[0]}", status_code=303)


@get("/found/{founding:str}")
async def go_on(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
) -> Response[Any]:
    """Go on where one was."""
    draft = await ours(request, settings, accounts, founding)
    return draft if isinstance(draft, Response) else Redirect(f"{draft.base}/{draft.step}", status_code=303)


@get("/found/{founding:str}/{step:str}", name="founding-step")
async def look(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
    step: FromPath[str],
) -> Response[Any]:
    """One of the short pages."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if step not in TAKE:
        raise NotFoundException
    return elsewhere(draft) or show_step(request, draft, step, around(draft))


@post("/found/{founding:str}/{step:str}", status_code=303)
async def fill_in(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
    step: FromPath[str],
) -> Response[Any]:
    """Keep what was entered, and go on; what cannot be kept is shown again as it was typed."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if step not in TAKE:
        raise NotFoundException
    if (other := elsewhere(draft)) is not None:
        return other
    fields = await form_of(request)
    taken = TAKE[step](fields)
    if isinstance(taken, Problem):
        trouble = msgspec.structs.replace(taken, typed=fields)
        return show_step(request, draft, step, around(draft), problem=trouble)
    await keep(accounts, draft, after(step), lambda entered: msgspec.structs.replace(entered, **taken))
    return Redirect(f"{draft.base}/{after(step)}", status_code=303)


def elsewhere(draft: Draft) -> Response[Any] | None:
    """Where to go when *Start* was pressed already: nothing can be changed any more."""
    if not draft.entered.started:
        return None
    return Redirect(f"{draft.base}/{SHEET if draft.step == SHEET else 'start'}", status_code=303)


def around(draft: Draft) -> dict[str, Any]:
    """The days between which a quick win may be due."""
    today = datetime.now(UTC).date()
    return {"today": today, "latest": today + MONTH}


@post("/found/{founding:str}/deletion", status_code=303)
async def give_up(
    request: AnyRequest, accounts: NamedDependency[Accounts], founding: FromPath[str]
) -> Response[Any]:
    """Throw away what was entered; not once *Start* was pressed, or it would stay half done."""
    session = session_of(request)
    draft = await opened(accounts, session.account, founding)
    if draft is not None and not draft.entered.started:
        await accounts.run(accounts.foundings.remove, session.account, draft.id)
    return Redirect("/found", status_code=303)


HANDLERS = [foundings, begin, go_on, look, fill_in, give_up]
