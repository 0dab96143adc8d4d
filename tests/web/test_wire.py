"""Sockets under the real server: frames go straight to the connections, and nobody waits for a slow one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
import pytest_asyncio
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.web.served import Served, settings_for
from web.app import create_app
from web.live.hub import COME_BACK, OUTBOX_BYTES, Hub
from web.live.outbox import DirectOutbox
from web.security.cookies import SESSION
from workspace.goals.commands import ProposeGoal

WITHIN = 10.0


class Running(Served):
    """The app under uvicorn on a free port, with a partnership that `ana` has founded."""

    port: int
    here: str
    ana: str
    cookie: str

    @property
    def hub(self) -> Hub:
        hub: Hub = self.app.state.hub
        return hub

    @asynccontextmanager
    async def page(self, after: int = 2**50) -> AsyncIterator[ClientConnection]:
        """An open page of goals."""
        async with connect(
            f"ws://127.0.0.1:{self.port}/p/{self.here}/live?page=goals&after={after}",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie},
            max_size=None,
            compression=None,
        ) as open_page:
            await asyncio.wait_for(open_page.recv(), WITHIN)
            yield open_page

    async def goal(self, title: str) -> str:
        """Somebody proposes a goal."""
        await self.ask(ProposeGoal, {"title": title}, self.ana, self.here)
        return title


@pytest_asyncio.fixture
async def running(migrated_sqlite_url: str) -> AsyncIterator[Running]:
    settings = settings_for(migrated_sqlite_url)
    app, listener = create_app(settings), socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, ws="websockets-sansio", ws_per_message_deflate=False, log_level="warning")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:  # noqa: ASYNC110 — uvicorn has no event for it.
        await asyncio.sleep(0.01)
    served = Running(settings, app)
    served.port = listener.getsockname()[1]
    account = await served.account()
    served.here, served.ana = await served.partnership(account), account.id
    served.cookie = f"{SESSION}={await served.accounts.sessions.start_for(account.id)}"
    yield served
    server.should_exit = True
    await task


async def test_every_page_gets_the_same_text_whole(running: Running) -> None:
    async with running.page() as one, running.page() as another:
        assert all(isinstance(outbox, DirectOutbox) for outbox in running.hub._of(running.here))
        await running.goal("Más pasos — 100 m für alle 🌱 " + "ä" * 300)
        texts = [await asyncio.wait_for(page.recv(), WITHIN) for page in (one, another)]
    assert texts[0] == texts[1]
    assert "für alle 🌱" in texts[0]  # type: ignore[operator]
    assert str(texts[0]).split("\n", 1)[0] == str(running.hub.told(running.here))


async def test_a_page_that_has_gone_is_forgotten(running: Running) -> None:
    async with running.page():
        assert running.hub.sockets == 1
    await until(lambda: running.hub.sockets == 0)


async def test_whoever_says_something_is_not_a_page(running: Running) -> None:
    async with running.page() as page:
        await page.send("hello")
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(page.recv(), WITHIN)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008


async def test_a_server_that_goes_down_sends_everybody_to_come_back(running: Running) -> None:
    async with running.page() as page:
        running.hub.close()
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(page.recv(), WITHIN)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(WITHIN):
        while not holds():  # noqa: ASYNC110 — what is waited for has no event.
            await asyncio.sleep(0.01)


async def never_reads(running: Running) -> socket.socket:
    """A connection that is opened and then left alone."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(deaf, ("127.0.0.1", running.port))
    head = (
        f"GET /p/{running.here}/live?page=goals&after=0 HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {uuid4().hex[:22]}==\r\n"
        f"Sec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{running.port}\r\n"
        f"Cookie: {running.cookie}\r\n\r\n"
    )
    await loop.sock_sendall(deaf, head.encode())
    return deaf


async def test_a_page_that_never_reads_is_hung_up_on_and_the_others_miss_nothing(running: Running) -> None:
    async with running.page() as page:
        (quick,) = running.hub._of(running.here)
        deaf = await never_reads(running)
        await until(lambda: running.hub.sockets >= 2)
        (slow,) = (one for one in running.hub._of(running.here) if one is not quick)
        while slow.closing is None:
            slow.put("x" * (OUTBOX_BYTES // 4))
        assert slow.closing == COME_BACK
        await running.goal("Everybody else hears of this")
        text = await asyncio.wait_for(page.recv(), WITHIN)
        assert "Everybody else hears of this" in str(text)
        await until(lambda: running.hub.sockets <= 1)
        deaf.close()


async def test_a_page_that_takes_nothing_for_long_is_closed_and_a_quiet_one_hears_a_sign_of_life(
    running: Running,
) -> None:
    async with running.page() as page:
        (outbox,) = running.hub._of(running.here)
        outbox.look(outbox._wrote_at + 20, "still here\n")  # type: ignore[attr-defined]
        assert await asyncio.wait_for(page.recv(), WITHIN) == "still here\n"
        assert outbox.closing is None
        deaf = await never_reads(running)
        await until(lambda: running.hub.sockets >= 2)
        (slow,) = (one for one in running.hub._of(running.here) if one is not outbox)
        assert isinstance(slow, DirectOutbox)
        while not slow._wire.behind:
            slow.put("x" * 100_000)
        slow.look(slow._moved_at, "")
        slow.look(slow._moved_at + 8, "")
        assert slow.closing == COME_BACK
        deaf.close()
