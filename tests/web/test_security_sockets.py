"""Who may open a socket, and when it is closed again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.web.served import HERE, Served, Socket, csrf_in, serve, settings_for
from web.accounts import Account
from web.accounts.session_rows import BORROWED_RESTS
from web.live.hub import SESSION_ENDED
from web.security.cookies import SESSION


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url)) as running:
        yield running


@pytest_asyncio.fixture
async def local(migrated_sqlite_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_sqlite_url)) as running:
        yield running


@pytest_asyncio.fixture
async def ana(served: Served) -> Account:
    return await served.account("ana@example.org")


async def socket_headers(served: Served, account: Account) -> dict[str, str]:
    """What a browser sends with a socket."""
    token = await served.accounts.sessions.start_for(account.id)
    return {"Host": "127.0.0.1:8400", "Origin": HERE, "Cookie": f"{SESSION}={token}"}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_sockets_of_other_sites_are_refused(local: Served, origin: str | None) -> None:
    ana = await local.account()
    partnership = await local.partnership(ana)
    headers = await socket_headers(local, ana)
    del headers["Origin"]
    if origin:
        headers["Origin"] = origin
    socket = Socket(local.app, f"/p/{partnership}/live?page=goals&after=0", headers)
    assert (await socket.next())["type"] == "websocket.close"


async def test_a_withdrawn_right_closes_the_sockets_within_two_seconds(served: Served, ana: Account) -> None:
    partnership = await served.partnership(ana)
    headers = await socket_headers(served, ana)
    socket = Socket(served.app, f"/p/{partnership}/live?page=goals&after=0", headers)
    assert (await socket.next())["type"] == "websocket.accept"
    await served.accounts.run(served.accounts.withdraw, ana.id)
    closed = await asyncio.wait_for(socket.until("websocket.close"), 2)
    assert closed["code"] == SESSION_ENDED
    await socket.leave()


async def test_signing_out_closes_this_browsers_sockets(served: Served, ana: Account) -> None:
    partnership = await served.partnership(ana)
    browser = await served.signed_in(ana)
    headers = {"Host": "127.0.0.1:8400", "Origin": HERE, "Cookie": f"{SESSION}={browser.cookies[SESSION]}"}
    socket = Socket(served.app, f"/p/{partnership}/live?page=goals&after=0", headers)
    assert (await socket.next())["type"] == "websocket.accept"
    csrf = csrf_in(await browser.get(f"/p/{partnership}/"))
    await browser.post("/sign-out", data={"csrf": csrf})
    assert (await socket.until("websocket.close"))["code"] == SESSION_ENDED
    await socket.leave()


async def test_an_open_page_on_a_borrowed_device_is_told_nothing_more_after_a_rest(
    served: Served, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.live.hub.LOOK_EVERY", 0.05)
    partnership, sessions = await served.partnership(ana), served.accounts.sessions
    token = await sessions.start_for(ana.id, borrowed=True)
    headers = {"Host": "127.0.0.1:8400", "Origin": HERE, "Cookie": f"{SESSION}={token}"}
    socket = Socket(served.app, f"/p/{partnership}/live?page=goals&after=0", headers)
    assert (await socket.next())["type"] == "websocket.accept"
    began = served.accounts.store.now()
    served.accounts.store._clock = lambda: float(began + BORROWED_RESTS + 1)
    assert (await socket.until("websocket.close"))["code"] == SESSION_ENDED
    await socket.leave()


async def test_sockets_cannot_be_opened_without_end(local: Served) -> None:
    headers = await socket_headers(local, await local.account())
    kinds = []
    for _ in range(125):
        socket = Socket(local.app, "/p/nobody-knows/live?page=goals", headers)
        kinds.append((await socket.next())["type"])
    assert kinds[:120] == ["websocket.accept"] * 120, "told why, then closed"
    assert kinds[-1] == "websocket.close"


async def test_a_stranger_cannot_open_a_socket(local: Served) -> None:
    partnership = await local.partnership(await local.account())
    eve = await socket_headers(local, await local.account("eve@example.org"))
    nobody = {name: value for name, value in eve.items() if name != "Cookie"}
    for headers in (eve, nobody):
        socket = Socket(local.app, f"/p/{partnership}/live?page=goals&after=0", headers)
        assert (await socket.until("websocket.close"))["code"] >= 4000
        assert socket.sent.empty()
