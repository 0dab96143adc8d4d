"""My account, whatever partnerships I am in: language, time zone, a card to come back with, signing out."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from web.accounts import Accounts, Session
from web.door import Problem, problem
from web.errors import SignInFirst
from web.pages.sign_in import text_of
from web.plain import show_plain
from web.rendering.language import day_in_words, zone_of
from web.security.cookies import no_session_cookie
from web.security.origin import local_path
from web.security.visit import visit_of
from web.settings import Settings

AnyRequest = Request[Any, Any, Any]


def signed_in(request: AnyRequest) -> Session:
    """Who asks."""
    session = visit_of(request).session
    if session is None:
        raise SignInFirst
    return session


@get("/account", name="account")
async def account(request: AnyRequest, accounts: NamedDependency[Accounts]) -> Response[str]:
    """The page."""
    return await show(request, accounts, None)


async def show(request: AnyRequest, accounts: Accounts, trouble: Problem | None) -> Response[str]:
    """The page, also after a form of it was refused."""
    session = signed_in(request)
    since = await accounts.run(accounts.cards.since, session.account)
    language = visit_of(request).language
    context = {
        "email": session.email,
        "zone": session.zone,
        "zones": sorted(available_timezones()),
        "card_since": since and day_in_words(datetime.fromtimestamp(since, UTC).date(), language),
        "problem": trouble,
    }
    return show_plain(request, "accounts/account.html", context, trouble.status if trouble else 200)


@post("/account/zone", name="account-zone", status_code=303)
async def choose_zone(request: AnyRequest, accounts: NamedDependency[Accounts]) -> Response[Any]:
    """Read times in another zone from now on."""
    session = signed_in(request)
    zone = text_of(await request.form(), "zone").strip()
    if not zone or zone_of(zone).key != zone:
        trouble = problem("We do not know this time zone. Choose one from the list.", "zone")
        return await show(request, accounts, Problem(trouble.sentence, "zone", {}, {"zone": zone[:60]}))
    await accounts.run(accounts.choose, session.account, zone=zone)
    await accounts.sessions.listen()
    return Redirect("/account", status_code=303)


@get("/account/card", name="card")
async def card(request: AnyRequest) -> Response[str]:
    """What a card is for, with a button that makes one."""
    signed_in(request)
    wanted = local_path(request.query_params.get("next"))
    return show_plain(request, "accounts/card.html", {"printed": None, "next": wanted})


@post("/account/card", name="new-card")
async def make_card(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[str]:
    """A new card, shown once. The one before opens nothing any more."""
    session = signed_in(request)
    wanted = local_path(text_of(await request.form(), "next"))
    printed = await accounts.run(accounts.cards.make, session.account)
    context = {"printed": printed, "where": f"{settings.base_url}/join", "next": wanted}
    return show_plain(request, "accounts/card.html", context)


@post("/account/card/ending", name="card-ending", status_code=303)
async def end_card(request: AnyRequest, accounts: NamedDependency[Accounts]) -> Response[Any]:
    """The card opens nothing any more."""
    await accounts.run(accounts.cards.end, signed_in(request).account)
    return Redirect("/account", status_code=303)


@post("/account/sign-out-everywhere", name="sign-out-everywhere", status_code=303)
async def sign_out_everywhere(
    request: AnyRequest, settings: NamedDependency[Settings], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """End every session of this account, here and on all other devices."""
    await accounts.run(accounts.withdraw, signed_in(request).account)
    await accounts.sessions.listen()
    return Redirect("/sign-in", status_code=303, cookies=[no_session_cookie(settings)])


HANDLERS = [account, choose_zone, card, make_card, end_card, sign_out_everywhere]
