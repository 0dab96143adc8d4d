"""From a request or a socket to its reader: the session, the person it is here, and what they may see."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException

from projections.views import Views
from web.engine.engine import NoSuchPartnership
from web.page import Page, Services
from web.reader import Reader, reader_for
from web.security.visit import visit_of

ACTING = "everyseat-acting"
"""The cookie that says for which partner the browser acts now; checked against the mandates."""

Connection = ASGIConnection[Any, Any, Any, Any]


async def reader_of(connection: Connection, partnership: str) -> tuple[Reader, Views]:
    """Who is looking at a partnership, and its live views.

    Raises NotFoundException alike for what does not exist and for who has no part in it.
    """
    visit, services = visit_of(connection), services_of(connection)
    person = visit.session.person(partnership) if visit.session else None
    if visit.session is None or person is None:
        raise NotFoundException
    try:
        views = await services.engine.views(partnership)
    except NoSuchPartnership:
        raise NotFoundException from None
    reader = reader_for(
        account=visit.session.account,
        person=person,
        views=views,
        language=visit.language,
        zone=visit.zone,
        csrf=visit.csrf,
        wanted_partner=connection.cookies.get(ACTING),
    )
    if reader is None:
        raise NotFoundException
    return reader, views


async def provide_page(request: Request[Any, Any, Any], partnership: str, at: int | None = None) -> Page:
    """The page a handler works with. `?at=N` shows the partnership as it was at that moment.

    What a reader may see in the past is decided by what they may see now.
    """
    reader, views = await reader_of(request, partnership)
    services = services_of(request)
    if at is not None:
        views = await services.engine.views(partnership, at)
    return Page(request, services, reader, views, visit_of(request).nonce)


def services_of(connection: Connection) -> Services:
    """What the whole process shares."""
    services: Services = connection.app.state.services
    return services
