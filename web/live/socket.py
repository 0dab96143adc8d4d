"""The socket behind a live page, and the poll for readers whose network blocks sockets."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, WebSocket
from litestar.exceptions import WebSocketDisconnect

from web.live.hub import Hub
from web.live.outbox import COME_BACK, STILL_HERE_EVERY, DirectOutbox, Outbox

SEND_WITHIN = 10.0
SAID_SOMETHING = 1008
"""Pages only listen: whoever sends something is not one of them."""

Send = Callable[[str], Awaitable[None]]


async def serve(
    socket: WebSocket[Any, Any, Any], hub: Hub, outbox: Outbox, after: int, quiet: int = 0
) -> None:
    """Send an accepted socket its frames until either side ends it."""
    if isinstance(outbox, DirectOutbox):
        await serve_directly(socket, hub, outbox, after, quiet)
    else:
        await serve_by_task(socket, hub, outbox, after, quiet)


async def serve_directly(
    socket: WebSocket[Any, Any, Any], hub: Hub, outbox: DirectOutbox, after: int, quiet: int
) -> None:
    """The hub writes to the connection itself; this only waits for the end."""
    try:
        await hub.join(outbox, after, quiet)
        await socket.receive_text()
        outbox.close(SAID_SOMETHING)
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, RuntimeError):
        pass  # Either side has ended it; a browser that wants more comes back by itself.
    finally:
        hub.leave(outbox)


async def serve_by_task(
    socket: WebSocket[Any, Any, Any], hub: Hub, outbox: Outbox, after: int, quiet: int
) -> None:
    """Where the connection cannot be written to directly: a task takes frame after frame."""
    listening = asyncio.create_task(listen(socket, outbox))
    try:
        await hub.join(outbox, after, quiet)
        code = await write(outbox, socket.send_text, lambda: hub.told(outbox.reader.partnership))
        with contextlib.suppress(Exception):
            await socket.close(code)
    except (WebSocketDisconnect, RuntimeError):
        pass  # The browser went away while we were writing; it resumes by itself.
    finally:
        hub.leave(outbox)
        listening.cancel()


async def write(outbox: Outbox, send: Send, told: Callable[[], int | None]) -> int:
    """Write frames as they come, and a short one when there are none. Returns the closing code.

    `told` is the position that pages have been brought to; while it is None nothing short is said.
    """
    while True:
        text = await outbox.next(STILL_HERE_EVERY)
        if (code := outbox.closing) is not None:
            return code
        if text is None:
            position = told()
            if position is None:
                continue
            text = f"{position}\n"
        try:
            async with asyncio.timeout(SEND_WITHIN):
                await send(text)
        except TimeoutError:
            return COME_BACK


async def listen(socket: WebSocket[Any, Any, Any], outbox: Outbox) -> None:
    """The browser sends nothing; this only notices when it goes away, and refuses what it does send."""
    try:
        await socket.receive_text()
    except (WebSocketDisconnect, RuntimeError):
        outbox.close(1000)
    else:
        outbox.close(SAID_SOMETHING)


async def poll(hub: Hub, outbox: Outbox, after: int, quiet: int = 0) -> Response[str]:
    """What a socket would have been sent since a position, at once."""
    text = await hub.missed(outbox.reader, outbox.page, outbox.item, after, quiet)
    return Response(text, media_type="text/html")
