"""The page of a draft: one text that many write. Without JavaScript it is a form; what others wrote stays."""

import asyncio
from typing import Any

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from events.log.plan import Done
from projections.charter import Draft
from web.door import Problem, problem
from web.drafting.gate import Refused
from web.drafting.room import Room
from web.drafting.rooms import Rooms
from web.drafting.sealing import root
from web.drafting.settling import standing
from web.drafting.waiting import NotKept
from web.page import Page
from web.pages.drafting.beside import beside
from web.remarks import changed_since
from workspace.charter.commands import OpenDraft, ProposeDraft

LONGEST = 16_000
"""Characters that a form takes; a statement that is proposed has at most 4,000."""
TOO_LONG = problem("This is longer than a draft can be. Please make it shorter.", "text")
WRITTEN_ELSEWHERE = problem("Somebody wrote just now. Look at the text again, then propose it.")
NOT_KEPT = problem("It could not be kept just now. Nothing is lost: please send it again.", "text")


def draft_of(page: Page, draft_id: str) -> Draft:
    """The draft of that id, if this reader may see it."""
    found = page.views.charter.drafts.get(draft_id)
    if found is None or page.audience.role == "observer":
        raise page.not_here()
    return found


async def room_of(page: Page, draft_id: str) -> Room:
    """The room in which it is written."""
    rooms: Rooms = page.request.app.state.rooms
    return await rooms.room(page.reader.partnership, draft_id)


@post("/p/{partnership:str}/statements/{kind:str}/drafts", name="open-draft")
async def open_draft(page: NamedDependency[Page], kind: FromPath[str]) -> Response[Any]:
    """Begin to write together, and go there; if somebody was quicker, go to theirs."""
    statement = page.views.charter.statements.get(kind)
    if statement is None:
        raise page.not_here()
    language = str((await page.form()).get("language", page.language))
    answer = await page.submit(OpenDraft, {"statement": statement.id, "language": language})
    await page.look_again()
    for draft in page.views.charter.drafts.values():
        if (draft.statement, draft.language) == (statement.id, language):
            return Redirect(f"{page.base}/drafts/{draft.id}", status_code=303)
    assert isinstance(answer, Problem)
    raise page.not_here()


async def show(
    page: Page, draft_id: str, problem: Problem | None = None, typed: str | None = None
) -> Response[str]:
    """The page; after a refusal with what was typed."""
    found = draft_of(page, draft_id)
    if not page.views.live:
        raise page.not_here()
    room = await room_of(page, draft_id)
    text = room.text
    mine = {
        "text": text if typed is None else typed,
        "seen": text,
        "saved": "saved" in page.request.query_params,
        "steady": draft_id in page.ready,
        "enhanced": page.enhanced,
        "lost_before": room.lost_before,
    }
    shared = beside(page.views, page.audience, found) | {"longest": LONGEST}
    keys, partnership = page.keys, page.reader.partnership
    mine["standing"] = await standing(keys, partnership, room, shared["suggested"].waiting)
    mine["changed"] = await changed_since(keys, partnership, room, shared["waiting"])
    return page.show("drafting/draft.html", shared, mine, page="draft", item=draft_id, problem=problem)


@post("/p/{partnership:str}/drafts/{draft_id:str}/text", name="save-draft")
async def save(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Take in what the form changed."""
    found = draft_of(page, draft_id)
    fields = await page.form()
    text, seen = said(fields, "text"), said(fields, "seen")
    wrong = await edited(page, found, seen, text)
    if wrong is not None:
        return await show(page, draft_id, wrong, text)
    return Redirect(f"{page.base}/drafts/{draft_id}?saved", status_code=303)


@post("/p/{partnership:str}/drafts/{draft_id:str}/passages", name="put-into-draft")
async def put(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Put what somebody wrote for themselves at the end of the draft."""
    found = draft_of(page, draft_id)
    passage = said(await page.form(), "passage").strip()
    text = (await room_of(page, draft_id)).text
    longer = f"{text}\n{passage}" if text else passage
    wrong = await edited(page, found, text, longer) if passage else None
    if wrong is not None:
        wrong = msgspec.structs.replace(wrong, form="passage", field="passage", typed={"passage": passage})
        return await show(page, draft_id, wrong)
    return Redirect(f"{page.base}/drafts/{draft_id}?saved", status_code=303)


async def edited(page: Page, found: Draft, before: str, after: str) -> Problem | None:
    """Do what somebody changed, as them; what is wrong with it, if anything."""
    barred = await page.barred()
    if barred is not None:
        return barred
    if len(after) > LONGEST or len(before) > LONGEST:
        return TOO_LONG
    room = await room_of(page, found.id)
    try:
        await room.edit(page.reader.person, before, after)
    except Refused:
        return TOO_LONG
    except NotKept:
        return NOT_KEPT
    return None


@post("/p/{partnership:str}/drafts/{draft_id:str}/proposal", name="propose-draft")
async def propose(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Propose what the draft says now. The text is the server's, never the form's."""
    found = draft_of(page, draft_id)
    answer = await proposed(page, found)
    if isinstance(answer, Problem):
        return await show(page, draft_id, msgspec.structs.replace(answer, field=None, form="propose-draft"))
    kind = page.views.charter.kinds[found.statement]
    where = f"{page.base}/mission#wording-list-{kind}"
    # A script that follows by itself would lose the place on the page.
    return Response("", headers={"HX-Redirect": where}) if page.enhanced else Redirect(where, status_code=303)


async def proposed(page: Page, found: Draft) -> Done | Problem:
    """Freeze the text: the draft is closed up to here, and the wording carries its place and its root."""

    async def frozen() -> dict[str, Any] | Problem:
        room = await room_of(page, found.id)
        rooms: Rooms = page.request.app.state.rooms
        closed = await rooms.close_up(room)
        if closed is None:
            return WRITTEN_ELSEWHERE
        leaves = await asyncio.to_thread(room.keeping.leaves, closed.position)
        return {"text": closed.text, "position": closed.position, "root": root(leaves)}

    return await page.submit(ProposeDraft, {"draft": found.id}, language=found.language, counted=frozen)


def said(fields: dict[str, Any], name: str) -> str:
    """What a text field of a form says, with line ends as the draft has them."""
    value = fields.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


HANDLERS = [open_draft, save, put, propose]
