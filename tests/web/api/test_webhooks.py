"""Webhooks: told at least once of what happened, signed, without anybody's words, and never in the way."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from tests.web.api.programs import problem_in, program
from tests.web.visitors import OpenHouse, opened
from web.webhooks import deliveries, rows
from web.webhooks.deliveries import Deliveries
from web.webhooks.rows import MOST, MOST_TRIES, WebhookRows
from workspace.goals.commands import ProposeGoal, VoteOnGoal


class Heard(NamedTuple):
    """A message that came."""

    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class Listener:
    """Another program, on this machine, that answers as it is told to."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answers: list[int] = []
        self.elsewhere = ""
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status = listener.answers.pop(0) if listener.answers else 204
                headers = {name.lower(): value for name, value in self.headers.items()}
                listener.heard.append(Heard(headers, body))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", listener.elsewhere)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?key=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def positions(self) -> list[int]:
        """Every moment that was told, in the order in which it came."""
        return [one["position"] for heard in self.heard for one in heard.told["moments"]]


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def house(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenHouse]:
    """A house whose webhooks may lead to this machine, and are tried again at once."""
    monkeypatch.setattr(rows, "FIRST_WAIT", 0)
    monkeypatch.setattr(deliveries, "LOOK_EVERY", 0.05)
    url = request.getfixturevalue(f"migrated_{request.param}_url")
    async with opened(url, tmp_path, webhooks_to_loopback=True) as made:
        yield made


async def until(true: Any, seconds: float = 10) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        await asyncio.sleep(0.02)


async def hook(house: OpenHouse, url: str) -> tuple[str, str]:
    """A webhook that the convener makes; its id and its secret."""
    ana = await program(house, "ana")
    made = await ana.client.post(f"{ana.base}/webhooks", json={"url": url})
    assert made.status_code == 201, made.text
    return made.json()["webhook"]["id"], made.json()["secret"]


async def test_what_happens_is_told_signed_and_without_words(house: OpenHouse, listener: Listener) -> None:
    _, secret = await hook(house, listener.url)
    before = (await house.views()).position
    await house.ask(ProposeGoal, {"title": "A very private sentence"}, by="ben", partner="ben", command="g1")
    await house.ask(VoteOnGoal, {"goal": "g1", "vote": "support"}, by="cleo", partner="payer")
    await until(lambda: listener.positions())
    heard = listener.heard[0]
    assert heard.told["moments"][0]["what"] == "GoalProposed"
    assert heard.told["moments"][0].keys() == {"position", "what", "when"}
    assert heard.told.keys() == {"partnership", "position", "moments"}
    assert listener.positions()[0] == before + 1
    for secretive in (b"private", b"ben", b"cleo", b"payer", b"g1"):
        assert secretive not in heard.body
    assert signature(secret, heard) == heard.headers["webhook-signature"]
    assert abs(int(heard.headers["webhook-timestamp"]) - time.time()) < 60
    assert not {"cookie", "authorization"} & heard.headers.keys()


def signature(secret: str, heard: Heard) -> str:
    """The signature as the other side works it out (Standard Webhooks)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    return "v1," + base64.b64encode(hmac.digest(key, content, sha256)).decode()


async def test_what_was_not_taken_comes_again_the_same(house: OpenHouse, listener: Listener) -> None:
    listener.answers = [500, 302, 404]
    listener.elsewhere = listener.url
    await hook(house, listener.url)
    await house.ask(ProposeGoal, {"title": "Walk"}, by="ben", partner="ben", command="g1")
    await until(lambda: len(listener.heard) >= 4)
    await house.ask(ProposeGoal, {"title": "Sleep"}, by="ben", partner="ben", command="g2")
    await until(lambda: len(listener.heard) >= 5)
    first = listener.heard[:4]
    assert len({one.headers["webhook-id"] for one in first}) == 1
    assert len({one.body for one in first}) == 1
    assert listener.heard[4].headers["webhook-id"] != first[0].headers["webhook-id"]


async def test_after_the_last_try_it_pauses_and_goes_on_where_it_stopped(
    house: OpenHouse, listener: Listener
) -> None:
    made, _ = await hook(house, listener.url)
    listener.answers = [503] * MOST_TRIES
    await house.ask(ProposeGoal, {"title": "Walk"}, by="ben", partner="ben", command="g1")
    kept = WebhookRows(house.app.state.accounts.store)
    await until(lambda: kept.of_partnership(house.partnership)[0].paused, 30)
    assert len(listener.heard) == MOST_TRIES
    ana = await house.visitor("ana")
    page = await ana.text("/webhooks")
    assert "paused" in page
    assert f"We tried {MOST_TRIES} times" in page
    await ana.send(f"/webhooks/{made}/resumption")
    await until(lambda: len(listener.heard) > MOST_TRIES)
    await until(lambda: kept.of_partnership(house.partnership)[0].delivered)
    assert kept.of_partnership(house.partnership)[0].position == (await house.views()).position


async def test_who_wants_nothing_more_gets_nothing_more(house: OpenHouse, listener: Listener) -> None:
    listener.answers = [410]
    await hook(house, listener.url)
    await house.ask(ProposeGoal, {"title": "Walk"}, by="ben", partner="ben")
    kept = WebhookRows(house.app.state.accounts.store)
    await until(lambda: kept.of_partnership(house.partnership)[0].paused)
    assert len(listener.heard) == 1


async def test_two_processes_tell_each_thing_once(house: OpenHouse, listener: Listener) -> None:
    await hook(house, listener.url)
    store, log = house.app.state.accounts.store, house.engine.log
    others = [Deliveries(log, store, b"s" * 32, loopback=True) for _ in range(3)]
    for number in range(6):
        await house.ask(ProposeGoal, {"title": f"Goal {number}"}, by="ben", partner="ben")
        await asyncio.gather(*(one.look() for one in others))
    last = (await house.views()).position
    kept = WebhookRows(store)
    await until(lambda: kept.of_partnership(house.partnership)[0].position == last)
    assert listener.positions() == sorted(set(listener.positions()))
    assert len({one.headers["webhook-id"] for one in listener.heard}) == len(listener.heard)
    for one in others:
        await one.stop()


async def test_a_program_that_never_answers_holds_nothing_up(house: OpenHouse) -> None:
    deaf = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler, bind_and_activate=True)
    try:
        await hook(house, f"http://127.0.0.1:{deaf.server_port}/")
        began = time.monotonic()
        for number in range(20):
            await house.ask(ProposeGoal, {"title": f"Goal {number}"}, by="ben", partner="ben")
        assert time.monotonic() - began < 5
    finally:
        deaf.server_close()


async def test_only_conveners_make_end_and_see_them(house: OpenHouse, listener: Listener) -> None:
    made, _ = await hook(house, listener.url)
    for person in ("ben", "olga", "ada"):
        one = await house.visitor(person)
        assert (await one.get("/webhooks")).status_code == 404
        assert (await one.send("/webhooks", url=listener.url)).status_code == 404
        assert (await one.send(f"/webhooks/{made}/ending")).status_code == 404
    ana = await program(house, "ana")
    assert (await ana.client.delete(f"{ana.base}/webhooks/{made}")).status_code == 204
    problem_in(await ana.client.delete(f"{ana.base}/webhooks/{made}"), 404)


async def test_the_same_request_makes_one_and_shows_its_secret_once(
    house: OpenHouse, listener: Listener
) -> None:
    ana = await program(house, "ana")
    headers, address = {"Idempotency-Key": "k"}, f"{ana.base}/webhooks"
    first = (await ana.client.post(address, json={"url": listener.url}, headers=headers)).json()
    again = (await ana.client.post(address, json={"url": listener.url}, headers=headers)).json()
    assert again == {"webhook": first["webhook"], "secret": None}
    other = await ana.client.post(address, json={"url": listener.url + "2"}, headers=headers)
    problem_in(other, 409)
    for _ in range(MOST - 1):
        await hook(house, listener.url)
    problem_in(await ana.client.post(address, json={"url": listener.url}), 422)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://10.1.1.1/",
    ],
)
async def test_without_the_setting_nothing_leads_to_this_machine(open_house: OpenHouse, url: str) -> None:
    ana = await program(open_house, "ana")
    problem = problem_in(await ana.client.post(f"{ana.base}/webhooks", json={"url": url}), 422)
    assert problem["field"] == "url"
    browser = await open_house.visitor("ana")
    assert (await browser.send("/webhooks", url=url)).status_code == 422


async def test_a_convener_makes_one_on_the_page(house: OpenHouse, listener: Listener) -> None:
    ana = await house.visitor("ana")
    made = await ana.send("/webhooks", url=listener.url)
    assert "whsec_" in made.text
    assert "whsec_" not in await ana.text("/webhooks")
    await house.ask(ProposeGoal, {"title": "Walk"}, by="ben", partner="ben")
    await until(lambda: listener.heard)
