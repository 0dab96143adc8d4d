"""From a token to its reader: the person it stands for, and what that person may see now."""

from typing import Any

from litestar import Request
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from events.log.keys import KeyStore
from projections.partners import Directory
from projections.views import Views
from web.accounts import Bearer
from web.api.problems import NoToken, stop
from web.engine.engine import Engine, NoSuchPartnership
from web.page import Services
from web.reader import Audience, Reader, reader_for
from web.rendering.naming import Naming
from web.security.visit import Visit, visit_of


class Caller:
    """Who asks, the views they look at, and what they are answered with.

    `views` may be those of an earlier moment; who the reader is, is decided by what holds now.
    """

    def __init__(self, services: Services, bearer: Bearer, reader: Reader, live: Views, views: Views) -> None:
        self.services, self.bearer, self.reader = services, bearer, reader
        self.live, self.views = live, views

    @property
    def engine(self) -> Engine:
        """The engine."""
        return self.services.engine

    @property
    def keys(self) -> KeyStore:
        """What opens texts."""
        return self.services.engine.keys

    @property
    def audience(self) -> Audience:
        """The audience of pages that this reader belongs to; the API shows what they show."""
        return self.reader.audience

    @property
    def insider(self) -> bool:
        """Whether the reader is more than an observer."""
        return self.audience.role != "observer"

    @property
    def today(self) -> Directory:
        """The directory as it is now, whatever moment is looked at."""
        return self.live.directory

    @property
    def naming(self) -> Naming:
        """How people and partners are called for this reader."""
        return Naming(self.keys, self.views, self.audience)


async def provide_caller(request: Request[Any, Any, Any], partnership: FromPath[str]) -> Caller:
    """Who asks for something in a partnership, with its views now, or as they were (`?at=N`)."""
    visit, bearer = visit_of(request), bearer_in(request)
    services: Services = request.app.state.services
    live, reader = await reader_of(services.engine, bearer, visit, partnership)
    views, at = live, asked_moment(request)
    if at is not None:
        views = await services.engine.views(partnership, at)
    return Caller(services, bearer, reader, live, views)


def bearer_in(request: Request[Any, Any, Any]) -> Bearer:
    """Whom the request's token stands for. Raises NoToken when it stands for nobody."""
    bearer = visit_of(request).bearer
    if bearer is None:
        raise NoToken
    return bearer


async def reader_of(engine: Engine, bearer: Bearer, visit: Visit, partnership: str) -> tuple[Views, Reader]:
    """The live views and the reader. What is not this token's partnership looks as if it were not there."""
    if bearer.token.partnership != partnership:
        raise NotFoundException
    try:
        views = await engine.views(partnership)
    except NoSuchPartnership:
        raise NotFoundException from None
    reader = reader_for(
        account=bearer.token.account,
        person=bearer.token.person,
        views=views,
        language=visit.language,
        zone=bearer.zone,
        csrf="",
        wanted_partner=bearer.acting,
    )
    if reader is None:
        raise NotFoundException
    return views, reader


def asked_moment(request: Request[Any, Any, Any]) -> int | None:
    """The position that `?at=` names; None for now."""
    return asked_number(request, "at")


def asked_number(request: Request[Any, Any, Any], name: str) -> int | None:
    """A whole number from 1 on in the address. Raises Stopped for anything else."""
    given = request.query_params.getall(name, [])
    if not given:
        return None
    if len(given) > 1 or not (given[0].isascii() and given[0].isdigit()) or len(given[0]) > 15:
        raise stop(422, "This must be a whole number from 1 on.", name)
    if int(given[0]) < 1:
        raise stop(422, "This must be a whole number from 1 on.", name)
    return int(given[0])
