"""From a request or a socket to its reader: the session, the person it is here, and what they may see."""

from typing import Any, Literal

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from projections.views import Views
from web.engine.engine import NoSuchPartnership
from web.errors import SignInFirst
from web.page import Page, Services
from web.reader import Reader, reader_for
from web.security.visit import Visit, visit_of

Connection = ASGIConnection[Any, Any, Any, Any]


async def reader_of(connection: Connection, partnership: str) -> tuple[Reader, Views]:
    """Who is looking at a partnership, and its live views.

    Raises SignInFirst when nobody is signed in, and NotFoundException alike for what does not exist
    and for who has no part in it.
    """
    visit, services = visit_of(connection), services_of(connection)
    if visit.session is None:
        raise SignInFirst
    if visit.session.person(partnership) is None:
        raise NotFoundException
    try:
        views = await services.engine.views(partnership)
    except NoSuchPartnership:
        raise NotFoundException from None
    reader = reader_in(visit, views)
    if reader is None:
        raise NotFoundException
    return reader, views


def reader_in(visit: Visit, views: Views) -> Reader | None:
    """Who a signed-in visit is in a partnership; None when they have no part in it, or no longer."""
    session = visit.session
    person = session.person(views.partnership) if session else None
    if session is None or person is None:
        return None
    return reader_for(
        account=session.account,
        person=person,
        views=views,
        language=visit.language,
        zone=visit.zone,
        csrf=visit.csrf,
        wanted_partner=session.acting(views.partnership),
    )


async def provide_page(
    request: Request[Any, Any, Any], partnership: FromPath[str], at: FromQuery[int | Literal[""]] = ""
) -> Page:
    """The page a handler works with. `?at=N` shows the partnership as it was at that moment; left empty, now.

    What a reader may see in the past is decided by what they may see now.
    """
    reader, views = await reader_of(request, partnership)
    services = services_of(request)
    if at != "":
        views = await services.engine.views(partnership, at)
    page = Page(request, services, reader, views, visit_of(request).nonce)
    if views.live and reader.audience.role == "facilitator":
        page.ready = await request.app.state.readiness.ready(views)
    return page


def services_of(connection: Connection) -> Services:
    """What the whole process shares."""
    services: Services = connection.app.state.services
    return services
