"""A small real server for one page: it serves the page, its assets and frames, and can be cut off."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from web.rendering.environment import ASSETS

NONCE = "c2FtcGxlLW5vbmNl"
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


class OnePage:
    """Serves `html` at /page, fragments by path, and a live socket that sends what the test tells it."""

    def __init__(self, html: str, fragments: dict[str, Callable[[], str]] | None = None) -> None:
        self.html, self.fragments = html, fragments or {}
        self.sockets: list[ServerConnection] = []
        self.asked: list[str] = []
        self.resumed: list[int] = []
        self.polled: list[int] = []
        self.no_sockets = False
        self.hangs_up = False
        self.poll = "1204\n"
        self._joined = asyncio.Condition()
        self._server: Any = None
        self.port = 0

    async def start(self) -> OnePage:
        """Listen; the second time on the same port."""
        self._server = await serve(self._socket, "127.0.0.1", self.port, process_request=self._request)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self) -> None:
        """Go away with all connections, as a server does that is restarted."""
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://127.0.0.1:{self.port}/page"

    async def _socket(self, connection: ServerConnection) -> None:
        assert connection.request
        query = parse_qs(urlsplit(connection.request.path).query)
        async with self._joined:
            self.sockets.append(connection)
            self.resumed.append(int(query["after"][0]))
            self._joined.notify_all()
        if self.hangs_up:  # As a proxy does that lets a socket open, and nothing through it.
            await connection.close(1011)
        else:
            await connection.send(f"{query['after'][0]}\n")
        await connection.wait_closed()
        self.sockets.remove(connection)

    async def joined(self, count: int) -> None:
        """Wait until so many sockets have been opened in all."""
        async with self._joined, asyncio.timeout(10):
            await self._joined.wait_for(lambda: len(self.resumed) >= count)

    async def send(self, frame: str) -> None:
        """Send a frame to everybody who listens."""
        for connection in self.sockets:
            await connection.send(frame)

    def _request(self, _: ServerConnection, request: Request) -> Response | None:
        path = urlsplit(request.path).path
        self.asked.append(path)
        if path.endswith("/live"):
            return respond("no sockets here", status=HTTPStatus.BAD_GATEWAY) if self.no_sockets else None
        if path.endswith("/live/poll"):
            self.polled.append(int(parse_qs(urlsplit(request.path).query)["after"][0]))
            return respond(self.poll)
        if path.startswith("/assets/"):
            file = ASSETS / path.rsplit("/", 1)[1]
            return respond(file.read_bytes(), kind=str(mimetypes.guess_type(file.name)[0]))
        if path in self.fragments:
            return respond(self.fragments[path](), nonce="b3RoZXItbm9uY2U")
        return respond(self.html) if path == "/page" else respond("", status=HTTPStatus.NO_CONTENT)


def respond(
    body: str | bytes,
    status: HTTPStatus = HTTPStatus.OK,
    kind: str = "text/html; charset=utf-8",
    nonce: str = NONCE,
) -> Response:
    """An answer with the headers that the product sends."""
    content = body.encode() if isinstance(body, str) else body
    headers = Headers(
        [
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", POLICY.format(nonce=nonce)),
            ("Connection", "close"),
        ]
    )
    return Response(status.value, status.phrase, headers, content)
