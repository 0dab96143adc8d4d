"""Every address × every kind of reader × this, another and no partnership at all."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from litestar.routes import HTTPRoute, WebSocketRoute

from tests.web.access.forms import FORMS
from tests.web.access.lines import ONE, Line
from tests.web.access.routes import LINES, LOOKING, OUTSIDE, OUTSIDE_FORMS, SOCKETS
from tests.web.access.world import NO_SUCH, READERS, come, furnished, sent, token_of
from tests.web.served import Socket
from tests.web.visitors import ADDRESS, OpenHouse, Visitor, plain

WHAT_TO_DO = "Say in tests/web/access/routes.py (a form: in forms.py) who may do this: {}"


async def test_every_address_is_listed(open_house: OpenHouse) -> None:
    found = {
        (method, route.path)
        for route in open_house.app.routes
        if isinstance(route, HTTPRoute) and not route.path.startswith("/api/")
        for method in route.methods
        if method != "OPTIONS"
    }
    listed = [(line.method, line.path) for line in LINES]
    assert not found - set(listed), WHAT_TO_DO.format(sorted(found - set(listed)))
    assert not set(listed) - found, f"These are gone: {sorted(set(listed) - found)}"
    assert len(listed) == len(set(listed))
    sockets = {route.path for route in open_house.app.routes if isinstance(route, WebSocketRoute)}
    assert sockets == set(SOCKETS), WHAT_TO_DO.format(sorted(sockets ^ set(SOCKETS)))


def address(line: Line, partnership: str) -> str:
    """The address with the things of the world in it."""
    path = line.path.replace("{partnership:str}", partnership).replace("{file_path:path}", "nothing.js")
    for name, thing in {**ONE, **line.things}.items():
        path = path.replace(name, thing)
    assert "{" not in path, path
    return path


async def ask(visitor: Visitor, line: Line, partnership: str, token: str, own: str = "") -> httpx.Response:
    """Look, or send the form."""
    path = address(line, partnership)
    if line.method != "POST":
        return await visitor.client.request(line.method, path, params=line.fields)
    fields = {name: value.replace("{own}", own) for name, value in line.fields.items()}
    return await visitor.client.post(path, data=sent(token, fields), headers={"Origin": ADDRESS})


def outcome(answer: httpx.Response) -> str:
    """What came of it, in a word."""
    status = answer.status_code
    where = answer.headers.get("location", "")
    if status == 401 or (status == 303 and where.startswith("/sign-in?next=")):
        return "sign in"
    if status in (403, 404):
        return "refused"
    return "done" if status in (200, 201, 303) else "judged" if status < 500 else "broken"


def expected(line: Line, reader: str) -> set[str]:
    """What must come of it for this reader."""
    if reader not in line.who:
        return {"sign in"} if reader == "nobody" else {"refused"}
    if reader in line.told:
        return {"judged"}
    return {"judged", "refused", "done"} if line.judged else {"done"}


@pytest.mark.parametrize("reader", READERS)
async def test_everybody_gets_what_is_listed(migrated_sqlite_url: str, tmp_path: Any, reader: str) -> None:
    wrong = []
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        visitor = await come(house, reader)
        own = "payer" if reader == "cleo" else reader
        token = await token_of(visitor)
        for line in (*LOOKING, *OUTSIDE, *FORMS, *OUTSIDE_FORMS):
            if line.path == "/sign-out":
                token = await token_of(visitor)  # The line before ended every session of this account.
            before = (await house.views()).position
            answer = await ask(visitor, line, house.partnership, token, own)
            kept = (await house.views()).position - before
            if outcome(answer) not in expected(line, reader):
                wrong.append(f"{line.method} {line.path}: {answer.status_code} {plain(answer.text)[:200]}")
            if kept and reader not in line.who:
                wrong.append(f"{line.method} {line.path} kept something")
    assert not wrong, f"{reader}:\n" + "\n".join(wrong)


FRESH = re.compile(r"[0-9a-f]{12,}|nonce-[\w-]+|(?:nonce|value|content)=\"[\w.:-]+\"")
"""What is new on every answer: the number of the request, the nonce, the token of the forms."""


def as_it_reads(answer: httpx.Response, partnership: str) -> tuple[Any, ...]:
    """An answer, without what is fresh every time and without what was asked for itself."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("set-cookie", "date")}
    return (
        answer.status_code,
        FRESH.sub("", answer.text.replace(partnership, "the partnership")),
        {name: FRESH.sub("", value.replace(partnership, "it")) for name, value in headers.items()},
    )


@pytest.mark.parametrize("reader", ["sam", "lou", "nobody"])
async def test_another_partnership_looks_as_if_it_were_not_there(
    migrated_sqlite_url: str, tmp_path: Any, reader: str
) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        visitor = await come(house, reader)
        token = await token_of(visitor)
        for line in (*LOOKING, *FORMS):
            real, made_up = [
                as_it_reads(await ask(visitor, line, one, token), one) for one in (house.partnership, NO_SUCH)
            ]
            assert real == made_up, line
            assert real[0] in ((303, 401) if reader == "nobody" else (404,)), (line, real[0])


async def test_nothing_of_another_partnership_is_reached_through_ones_own(
    migrated_sqlite_url: str, tmp_path: Any
) -> None:
    """Ids of things are looked for in the partnership of the address alone."""
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        visitor = await come(house, "sam")
        people = house.app.state.accounts.people(house.app.state.accounts.find("sam@example.org").id)
        (own,) = people
        token = await token_of(Visitor(visitor.client, f"/p/{own}"))
        for line in (*LOOKING, *FORMS):
            if "{" in line.path.replace("{partnership:str}", "").replace("{position:int}", ""):
                if "{person:str}" in line.path or "{kind:str}" in line.path or line.judged:
                    continue  # Ben is somebody there too, and a mission is no thing.
                answer = await ask(visitor, line, own, token)
                # A goal's empty part says nothing; whatever holds a thing's words is not there.
                assert answer.status_code in (200, 403, 404), (line, answer.status_code)
                for words in (
                    "A bus",
                    "A list",
                    "We listen",
                    "Mondays?",
                    "drives a van",
                    "Rosa",
                    "too early",
                ):
                    assert words not in answer.text, (line, words)


async def closed_with(house: OpenHouse, visitor: Visitor, path: str) -> int | None:
    """Open a socket; the code it is closed with at once, or None when it stays open."""
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    socket = Socket(house.app, path, {"Host": "127.0.0.1:8400", "Origin": ADDRESS, "Cookie": cookie})
    assert (await socket.next())["type"] == "websocket.accept"
    message = await socket.next()
    if message["type"] == "websocket.close":
        return int(message["code"])
    await socket.leave()
    return None


async def test_sockets_open_for_whom_they_are(migrated_sqlite_url: str, tmp_path: Any) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        for reader in READERS:
            visitor = await come(house, reader)
            for path, who in SOCKETS.items():
                real = path.replace("{partnership:str}", house.partnership).replace("{draft:str}", "draft1")
                made_up = path.replace("{partnership:str}", NO_SUCH).replace("{draft:str}", NO_SUCH)
                away = {4401, 4404} if reader == "nobody" else {4404}
                got, other = [
                    await closed_with(house, visitor, f"{one}?page=goals&after=0") for one in (real, made_up)
                ]
                assert other in away, (reader, path, other)
                assert (got is None) if reader in who else (got == other), (reader, path, got)
