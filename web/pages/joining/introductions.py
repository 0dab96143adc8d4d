"""What a new member may say of themselves, or leave for later: group, what they bring, what they need."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from events.support import Need
from web.accounts import Accounts
from web.door import Problem
from web.page import Page
from web.pages.directory.own import keep_perspective
from web.pages.directory.sending import go, shown_again
from web.perspectives import LIVED, own
from web.sentences import labels
from web.sentences.labels import NEEDS
from workspace.contributions.commands import DeclareCapacity
from workspace.partners.commands.joining import WriteIntroduction
from workspace.support.commands import AskSupport


@get("/p/{partnership:str}/joining/group", name="joining-group")
async def group(page: NamedDependency[Page]) -> Response[Any]:
    """Which group I belong to, and who may see it."""
    if not page.reader.may_act:
        return Redirect(f"{page.base}/", status_code=303)
    return await group_form(page, None)


async def group_form(page: Page, trouble: Problem | None) -> Response[str]:
    """The form."""
    shared = {"labels": labels, "own": own, "lived": LIVED}
    return page.show("joining/group.html", shared, problem=trouble)


@post("/p/{partnership:str}/joining/group", name="joining-group-kept")
async def keep_group(page: NamedDependency[Page]) -> Response[Any]:
    """Keep it, and go on."""
    return await keep_perspective(page, back="/joining/offer", again=group_form)


@get("/p/{partnership:str}/joining/offer", name="joining-offer")
async def offer(page: NamedDependency[Page]) -> Response[Any]:
    """What I bring, how much time I have, what I need."""
    if not page.reader.may_act:
        return Redirect(f"{page.base}/", status_code=303)
    return await offer_form(page, None)


async def offer_form(page: Page, trouble: Problem | None) -> Response[str]:
    """The form."""
    return page.show("joining/offer.html", {"needs_words": NEEDS}, problem=trouble)


@post("/p/{partnership:str}/joining/offer", name="joining-offer-kept")
async def keep_offer(page: NamedDependency[Page], accounts: NamedDependency[Accounts]) -> Response[Any]:
    """Keep what was filled in, and go to the table; whoever has no address gets a way back first."""
    sent = await page.form()
    trouble = await keep_all(page, sent)
    if trouble is not None:
        return await shown_again(page, trouble, sent, "offer", offer_form)
    account = await accounts.run(accounts.get, page.reader.account)
    needs_card = account is not None and account.email is None
    return go(page, f"/account/card?next={page.base}/" if needs_card else f"{page.base}/")


async def keep_all(page: Page, sent: Mapping[str, Any]) -> Problem | None:
    """The first that cannot be kept. What was left empty is not said at all."""
    brings, hours = str(sent.get("brings") or ""), str(sent.get("hours") or "").strip()
    needs, note = as_list(sent.get("needs")), str(sent.get("note") or "")
    asked: list[tuple[type[Any], dict[str, Any], str]] = []
    if brings.strip():
        asked.append((WriteIntroduction, {"brings": brings}, "brings"))
    if hours:
        asked.append((DeclareCapacity, {"hours": hours.replace(",", ".")}, "hours"))
    if needs or note.strip():
        asked.append((AskSupport, {"needs": needs, "note": note}, "support"))
    for command, fields, part in asked:
        answer = await page.submit(command, fields, part=part)
        if isinstance(answer, Problem):
            return answer
    return None


def as_list(value: Any) -> list[Need]:
    """The boxes that were ticked."""
    return value if isinstance(value, list) else [value] if value else []


HANDLERS = [group, keep_group, offer, keep_offer]
