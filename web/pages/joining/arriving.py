"""The link in the mail: looking at it does nothing, a button begins to join.

Whoever opens it first gets an account with the address that it was sent to. Where that address has an
account already, the link signs nobody in: they sign in as always, and go on from there.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from web.accounts import Accounts, Session
from web.accounts.invitations import Begun, Invitation
from web.door import Problem
from web.page import Services
from web.pages.joining.offered import (
    HERE_ALREADY,
    SOMEBODY_ELSES,
    gone,
    language_of,
    offered,
    refused,
    takes_part,
)
from web.pages.sign_in import come_in, text_of
from web.plain import show_plain
from web.rendering.language import zone_of
from web.security.limits import Limits, client_of
from web.security.visit import visit_of
from web.settings import Settings

AnyRequest = Request[Any, Any, Any]


@get("/join/link/{token:str}", name="join-link")
async def look(
    request: AnyRequest,
    token: FromPath[str],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    limits: NamedDependency[Limits],
) -> Response[Any]:
    """What it is and who invites, with a button."""
    limits.links_opened.take(client_of(request.scope))
    invitation = await accounts.run(accounts.invitations.of_link, token[:100])
    offer = invitation and await offered(services, invitation, language_of(request))
    if invitation is None or offer is None:
        return gone(request)
    trouble = await foreign(visit_of(request).session, invitation, accounts, services)
    if trouble is not None:
        return refused(request, offer, trouble, request.url.path)
    return show_plain(request, "joining/welcome.html", {"offer": offer, "action": request.url.path})


@post("/join/link/{token:str}", name="join-by-link", status_code=303)
async def begin(
    request: AnyRequest,
    token: FromPath[str],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
    limits: NamedDependency[Limits],
) -> Response[Any]:
    """Begin to join."""
    limits.links_opened.take(client_of(request.scope))
    invitation = await accounts.run(accounts.invitations.of_link, token[:100])
    offer = invitation and await offered(services, invitation, language_of(request))
    if invitation is None or offer is None:
        return gone(request)
    sent = await request.form()
    borrowed = text_of(sent, "device") == "theirs"
    session = None if borrowed else visit_of(request).session
    trouble = await foreign(session, invitation, accounts, services)
    if trouble is not None:
        return refused(request, offer, trouble, request.url.path)
    zone = "UTC" if borrowed else zone_of(text_of(sent, "zone")).key
    begun = await accounts.run(
        accounts.invitations.begin, invitation, session.account if session else None, zone
    )
    if begun is None:
        return gone(request)
    return await go_on(request, settings, accounts, begun, borrowed=borrowed)


async def foreign(
    session: Session | None, invitation: Invitation, accounts: Accounts, services: Services
) -> Problem | None:
    """Why the one who is signed in cannot use an invitation that was sent to an address."""
    if session is not None and session.email != invitation.address:
        return SOMEBODY_ELSES
    known = await accounts.run(accounts.find, invitation.address or "")
    views = await services.engine.views(invitation.partnership)
    if known is not None and await takes_part(accounts, views, known.id):
        return HERE_ALREADY
    return None


async def go_on(
    request: AnyRequest, settings: Settings, accounts: Accounts, begun: Begun, *, borrowed: bool
) -> Response[Any]:
    """To the first step: signed in by the invitation, or by signing in as always."""
    there = f"/joining/{begun.invitation.id}"
    if begun.signs_in:
        # What is kept for ever is read before anybody is asked for their language. English may be nobody's
        # wish, only what there is without one; Spanish always is one, of whoever invites or of this browser.
        if language_of(request) == "es" and not borrowed:
            await accounts.run(accounts.choose, begun.account, language="es")
        return await come_in(request, settings, accounts, begun.account, there, borrowed=borrowed)
    session = visit_of(request).session
    if session is not None and session.account == begun.account:
        return Redirect(there, status_code=303)
    return Redirect(f"/sign-in?next={there}", status_code=303)


HANDLERS = [look, begin]
