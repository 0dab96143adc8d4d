"""Servers to measure, each in a process of its own: `python -m bench.serving KIND URL PARTNERSHIP GOAL`.

They say their port, and then for each line on their input they tell all their sockets of one event, and
print when they began. `ours` is the whole app under uvicorn; `broadcast` and `channels` send the text that
stands in the file named by URL.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import uvicorn
from litestar import Litestar, Response, WebSocket, get, websocket
from litestar.channels import ChannelsPlugin
from litestar.channels.backends.memory import MemoryChannelsBackend
from websockets.asyncio.server import ServerConnection, broadcast
from websockets.asyncio.server import serve as serve_websockets

from events.log.identity import fresh_id

Go = Callable[[int], Awaitable[None]]


def main() -> None:
    """Serve until the input ends."""
    kind, url, *rest = sys.argv[1:]
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    kinds = {"ours": ours, "prepared": prepared, "broadcast": plain_broadcast, "channels": channels}
    if kind in ("broadcast", "channels"):
        url = Path(url).read_text()
    work = kinds[kind](listener, url, *rest)
    if os.environ.get("BENCH_LOOP") == "asyncio":
        asyncio.run(work)
    else:
        import uvloop

        uvloop.run(work)


async def obey(listener: socket.socket, go: Go) -> None:
    """Say the port; then do what each line of the input asks."""
    print(listener.getsockname()[1], flush=True)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    number = 0
    while line := await lines.readline():
        if line.strip() == b"go":
            number += 1
            began = monotonic()
            await go(number)
            print(began, flush=True)


async def started(
    config: uvicorn.Config, listener: socket.socket
) -> tuple[uvicorn.Server, asyncio.Task[None]]:
    """A server that answers."""
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:  # noqa: ASYNC110 — uvicorn has no event for it.
        await asyncio.sleep(0.01)
    return server, serving


async def ours(listener: socket.socket, url: str, partnership: str, goal: str) -> None:
    """The whole app; an event is a vote through the rules. Nothing is gathered first: all of it is work."""
    from web.app import create_app
    from web.settings import load_settings
    from workspace.acts import Act
    from workspace.goals.commands import VoteOnGoal

    settings = load_settings(database=url, port=listener.getsockname()[1])
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    server, serving = await started(config, listener)
    engine, hub = app.state.engine, app.state.hub
    hub.coalesce = 0.0
    person = next(iter((await engine.views(partnership)).directory.people))

    async def go(number: int) -> None:
        vote = ("support", "against")[number % 2]
        act = Act(command=fresh_id(), person=person, partner=person, at=datetime.now(UTC))
        await engine.submit(partnership, VoteOnGoal(goal=goal, vote=vote), act)  # type: ignore[arg-type]

    await go(0)
    await obey(listener, go)
    server.should_exit = True
    await serving


async def prepared(listener: socket.socket, url: str, partnership: str, cookie: str) -> None:
    """The limit of a page: its template from a dict that is ready. No session, no head, no views to find."""
    import httpx

    from web.app import create_app
    from web.settings import load_settings

    app = create_app(load_settings(database=url, port=listener.getsockname()[1]))
    async with app.lifespan():
        rendering, kept = app.state.services.rendering, []
        render = rendering.page
        rendering.page = lambda *given: kept.append(given) or render(*given)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
            answer = await browser.get(f"/p/{partnership}/", headers={"Cookie": cookie})
            assert answer.status_code == 200, answer.text

        @get("/", sync_to_thread=False)
        def ready() -> Response[str]:
            return Response(render(*kept[0]), media_type="text/html")

        config = uvicorn.Config(Litestar([ready], openapi_config=None), log_level="warning", access_log=False)
        server, serving = await started(config, listener)

        async def go(_: int) -> None:
            """Nothing to tell."""

        await obey(listener, go)
        server.should_exit = True
        await serving


async def plain_broadcast(listener: socket.socket, text: str) -> None:
    """The limit: `websockets.broadcast()` of the same bytes."""
    connections = set[ServerConnection]()

    async def handle(connection: ServerConnection) -> None:
        connections.add(connection)
        await connection.wait_closed()
        connections.discard(connection)

    async def go(_: int) -> None:
        broadcast(connections, text)

    async with serve_websockets(handle, sock=listener, compression=None):
        await obey(listener, go)


async def channels(listener: socket.socket, text: str) -> None:
    """A peer: the framework's own channels, in memory."""
    plugin = ChannelsPlugin(backend=MemoryChannelsBackend(), channels=["page"])

    @websocket("/")
    async def handle(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        async with (
            plugin.start_subscription(["page"]) as subscriber,
            subscriber.run_in_background(socket.send_text),
        ):
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass

    config = uvicorn.Config(
        Litestar([handle], plugins=[plugin]),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
    )
    server, serving = await started(config, listener)

    async def go(_: int) -> None:
        plugin.publish(text, ["page"])

    await obey(listener, go)
    server.should_exit = True
    await serving


if __name__ == "__main__":
    main()
