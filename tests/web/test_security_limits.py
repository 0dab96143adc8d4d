"""How often, how large, how long: what one visitor may take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from litestar import get

from tests.web.served import Served, csrf_in, serve, settings_for
from web.app import LARGEST_BODY
from web.security import front
from web.security.cookies import SESSION
from web.security.limits import Buckets, TooOften, client_of


@pytest_asyncio.fixture
async def local(migrated_sqlite_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_sqlite_url)) as running:
        yield running


class Clock:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_fills_again_and_their_number_is_bounded() -> None:
    clock = Clock()
    buckets = Buckets(60, size=3, clock=clock)
    for _ in range(60):
        buckets.take("ana")
    with pytest.raises(TooOften) as caught:
        buckets.take("ana")
    assert 0 < caught.value.seconds <= 1
    buckets.take("ben")
    clock.now += 2
    buckets.take("ana")
    buckets.take("ana")
    with pytest.raises(TooOften):
        buckets.take("ana")
    for name in "abcdefgh":
        buckets.take(name)
    assert len(buckets) == 3


def test_a_whole_network_of_ipv6_is_one_client() -> None:
    def client(host: str) -> str:
        return client_of({"client": (host, 1)})  # type: ignore[typeddict-item]

    assert client("2001:db8::1") == client("2001:db8::ffff:2")
    assert client("2001:db8::1") != client("2001:db8:0:1::1")
    assert client("192.0.2.1") != client("192.0.2.2")


async def test_a_session_does_at_most_120_things_a_minute(local: Served) -> None:
    ana, ben = await local.account("ana@example.org"), await local.account("ben@example.org")
    browser = await local.signed_in(ana)
    statuses = [(await browser.post("/language", data={})).status_code for _ in range(125)]
    assert statuses[:120] == [403] * 120
    assert statuses[-1] == 429
    assert (await (await local.signed_in(ben)).post("/language", data={})).status_code == 403


async def test_a_body_that_is_too_large_is_refused(local: Served) -> None:
    browser = local.visitor()
    csrf = csrf_in(await browser.get("/sign-in"))
    answer = await browser.post("/sign-in", data={"csrf": csrf, "email": "x" * (LARGEST_BODY + 1)})
    assert answer.status_code == 413

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (LARGEST_BODY // 10)

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await browser.post("/sign-in", content=unannounced(), headers=kind)).status_code == 413


async def test_a_request_that_never_ends_is_ended(local: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    @get("/stuck")
    async def stuck() -> None:
        await asyncio.Event().wait()

    local.app.register(stuck)
    monkeypatch.setattr(front, "ANSWER_WITHIN", 0.05)
    answer = await local.visitor().get("/stuck")
    assert answer.status_code == 503
    assert "took too long" in answer.text


async def test_nobodys_data_is_in_the_access_log(local: Served, capsys: pytest.CaptureFixture[str]) -> None:
    browser = await local.signed_in(await local.account("ana@example.org"))
    await browser.get("/sign-in/link/secret-token?next=/p/secret-partnership")
    csrf = csrf_in(await browser.get("/"))
    await browser.post("/language", data={"csrf": csrf, "next": "/secret-path"})
    said = capsys.readouterr().err
    assert "/sign-in/link/{token}" in said
    for never in ("secret", "ana@example.org", browser.cookies[SESSION], csrf, "127.0.0.1"):
        assert never not in said
