"""The front: what every request and socket passes before the app sees it, and every answer on its way out.

It wraps the whole app, so that no route, no error page and no file can be without it. In order: a known
host; our own pages only for whatever changes something; not too often; who it is; an end to waiting.
"""

import asyncio
from collections.abc import Iterable
from functools import cached_property
from time import perf_counter
from typing import Any

import structlog
from litestar.connection import Request
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from web.accounts import Session, Sessions
from web.api.problems import answer
from web.live.wire import WIRE
from web.reader import LANGUAGES, THEMES
from web.rendering.language import best_language
from web.security.bearer import bearer_of, is_api, language_wanted
from web.security.cookies import LANGUAGE, SESSION, THEME, VISITOR, cookie_name, visitor_cookie
from web.security.headers import add_headers
from web.security.limits import Limits, client_of
from web.security.origin import UNSAFE, header, known_host, same_origin
from web.security.visit import VISIT, Visit
from web.settings import Settings

logger = structlog.get_logger("everyseat.access")

ANSWER_WITHIN = 30.0
ASSETS = "/assets/"
HEALTH = frozenset({"/healthz", "/readyz"})
REFUSED = 1008


class UnknownHost(ClientException):
    """The request asks for an address that is not ours."""

    status_code = 421


class FromElsewhere(PermissionDeniedException):
    """Another site sent this."""


class Front:
    """An ASGI app around the app."""

    def __init__(self, app: ASGIApp, settings: Settings, limits: Limits) -> None:
        self._app, self._settings, self._limits = app, settings, limits

    @cached_property
    def _secret(self) -> bytes:
        """Read at the first request: opening the server may have made it."""
        return self._settings.secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = Visit(self._secret)
        scope["state"][VISIT] = visit
        scope["state"][WIRE] = send
        if scope["type"] == ScopeType.HTTP:
            await self._request(scope, receive, send, visit)
        else:
            await self._socket(scope, receive, send, visit)

    async def _request(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        began, status = perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._complete(message, visit)
            await send(message)

        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._let_in(scope, visit)
                await self._app(scope, receive, sending)
        except Exception as error:
            if status:
                raise  # Half of the answer is on its way; the connection has to break.
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            response = answer(request, error).to_asgi_response(app=None, request=request)
            await response(scope, receive, sending)
        finally:
            self._note(scope, visit, status, perf_counter() - began)

    async def _socket(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        try:
            await self._let_in(scope, visit)
        except Exception as error:
            logger.info("socket_refused", why=type(error).__name__, request=visit.id)
            await receive()
            await send({"type": "websocket.close", "code": REFUSED, "reason": ""})
            return
        await self._app(scope, receive, send)

    async def _let_in(self, scope: Scope, visit: Visit) -> None:
        """Refuse what has no business here, and find out who it is."""
        if scope["path"] in HEALTH:
            return
        if not known_host(scope, self._settings):
            raise UnknownHost
        if is_api(scope):
            # Cookies are not even looked at here, so it does not matter whose page sent this.
            visit.bearer = await bearer_of(scope, self._limits)
            visit.browser_language = language_wanted(header(scope, b"accept-language"), visit.bearer)
            return
        changes = scope["type"] == ScopeType.WEBSOCKET or scope["method"] in UNSAFE
        if changes and not same_origin(scope, self._settings):
            raise FromElsewhere
        cookies = cookies_of(scope)
        # Known even where an old page asks for a file that is gone: its error page makes no new visitor.
        visit.visitor = cookies.get(cookie_name(VISITOR, self._settings))
        if scope["path"].startswith(ASSETS):
            return
        chosen = cookies.get(cookie_name(LANGUAGE, self._settings))
        visit.chosen_language = next((one for one in LANGUAGES if one == chosen), None)
        theme = cookies.get(cookie_name(THEME, self._settings))
        visit.theme = next((one for one in THEMES if one == theme), None)
        visit.browser_language = best_language(header(scope, b"accept-language"))
        visit.session = await self._session(scope, cookies.get(cookie_name(SESSION, self._settings)))
        self._count(scope, visit.session.key if visit.session else client_of(scope))

    async def _session(self, scope: Scope, token: str | None) -> Session | None:
        """Who it is. Asking the database for an unknown cookie counts against the network address."""
        sessions: Sessions = scope["litestar_app"].state.accounts.sessions
        # A part of an open page that asks for itself is no sign of the person who opened it.
        alone = scope["type"] == ScopeType.WEBSOCKET or (
            scope["method"] not in UNSAFE and header(scope, b"hx-request") == "true"
        )
        known = sessions.recent(token, by_itself=alone) if token else None
        if known is not None:
            self._limits.pages.take(known.key)
            return known
        self._limits.pages.take(client_of(scope))
        return await sessions.find(token, by_itself=alone) if token else None

    def _count(self, scope: Scope, who: str) -> None:
        if scope["type"] == ScopeType.WEBSOCKET:
            self._limits.sockets.take(who)
        elif scope["method"] in UNSAFE:
            self._limits.commands.take(who)

    def _complete(self, message: Message, visit: Visit) -> None:
        add_headers(message, visit, self._settings)
        if visit.new_visitor and visit.visitor and message["type"] == "http.response.start":
            made = visitor_cookie(visit.visitor, self._settings).to_encoded_header()
            message["headers"] = [*message["headers"], made]

    def _note(self, scope: Scope, visit: Visit, status: int, seconds: float) -> None:
        """One line for each request: the shape of its path, never the path, and nobody's address."""
        if scope["path"] in HEALTH or scope["path"].startswith(ASSETS):
            return
        template = scope.get("path_template") or "none"
        logger.info(
            "request",
            method=scope.get("method", ""),
            path=template,
            status=status,
            took=how_long(seconds),
            request=visit.id,
        )


def how_long(seconds: float) -> str:
    """A class of durations: exact ones would tell more about people than about us."""
    for limit, name in ((0.01, "<10ms"), (0.1, "<100ms"), (1.0, "<1s")):
        if seconds < limit:
            return name
    return "slow"


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies of a request. One that another program on this host made badly hides none of ours."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    sent = b";".join(value for name, value in headers if name.lower() == b"cookie").decode("latin-1")
    pairs = (part.strip().partition("=") for part in sent.split(";"))
    cookies: dict[str, str] = {}
    for name, _, value in pairs:
        cookies.setdefault(name, value)
    return cookies
