"""Suggestions for a draft: other words for a passage, taken by somebody else or declined with a reason."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections.charter import Draft, Suggestion
from web.door import Problem, problem
from web.drafting.quoting import quoted, with_what_stands_around
from web.drafting.settling import Settling, standing
from web.live import Fragment
from web.page import Page, in_place
from web.pages.drafting.beside import suggestions_context, suggestions_touched
from web.pages.drafting.writing import draft_of, room_of, said, show
from workspace.charter.commands import (
    AcceptSuggestion,
    DeclineSuggestion,
    MakeSuggestion,
    WithdrawSuggestion,
)

SUGGEST = "suggest"
SAME = problem("These are the words that stand there. Write other words.", "replacement")


def suggestion_of(page: Page, draft: Draft, suggestion_id: str) -> Suggestion:
    """The suggestion of that id for this draft."""
    found = page.views.charter.suggestions.get(suggestion_id)
    if found is None or found.draft != draft.id:
        raise page.not_here()
    return found


@get("/p/{partnership:str}/drafts/{draft_id:str}/suggestions/new", name="my-suggesting")
async def my_suggesting(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[str]:
    """The form for a suggestion, alone."""
    return show_my_suggesting(page, draft_of(page, draft_id))


def show_my_suggesting(page: Page, draft: Draft, problem: Problem | None = None) -> Response[str]:
    """The form, alone; after a refusal with what was typed."""
    if not page.views.live:
        raise page.not_here()
    shared = {"draft": draft, "alone": True}
    return page.show("drafting/suggesting.html", shared, page="draft", item=draft.id, problem=problem)


@post("/p/{partnership:str}/drafts/{draft_id:str}/suggestions", name="make-suggestion")
async def suggest(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[Any]:
    """Suggest other words for a passage of the text as it is now."""
    found = draft_of(page, draft_id)
    fields = await page.form()
    around = (said(fields, "before"), said(fields, "after"))
    sent = {name: value for name, value in fields.items() if name not in ("before", "after")}

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        problem = with_what_stands_around(problem, around)
        if page.enhanced:
            return show_my_suggesting(page, draft_of(page, draft_id), problem)
        return await show(page, draft_id, problem)

    return await page.perform(
        MakeSuggestion,
        in_place(sent, draft=draft_id),
        back=f"/drafts/{draft_id}#suggestions-{draft_id}",
        again=again,
        form=SUGGEST,
        language=found.language,
        counted=partial(placed, page, draft_id, fields, around),
    )


async def placed(
    page: Page, draft_id: str, fields: Mapping[str, Any], around: tuple[str, str]
) -> dict[str, Any] | Problem:
    """Where the words stand now, and exactly which words they are."""
    whole = (await room_of(page, draft_id)).whole
    found = await asyncio.to_thread(quoted, whole, said(dict(fields), "passage"), *around)
    if isinstance(found, Problem):
        return found
    return SAME if said(dict(fields), "replacement").strip() == found.passage else found.fields


@get("/p/{partnership:str}/drafts/{draft_id:str}/suggestions/{suggestion_id:str}/mine", name="my-suggestion")
async def my_suggestion(
    page: NamedDependency[Page], draft_id: FromPath[str], suggestion_id: FromPath[str]
) -> Response[str]:
    """What the reader can do with a suggestion."""
    return await show_my_suggestion(page, draft_id, suggestion_id)


async def show_my_suggestion(
    page: Page, draft_id: str, suggestion_id: str, problem: Problem | None = None
) -> Response[str]:
    """The personal part of one suggestion, alone; nothing once it is settled."""
    draft = draft_of(page, draft_id)
    suggestion = suggestion_of(page, draft, suggestion_id)
    if not page.views.live:
        raise page.not_here()
    room = await room_of(page, draft_id)
    shared = {
        "draft": draft,
        "suggestion": suggestion,
        "standing": await standing(page.keys, page.reader.partnership, room, [suggestion]),
        "alone": True,
    }
    return page.show("drafting/my_suggestion.html", shared, page="draft", item=draft_id, problem=problem)


@post(
    "/p/{partnership:str}/drafts/{draft_id:str}/suggestions/{suggestion_id:str}/acceptance",
    name="accept-suggestion",
)
async def accept(
    page: NamedDependency[Page], draft_id: FromPath[str], suggestion_id: FromPath[str]
) -> Response[Any]:
    """Put the words into the draft, as those of who suggested them, and then have the record say so."""
    suggestion_of(page, draft_of(page, draft_id), suggestion_id)
    fields = in_place(await page.form(), suggestion=suggestion_id)
    room = await room_of(page, draft_id)
    async with room.settling:
        settling = Settling(page.keys, page.services.secret, page.reader.partnership, room)

        async def put_in() -> dict[str, Any] | Problem:
            await page.look_again()
            suggestion = page.views.charter.suggestions[suggestion_id]
            if suggestion.status != "open" or suggestion.made.person == page.reader.person:
                return {}  # The rules say why not, and the draft stays as it is.
            return await settling.put_in(suggestion) or {}

        answer = await page.submit(AcceptSuggestion, fields, counted=put_in)
        if isinstance(answer, Problem):
            # In another process somebody was quicker, or took away the right to act.
            await settling.take_back()
    return await page.answered(answer, fields, **coming_back(draft_id, suggestion_id, "accept"))


@post(
    "/p/{partnership:str}/drafts/{draft_id:str}/suggestions/{suggestion_id:str}/refusal",
    name="decline-suggestion",
)
async def decline(
    page: NamedDependency[Page], draft_id: FromPath[str], suggestion_id: FromPath[str]
) -> Response[Any]:
    """Leave the words as they are, with a reason."""
    return await settle(page, DeclineSuggestion, draft_id, suggestion_id, "decline")


@post(
    "/p/{partnership:str}/drafts/{draft_id:str}/suggestions/{suggestion_id:str}/withdrawal",
    name="withdraw-suggestion",
)
async def withdraw(
    page: NamedDependency[Page], draft_id: FromPath[str], suggestion_id: FromPath[str]
) -> Response[Any]:
    """Its author takes the suggestion back."""
    return await settle(page, WithdrawSuggestion, draft_id, suggestion_id, "withdraw")


async def settle(
    page: Page,
    command: type[DeclineSuggestion] | type[WithdrawSuggestion],
    draft_id: str,
    suggestion_id: str,
    form: str,
) -> Response[Any]:
    """Settle a suggestion without touching the draft; not while somebody is just taking it."""
    suggestion_of(page, draft_of(page, draft_id), suggestion_id)
    fields = in_place(await page.form(), suggestion=suggestion_id)
    room = await room_of(page, draft_id)
    async with room.settling:
        answer = await page.submit(command, fields)
    return await page.answered(answer, fields, **coming_back(draft_id, suggestion_id, form))


def coming_back(draft_id: str, suggestion_id: str, form: str) -> dict[str, Any]:
    """Where the reader goes when a suggestion is settled, and what is shown when it is not."""

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        if page.enhanced:
            return await show_my_suggestion(page, draft_id, suggestion_id, problem)
        return await show(page, draft_id, problem)

    back = f"/drafts/{draft_id}#suggestions-{draft_id}"
    return {"back": back, "again": again, "form": f"{form}-{suggestion_id}"}


FRAGMENTS = [
    Fragment("draft", "drafting/suggestions.html", "suggestions", suggestions_context, suggestions_touched)
]
HANDLERS = [my_suggesting, suggest, my_suggestion, accept, decline, withdraw]
