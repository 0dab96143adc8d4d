"""Two rounds of writing together, with a time that all see. Nothing is locked when a round is over."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.door import Problem
from web.live import Fragment
from web.page import Again, Page, in_place
from web.pages.drafting.beside import round_context, round_touched
from web.pages.drafting.writing import draft_of, show
from workspace.charter.commands import EndDraftRound, OpenDraftRound


@get("/p/{partnership:str}/drafts/{draft_id:str}/rounds/mine", name="my-round")
async def my_round(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[str]:
    """What those who lead can do with the rounds."""
    return show_my_round(page, draft_id)


def show_my_round(page: Page, draft_id: str, problem: Problem | None = None) -> Response[str]:
    """The personal part, alone."""
    draft_of(page, draft_id)
    shared = round_context(page.views, page.audience, draft_id)
    if shared is None or not page.views.live:
        raise page.not_here()
    shown = shared | {"alone": True}
    return page.show("drafting/my_round.html", shown, page="draft", item=draft_id, problem=problem)


@post("/p/{partnership:str}/drafts/{draft_id:str}/rounds", name="begin-round")
async def begin(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Begin the next round."""
    draft_of(page, draft_id)
    fields = in_place(await page.form(), draft=draft_id)
    back = f"/drafts/{draft_id}"
    return await page.perform(OpenDraftRound, fields, back=back, again=again(draft_id), form="begin-round")


@post("/p/{partnership:str}/drafts/{draft_id:str}/rounds/ending", name="end-round")
async def end(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """End the round before its time."""
    draft_of(page, draft_id)
    fields = in_place(await page.form(), draft=draft_id)
    back = f"/drafts/{draft_id}"
    return await page.perform(EndDraftRound, fields, back=back, again=again(draft_id), form="end-round")


def again(draft_id: str) -> Again:
    """What is shown after a form about rounds."""

    async def shown(page: Page, problem: Problem | None) -> Response[str]:
        if page.enhanced:
            return show_my_round(page, draft_id, problem)
        return await show(page, draft_id, problem)

    return shown


FRAGMENTS = [Fragment("draft", "drafting/rounds.html", "draft_round", round_context, round_touched)]
HANDLERS = [my_round, begin, end]
