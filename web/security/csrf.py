"""Forms: only one that we showed to this browser may change anything."""

from typing import Any

from litestar.connection import ASGIConnection, Request
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from web.security.origin import UNSAFE
from web.security.visit import visit_of

FIELD = "csrf"
HEADER = "x-csrf-token"


class FormNotOurs(PermissionDeniedException):
    """The form's token is missing or belongs to another sign-in."""


async def check_csrf(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard for the whole app. There is no way around it for a single handler."""
    if isinstance(connection, Request) and connection.method in UNSAFE:
        submitted = connection.headers.get(HEADER) or (await connection.form()).get(FIELD)
        if not isinstance(submitted, str) or not visit_of(connection).allows(submitted):
            raise FormNotOurs
