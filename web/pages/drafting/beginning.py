"""Beginning a draft with the text that holds, or the one that is proposed: once, whoever presses."""

from typing import Any

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from events.log.keys import Unreadable
from projections.charter import Draft
from web.door import Problem, problem
from web.drafting.beginning import begin, to_begin_with
from web.drafting.gate import Refused
from web.drafting.waiting import NotKept
from web.page import Page
from web.pages.drafting.writing import NOT_KEPT, TOO_LONG, draft_of, room_of, show

NOT_EMPTY = problem("Somebody has begun to write already. Write there.")
NOTHING_TO_BEGIN_WITH = problem("There is no text in this language to begin with. Write the first one.")


@post("/p/{partnership:str}/drafts/{draft_id:str}/beginning", name="begin-draft")
async def begin_draft(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Put the text into the empty draft, as written in by whoever asked first."""
    wrong = await begun(page, draft_of(page, draft_id))
    if wrong is not None:
        return await show(page, draft_id, msgspec.structs.replace(wrong, field=None, form="begin-draft"))
    where = f"{page.base}/drafts/{draft_id}?saved"
    # The window loads the page anew, so that its editor begins with the text.
    return Response("", headers={"HX-Redirect": where}) if page.enhanced else Redirect(where, status_code=303)


async def begun(page: Page, draft: Draft) -> Problem | None:
    """Do it; what is wrong, if anything."""
    barred = await page.barred()
    if barred is not None:
        return barred
    start = to_begin_with(page.views.charter, draft)
    text = page.keys.open(page.reader.partnership, start.text) if start else None
    if start is None or text is None or isinstance(text, Unreadable):
        return msgspec.structs.replace(NOTHING_TO_BEGIN_WITH, status=409)
    room = await room_of(page, draft.id)
    try:
        there = await begin(room, page.services.secret, page.reader.person, start.wording.id, text)
    except Refused:
        return TOO_LONG
    except NotKept:
        return NOT_KEPT
    return None if there else msgspec.structs.replace(NOT_EMPTY, status=409)


HANDLERS = [begin_draft]
