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
from web.pages.sign_in import text_of
from web.plain import show_plain
from web.rendering.naming import Naming
from web.security.origin import local_path
from web.security.visit import Visit, visit_of
from web.visitor import reader_in, reader_of


class Mine(NamedTuple):
    """A partnership that I am part of."""

    id: str
    name: Markup


@get("/", name="start")
async def start(request: Request[Any, Any, Any], services: NamedDependency[Services]) -> Response[Any]:
    """My partnerships, or the way in."""
    visit = visit_of(request)
    if visit.session is None:
        return Redirect("/sign-in", status_code=303)
    mine = await partnerships_of(visit, visit.session, services)
    if len(mine) == 1:
        return Redirect(f"/p/{mine[0].id}/", status_code=303)
    return show_plain(request, "accounts/start.html", {"partnerships": mine})


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
