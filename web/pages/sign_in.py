"""Coming in by a link that is sent by mail, going out again, and the language of the pages."""

import re
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from web.accounts import Accounts, Session
from web.accounts.addresses import normalised
from web.accounts.personas import offers
from web.door import Problem, problem
from web.mail import Post
from web.plain import show_plain
from web.reader import LANGUAGES
from web.rendering.language import zone_of
from web.security.cookies import (
    ASIDE,
    SESSION,
    aside_cookie,
    cookie_name,
    language_cookie,
    no_session_cookie,
    session_cookie,
)
from web.security.limits import Limits, client_of
from web.security.origin import local_path
from web.security.visit import visit_of
from web.settings import Settings

AnyRequest = Request[Any, Any, Any]

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]{1,255}")


@get("/sign-in", name="sign_in")
async def sign_in(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """Ask for an address; in the demo also offer to be somebody at once."""
    wanted = local_path(request.query_params.get("next"))
    if visit_of(request).session is not None:
        return Redirect(wanted, status_code=303)
    return await ask(request, settings, accounts, wanted)


async def ask(
    request: AnyRequest, settings: Settings, accounts: Accounts, wanted: str, trouble: Problem | None = None
) -> Response[str]:
    """The form."""
    offered = await offers(accounts) if settings.demo else []
    aside = await kept_aside(request, settings, accounts) is not None
    context = {"next": wanted, "problem": trouble, "offers": offered, "aside": aside}
    return show_plain(request, "accounts/sign_in.html", context, trouble.status if trouble else 200)


@post("/sign-in", status_code=303)
async def send_link(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    limits: NamedDependency[Limits],
    mail: NamedDependency[Post],
) -> Response[Any]:
    """Send a link to an address that is known here; say the same whether it is or not."""
    sent = await request.form()
    address, wanted = normalised(str(sent.get("email") or "")[:400]), local_path(text_of(sent, "next"))
    if not ADDRESS.fullmatch(address):
        trouble = problem("Please write an e-mail address, as in name@example.org.", "email")
        return await ask(request, settings, accounts, wanted, with_typed(trouble, email=address))
    limits.links_for_client.take(client_of(request.scope))
    limits.links_for_address.take(address)
    mail.later(deliver(address, wanted, settings, accounts, mail))
    return Redirect("/sign-in/sent", status_code=303)


async def deliver(address: str, wanted: str, settings: Settings, accounts: Accounts, mail: Post) -> None:
    """Send the link, if the address is known. The page was answered before, in the same time for all."""
    account = await accounts.run(accounts.find, address)
    if account is not None:
        token = await accounts.run(accounts.links.make, account.id, wanted)
        link = f"{settings.base_url}/sign-in/link/{token}"
        await mail.send_link(address, link, "es" if account.language == "es" else "en")


def text_of(sent: Any, name: str) -> str:
    """A field of a form as text."""
    value = sent.get(name)
    return value if isinstance(value, str) else ""


def with_typed(trouble: Problem, **typed: str) -> Problem:
    """The problem, with what was typed."""
    return Problem(trouble.sentence, trouble.field, trouble.details, typed)


@get("/sign-in/sent")
async def link_sent(request: AnyRequest, mail: NamedDependency[Post]) -> Response[str]:
    """Where to look now."""
    return show_plain(request, "accounts/link_sent.html", {"by_mail": mail.by_mail})


@get("/sign-in/link/{token:str}")
async def offer_link(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """A button. Programs that look into mails open links too; only a person presses it."""
    return show_plain(request, "accounts/use_link.html", {"action": request.url.path})


@post("/sign-in/link/{token:str}", status_code=303)
async def use_link(
    request: AnyRequest,
    token: FromPath[str],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    limits: NamedDependency[Limits],
) -> Response[Any]:
    """Sign in with the link, once."""
    limits.links_opened.take(client_of(request.scope))
    used = await accounts.run(accounts.links.use, token[:100])
    if used is None:
        return show_plain(request, "accounts/link_gone.html", {}, 410)
    sent = await request.form()
    await keep_zone(accounts, used.account, text_of(sent, "zone"))
    borrowed = text_of(sent, "device") == "theirs"
    return await come_in(request, settings, accounts, used.account, local_path(used.next), borrowed=borrowed)


async def keep_zone(accounts: Accounts, account: str, zone: str) -> None:
    """Keep the time zone of the reader's device for somebody who has none yet."""
    known = await accounts.run(accounts.get, account)
    if known is not None and known.zone == "UTC" and zone_of(zone).key == zone != "UTC":
        await accounts.run(accounts.choose, account, zone=zone)


async def come_in(
    request: AnyRequest,
    settings: Settings,
    accounts: Accounts,
    account: str,
    to: str,
    *,
    borrowed: bool = False,
) -> Response[Any]:
    """Sign an account in under a fresh token, whatever this browser held before.

    On a device that is `borrowed` its owner's session is kept aside, until whoever came in goes out again.
    """
    before = visit_of(request).session
    aside = borrowed and before is not None and not before.borrowed and before.account != account
    token = await accounts.sessions.start_for(
        account, instead_of=None if aside else before, borrowed=borrowed
    )
    cookies = [session_cookie(token, settings, borrowed=borrowed)]
    if aside:
        cookies.append(aside_cookie(request.cookies[cookie_name(SESSION, settings)], settings))
    return Redirect(to, status_code=303, cookies=cookies)


async def kept_aside(request: AnyRequest, settings: Settings, accounts: Accounts) -> Session | None:
    """The session of the device's owner, if it was kept aside and still counts."""
    token = request.cookies.get(cookie_name(ASIDE, settings))
    return await accounts.sessions.find(token, by_itself=True) if token else None


@post("/sign-out", status_code=303)
async def sign_out(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """End this browser's session, and only this one's; whose device it is finds theirs again."""
    session = visit_of(request).session
    if session is not None:
        await accounts.sessions.end(session)
    if await kept_aside(request, settings, accounts) is None:
        cookies = [no_session_cookie(settings), aside_cookie("", settings)]
        return Redirect("/sign-in", status_code=303, cookies=cookies)
    token = request.cookies[cookie_name(ASIDE, settings)]
    cookies = [session_cookie(token, settings), aside_cookie("", settings)]
    return Redirect("/", status_code=303, cookies=cookies)


@post("/language", status_code=303)
async def choose_language(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """Read in another language from now on; who is signed in finds it on every device."""
    sent = await request.form()
    language, session = text_of(sent, "language"), visit_of(request).session
    back = local_path(text_of(sent, "next"))
    if language not in LANGUAGES:
        return Redirect(back, status_code=303)
    if session is not None:
        await accounts.run(accounts.choose, session.account, language=language)
        await accounts.sessions.listen()
    return Redirect(back, status_code=303, cookies=[language_cookie(language, settings)])


HANDLERS = [sign_in, send_link, link_sent, offer_link, use_link, sign_out, choose_language]
