"""A printed code with its PIN: to join without an address of one's own, and to come back with one's card."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from web.accounts import Accounts
from web.accounts.invitations import Invitation
from web.door import Problem, problem
from web.page import Services
from web.pages.joining.arriving import go_on
from web.pages.joining.offered import HERE_ALREADY, language_of, offered, takes_part
from web.pages.sign_in import come_in, text_of
from web.plain import show_plain
from web.rendering.language import zone_of
from web.security.limits import Limits, client_of
from web.security.visit import visit_of
from web.settings import Settings

AnyRequest = Request[Any, Any, Any]

OPENS_NOTHING = problem(
    "This code with this PIN opens nothing. Look at both again. "
    "After five wrong tries a code rests for a quarter of an hour.",
    "code",
)
NOT_FOR_YOU = problem(
    "You are a member here already. If somebody else is joining on this device, say so below.", "who"
)


@get("/join", name="join")
async def ask(request: AnyRequest) -> Response[str]:
    """Two fields."""
    return show(request, None)


def show(request: AnyRequest, trouble: Problem | None) -> Response[str]:
    """The form, empty or with what was wrong. The PIN is typed again each time."""
    return show_plain(
        request, "joining/by_code.html", {"problem": trouble}, trouble.status if trouble else 200
    )


@post("/join", name="join-by-code", status_code=303)
async def use(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    limits: NamedDependency[Limits],
) -> Response[Any]:
    """Join with an invitation, or come back with a card."""
    limits.codes_tried.take(client_of(request.scope))
    sent = await request.form()
    code, pin = text_of(sent, "code"), text_of(sent, "pin")
    session = visit_of(request).session
    own = session.account if session is not None and text_of(sent, "who") == "me" else None
    borrowed = own is None and (session is not None or text_of(sent, "device") == "theirs")
    invitation = await accounts.run(accounts.invitations.by_code, code, pin)
    if invitation is not None:
        return await join(request, settings, accounts, services, invitation, own, borrowed=borrowed)
    account = await accounts.run(accounts.cards.account_of, code, pin)
    if account is None:
        return show(request, Problem(OPENS_NOTHING.sentence, "code", {}, {"code": code[:60]}))
    if session is not None and session.account == account:
        return Redirect("/", status_code=303)
    return await come_in(request, settings, accounts, account, "/", borrowed=borrowed or own is not None)


async def join(
    request: AnyRequest,
    settings: Settings,
    accounts: Accounts,
    services: Services,
    invitation: Invitation,
    own: str | None,
    *,
    borrowed: bool,
) -> Response[Any]:
    """Begin to join, or go on where one was."""
    if await offered(services, invitation, language_of(request)) is None:
        return show(request, OPENS_NOTHING)
    views = await services.engine.views(invitation.partnership)
    if own is not None and await takes_part(accounts, views, own):
        return show(request, NOT_FOR_YOU)
    sent = await request.form()
    zone = "UTC" if borrowed else zone_of(text_of(sent, "zone")).key
    begun = await accounts.run(accounts.invitations.begin, invitation, own, zone)
    if begun is None or (own is not None and begun.account != own):
        return show(request, OPENS_NOTHING)
    if await takes_part(accounts, views, begun.account):
        return show(request, HERE_ALREADY)
    return await go_on(request, settings, accounts, begun, borrowed=borrowed)


HANDLERS = [ask, use]
