"""The summary, *Start*, and the sheets of codes for those without an address."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from web.accounts import Accounts
from web.asking import TERMS
from web.door import Problem, problem
from web.imports.roster import Row, troubles
from web.mail import Post
from web.page import Services
from web.pages.founding.carrying_out import (
    Founder,
    carry_out,
    ends,
    invited,
    is_founder,
    roster_of,
)
from web.pages.founding.drafts import SHEET, AnyRequest, Draft, form_of, keep, ours, session_of
from web.pages.founding.entered import Entered, Fields, late, texts, trouble_in
from web.pages.founding.inviting import invite_by_mail, sheets, with_codes
from web.pages.founding.pages import show_step
from web.rendering.language import day_in_words
from web.security.visit import visit_of
from web.settings import Settings
from workspace.partners.commands import FoundPartnership

logger = structlog.get_logger(__name__)

PATIENCE = 60
"""Seconds that a *Start* is given before another one may go on with it."""


@get("/found/{founding:str}/start")
async def summary(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    founding: FromPath[str],
) -> Response[Any]:
    """What will be kept for ever, what stays with the accounts only, and *Start*."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if draft.step == SHEET:
        return Redirect(f"{draft.base}/{SHEET}", status_code=303)
    founder = await founder_of(draft, accounts, services)
    return show_step(request, draft, "start", told(draft.entered, founder))


async def founder_of(draft: Draft, accounts: Accounts, services: Services) -> Founder:
    """Who founds."""
    account = await accounts.run(accounts.get, draft.account)
    return Founder(draft.id, account.email if account else None, services.secret)


def told(entered: Entered, founder: Founder) -> dict[str, Any]:
    """What the summary tells."""
    roster = roster_of(entered, founder)
    people = invited(entered, founder)
    own = next((one for one in roster.people if is_founder(one, founder)), None)
    return {
        "organisations": roster.organisations,
        "by_mail": [one for one in people if one.email],
        "by_code": [one for one in people if not one.email],
        "own_name": entered.display_name or (own.name if own else ""),
        "to_mend": len(troubles(entered.rows)),
        "late": late(entered.due) if entered.title and not entered.started else None,
        "is_ready": is_ready(entered),
        "terms": TERMS,
    }


def is_ready(entered: Entered) -> bool:
    """Whether nothing is missing any more."""
    overdue = late(entered.due) if entered.title else None
    return not entered.missing and overdue is None and not troubles(entered.rows)


@post("/found/{founding:str}/start", status_code=303)
async def start(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    mail: NamedDependency[Post],
    founding: FromPath[str],
) -> Response[Any]:
    """Found it. Pressed twice it is founded once; after a failure it goes on with what is missing."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if draft.step == SHEET:
        return Redirect(f"{draft.base}/{SHEET}", status_code=303)
    founder = await founder_of(draft, accounts, services)
    fields = await form_of(request)
    trouble = trouble_with(draft.entered, fields) if not draft.entered.started else None
    if trouble is not None:
        return show_step(request, draft, "start", told(draft.entered, founder), problem=trouble)
    claimed = await claim(accounts, draft, fields)
    if claimed is None:
        wait = problem("It is being started just now. Load this page again in a moment.")
        wait = msgspec.structs.replace(wait, status=409)
        return show_step(request, draft, "start", told(draft.entered, founder), problem=wait)
    return await started(request, settings, accounts, services, mail, claimed, founder)


def trouble_with(entered: Entered, fields: Fields) -> Problem | None:
    """Why it cannot start yet."""
    typed = texts(fields, "display_name", "terms")
    trouble = trouble_in(FoundPartnership, {"display_name": typed["display_name"]}, name="x")
    if trouble is None and not is_ready(entered):
        trouble = problem("Something is still missing; look at the list above.")
    if trouble is None and typed["terms"] != str(TERMS):
        trouble = problem("Please read what is kept, and say that you have.", "terms")
    return msgspec.structs.replace(trouble, typed=typed) if trouble else None


async def claim(accounts: Accounts, draft: Draft, fields: Fields) -> Draft | None:
    """Say that it starts now; None while another *Start* is under way."""
    now = int(datetime.now(UTC).timestamp())
    latest = await accounts.run(accounts.foundings.get, draft.account, draft.id)
    if latest is None or (draft.entered.started and now - latest.changed < PATIENCE):
        return None
    name = texts(fields, "display_name")["display_name"] or draft.entered.display_name

    def begun(entered: Entered) -> Entered:
        if entered.started:
            return entered
        return msgspec.structs.replace(entered, started=now, display_name=name)

    return await keep(accounts, draft, "start", begun)


async def started(
    request: AnyRequest,
    settings: Settings,
    accounts: Accounts,
    services: Services,
    mail: Post,
    draft: Draft,
    founder: Founder,
) -> Response[Any]:
    """Everything in its order; what was entered goes last, when nothing needs it any more."""
    refused = await carry_out(services.engine, draft.entered, founder)
    for one in refused:
        logger.warning("founding_refused", why=one.sentence, field=one.field)
    await accounts.run(accounts.link, draft.account, founder.partnership, founder.person)
    await accounts.sessions.listen()
    await invite_by_mail(settings, accounts, mail, draft.entered, founder)
    if any(not one.email for one in invited(draft.entered, founder)):
        await keep(accounts, draft, SHEET, only_printed)
        return Redirect(f"{draft.base}/{SHEET}", status_code=303)
    await accounts.run(accounts.foundings.remove, draft.account, draft.id)
    return Redirect(f"/p/{founder.partnership}/", status_code=303)


def only_printed(entered: Entered) -> Entered:
    """What the sheets need: no address stays here."""
    rows: tuple[Row, ...] = tuple(row for row in entered.rows if row.name and not row.left_out)
    kept = tuple(msgspec.structs.replace(row, name="x", email="x") if row.email else row for row in rows)
    return msgspec.structs.replace(entered, rows=kept)


@get("/found/{founding:str}/sheet")
async def sheet(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    founding: FromPath[str],
) -> Response[Any]:
    """Where the codes are made for those without an address."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if draft.step != SHEET:
        return Redirect(f"{draft.base}/{draft.step}", status_code=303)
    founder = await founder_of(draft, accounts, services)
    parts = sheets(draft.entered, founder)
    return show_step(request, draft, SHEET, {"parts": parts, "partnership": founder.partnership})


@post("/found/{founding:str}/sheet", status_code=200)
async def make_sheet(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    founding: FromPath[str],
) -> Response[Any]:
    """One sheet, with fresh codes: they are shown this once, and kept nowhere."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if draft.step != SHEET:
        return Redirect(f"{draft.base}/{draft.step}", status_code=303)
    founder = await founder_of(draft, accounts, services)
    parts = sheets(draft.entered, founder)
    wanted = str((await form_of(request)).get("part") or "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(parts) else 1
    printed = await with_codes(accounts, parts[number - 1], draft.entered, founder)
    context = {"parts": parts, "partnership": founder.partnership, "printed": printed, "part": number}
    until = day_in_words(ends(draft.entered).date(), visit_of(request).language)
    context |= {"address": settings.base_url, "until": until}
    return show_step(request, draft, SHEET, context)


@post("/found/{founding:str}/printed", status_code=303)
async def have_printed(
    request: AnyRequest, accounts: NamedDependency[Accounts], founding: FromPath[str]
) -> Response[Any]:
    """The sheets are printed: nothing is left of what was entered."""
    session = session_of(request)
    found = await accounts.run(accounts.foundings.get, session.account, founding[:64])
    if found is not None and found.step == SHEET:
        await accounts.run(accounts.foundings.remove, session.account, founding[:64])
    return Redirect(f"/found/{founding[:64]}", status_code=303)


HANDLERS = [summary, start, sheet, make_sheet, have_printed]
