"""Forms: only one that we showed to this browser may change anything."""

from typing import Any

from litestar.connection import ASGIConnection, Request
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from web.security.origin import UNSAFE
from web.security.visit import visit_of

FIELD = "csrf"
HEADER = "x-csrf-token"
BEARER_ONLY = "bearer_only"
"""Marks routes that know nobody by a cookie: there no other site can make a browser speak for its owner."""


class FormNotOurs(PermissionDeniedException):
    """The form's token is missing or belongs to another sign-in."""


async def check_csrf(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole app. Only routes that no cookie opens are without it."""
    if handler.opt.get(BEARER_ONLY):
        return
    if isinstance(connection, Request) and connection.method in UNSAFE:
        submitted = connection.headers.get(HEADER) or (await connection.form()).get(FIELD)
        if not isinstance(submitted, str) or not visit_of(connection).allows(submitted):
            raise FormNotOurs
