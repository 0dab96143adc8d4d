"""What becomes of a remark: taken, partly or not, with the reason."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections.conversation import Remark
from web.door import Problem
from web.page import Page, in_place
from web.pages.conversation.remarking import show_whole
from web.pages.drafting.writing import room_of
from web.remarks import changed_since, remarks_context
from web.sentences.telling import place_of
from workspace.conversation.commands import AnswerRemark


def remark_of(page: Page, remark_id: str) -> Remark:
    """The remark of that id, for those who see what is said."""
    found = page.views.conversation.remarks.get(remark_id)
    if found is None or page.audience.role == "observer":
        raise page.not_here()
    return found


@get("/p/{partnership:str}/remarks/{remark_id:str}/mine", name="my-answer")
async def my_answer(page: NamedDependency[Page], remark_id: FromPath[str]) -> Response[str]:
    """What the reader can do with a remark."""
    return await show_my_answer(page, remark_id)


async def show_my_answer(page: Page, remark_id: str, problem: Problem | None = None) -> Response[str]:
    """The personal part of one remark, alone."""
    remark = remark_of(page, remark_id)
    shared = remarks_context(page.views, page.audience, remark.about.id)
    if shared is None or not page.views.live:
        raise page.not_here()
    changed = {}
    if remark.about.kind == "draft":
        room = await room_of(page, remark.about.id)
        changed = await changed_since(page.keys, page.reader.partnership, room, [remark])
    shown = shared | {"remark": remark, "changed": changed, "alone": True}
    return page.show(
        "conversation/my_answer.html", shown, page="remarks", item=remark.about.id, problem=problem
    )


@post("/p/{partnership:str}/remarks/{remark_id:str}/answer", name="answer-remark")
async def answer(page: NamedDependency[Page], remark_id: FromPath[str]) -> Response[Any]:
    """Say what became of it."""
    remark = remark_of(page, remark_id)

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        if page.enhanced:
            return await show_my_answer(page, remark_id, problem)
        return await show_whole(page, remark.about.id, problem)

    return await page.perform(
        AnswerRemark,
        in_place(await page.form(), remark=remark_id),
        back=f"{place_of(remark.about)}#remark-{remark_id}",
        again=again,
        form=f"answer-{remark_id}",
    )


HANDLERS = [my_answer, answer]
