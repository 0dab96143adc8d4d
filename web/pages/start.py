"""The front page: my partnerships. Who is in one only goes straight there."""

from typing import Any, NamedTuple

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup

from web.accounts import Accounts, Session
from web.engine.engine import NoSuchPartnership
from web.page import Services
from web.pages.founding.drafts import may_found
from web.pages.joining.offered import offered
from web.pages.sign_in import text_of
from web.plain import show_plain
from web.rendering.naming import Naming
from web.security.origin import local_path
from web.security.visit import Visit, visit_of
from web.settings import Settings
from web.visitor import reader_in, reader_of


class Mine(NamedTuple):
    """A partnership that I am part of."""

    id: str
    name: Markup


@get("/", name="start")
async def start(
    request: Request[Any, Any, Any],
    services: NamedDependency[Services],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
) -> Response[Any]:
    """My partnerships, or the way in. `?all=1` shows the page also to who has one only."""
    visit = visit_of(request)
    if visit.session is None:
        return Redirect("/sign-in", status_code=303)
    mine = await partnerships_of(visit, visit.session, services)
    begun = await begun_by(visit, visit.session, accounts, services)
    if len(mine) == 1 and not begun and "all" not in request.query_params:
        return Redirect(f"/p/{mine[0].id}/", status_code=303)
    founds = await may_found(visit.session, settings, accounts)
    context = {"partnerships": mine, "begun": begun, "may_found": founds}
    return show_plain(request, "accounts/start.html", context)


async def begun_by(visit: Visit, session: Session, accounts: Accounts, services: Services) -> list[Mine]:
    """What somebody began to join and has not finished: the invitation, and the partnership's name."""
    invitations = await accounts.run(accounts.invitations.begun_by, session.account)
    offers = [(one.id, await offered(services, one, visit.language)) for one in invitations]
    return [Mine(key, offer.name) for key, offer in offers if offer is not None]


async def partnerships_of(visit: Visit, session: Session, services: Services) -> list[Mine]:
    """The partnerships somebody is still part of, by name."""
    found = [await named(visit, partnership, services) for partnership in session.people]
    mine = [one for one in found if one is not None]
    return sorted(mine, key=lambda one: one.name.striptags().casefold())


async def named(visit: Visit, partnership: str, services: Services) -> Mine | None:
    """A partnership with its name; None when there is none, or the person has left."""
    try:
        views = await services.engine.views(partnership)
    except NoSuchPartnership:
        return None
    reader = reader_in(visit, views)
    if reader is None:
        return None
    naming = Naming(services.rendering.keys, views, reader.audience)
    return Mine(partnership, naming.words(views.directory.name))


@post("/p/{partnership:str}/acting", status_code=303)
async def act_for(
    request: Request[Any, Any, Any], partnership: FromPath[str], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """Act for another partner from now on; only for one that one has a mandate of."""
    reader, _ = await reader_of(request, partnership)
    sent = await request.form()
    wanted = text_of(sent, "partner")
    if wanted not in reader.acting:
        raise NotFoundException
    await accounts.run(accounts.act_for, reader.account, partnership, wanted)
    await accounts.sessions.listen()
    return Redirect(local_path(text_of(sent, "next")), status_code=303)


HANDLERS = [start, act_for]
