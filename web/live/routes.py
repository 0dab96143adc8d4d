"""The addresses of live pages: the socket, and the poll where a network blocks sockets."""

from collections.abc import Callable
from typing import Annotated, Any

from litestar import Request, Response, WebSocket, get, websocket
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter

from web.errors import SignInFirst
from web.live.hub import Hub
from web.live.outbox import SESSION_ENDED, DirectOutbox, Outbox
from web.live.socket import poll, serve
from web.live.wire import wire_of
from web.reader import Reader
from web.security.visit import visit_of
from web.visitor import reader_of

NOT_HERE = 4404

Position = Annotated[int, QueryParameter(ge=0, le=2**53)]
Item = Annotated[str | None, QueryParameter(max_length=64)]
Quiet = Annotated[int, QueryParameter(ge=0, le=366 * 86_400)]
"""Seconds for which a page was told nothing: what only time changes has passed it by."""


@websocket("/p/{partnership:str}/live", name="live")
async def live(
    socket: WebSocket[Any, Any, Any],
    partnership: FromPath[str],
    item: Item = None,
    after: Position = 0,
    quiet: Quiet = 0,
) -> None:
    """Push what changes on a page. The browser only listens."""
    try:
        reader, _ = await reader_of(socket, partnership)
    except (NotFoundException, SignInFirst) as away:
        await socket.accept()
        await socket.close(SESSION_ENDED if isinstance(away, SignInFirst) else NOT_HERE)
        return
    session = visit_of(socket).session
    hub = hub_of(socket)
    assert session is not None
    accounts = socket.app.state.accounts
    await socket.accept()
    outbox = outbox_for(socket, reader, item, lambda: accounts.sessions.valid(session))
    outbox.session = session.key
    outbox.seen_elsewhere = lambda: accounts.sessions.still_valid(session)
    await serve(socket, hub, outbox, after, quiet)


def outbox_for(
    socket: WebSocket[Any, Any, Any], reader: Reader, item: str | None, still_valid: Callable[[], bool]
) -> Outbox:
    """Straight to the connection where the server allows it."""
    wire = wire_of(socket.scope)
    if wire is None:
        return Outbox(reader, page_of(socket), item, still_valid)
    return DirectOutbox(reader, page_of(socket), item, still_valid, wire)


@get("/p/{partnership:str}/live/poll", name="live-poll")
async def live_poll(
    request: Request[Any, Any, Any],
    partnership: FromPath[str],
    item: Item = None,
    after: Position = 0,
    quiet: Quiet = 0,
) -> Response[str]:
    """What the socket would have pushed since a position."""
    reader, _ = await reader_of(request, partnership)
    return await poll(hub_of(request), Outbox(reader, page_of(request), item), after, quiet)


@get("/p/{partnership:str}/form-token", name="form-token")
async def form_token(request: Request[Any, Any, Any], partnership: FromPath[str]) -> dict[str, str]:
    """For an open page whose reader has signed in again: who it is, and the token that its forms need now."""
    reader, _ = await reader_of(request, partnership)
    return {"csrf": reader.csrf, "reader": f"{reader.person}/{reader.partner or ''}"}


def page_of(connection: Request[Any, Any, Any] | WebSocket[Any, Any, Any]) -> str:
    """Which page is open. Read by hand, because `page` is what handlers call their own page."""
    return connection.query_params.get("page", "")[:64]


def hub_of(connection: Request[Any, Any, Any] | WebSocket[Any, Any, Any]) -> Hub:
    """The hub of this process."""
    hub: Hub = connection.app.state.hub
    return hub


HANDLERS = [live, live_poll, form_token]
