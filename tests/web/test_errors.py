"""Whatever goes wrong, people read what happened, that nothing was lost, and what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from litestar import Request, get, post
from litestar.exceptions import HTTPException

from events.log.log import DatabaseAway
from events.log.writer import CommandReused
from tests.web.served import Served, csrf_in, serve, settings_for
from web import errors
from web.engine.engine import NoSuchPartnership

SECRETIVE = "the reason that only programmers understand"


class Broken(Exception):
    """Something nobody thought of."""


RAISED = {
    "403": HTTPException(status_code=403),
    "404": NoSuchPartnership(SECRETIVE),
    "409": CommandReused(SECRETIVE),
    "422": HTTPException(SECRETIVE, status_code=422),
    "429": HTTPException(SECRETIVE, status_code=429),
    "500": Broken(SECRETIVE),
    "503": DatabaseAway(SECRETIVE),
}


@pytest_asyncio.fixture
async def served(migrated_sqlite_url: str) -> AsyncIterator[Served]:
    @get("/raise/{name:str}", sync_to_thread=False)
    def fail(request: Request[Any, Any, Any]) -> None:
        raise RAISED[request.path_params["name"]]

    @post("/take", sync_to_thread=False)
    def take() -> None:
        return None

    async with serve(settings_for(migrated_sqlite_url)) as running:
        running.app.register(fail)
        running.app.register(take)
        yield running


@pytest.mark.parametrize("name", sorted(RAISED))
async def test_an_error_becomes_a_page_that_helps(served: Served, name: str) -> None:
    answer = await served.visitor().get(f"/raise/{name}")
    assert answer.status_code == int(name)
    assert "<h1>" in answer.text
    assert "Nothing was lost" in answer.text
    assert answer.headers["x-request-id"] in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for never in (SECRETIVE, "Traceback", "Broken", "Exception", ".py"):
        assert never not in answer.text


async def test_a_log_holds_the_trace_but_nobodys_words(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    @get("/leak", sync_to_thread=False)
    def leak() -> None:
        words = "what somebody wrote"  # noqa: F841 — in the frame, as it would be in a handler.
        raise Broken("oh")

    served.app.register(leak)
    answer = await served.visitor().get("/leak")
    said = capsys.readouterr().err
    assert answer.headers["x-request-id"] in said
    assert "Broken: oh" in said
    assert "words = 'what somebody wrote'" not in said
    assert "words=" not in said


async def test_each_status_has_its_own_words(served: Served) -> None:
    titles = {trouble.title for trouble in errors.TROUBLES.values()}
    assert len(titles) == len(errors.TROUBLES)
    for status in (403, 404, 405, 409, 413, 422, 429, 500, 503):
        assert status in errors.TROUBLES


async def test_an_unknown_address_and_a_wrong_method(served: Served) -> None:
    browser = served.visitor()
    assert (await browser.get("/nowhere")).status_code == 404
    csrf = csrf_in(await browser.get("/sign-in"))
    answer = await browser.put("/sign-in", data={"csrf": csrf})
    assert (answer.status_code, "cannot do that" in answer.text) == (405, True)


async def test_programs_get_the_same_as_json(served: Served) -> None:
    answer = await served.visitor(accept="application/json").get("/raise/500")
    error = answer.json()["error"]
    assert answer.status_code == error["status"] == 500
    assert error["request"] == answer.headers["x-request-id"]
    assert SECRETIVE not in answer.text


async def test_errors_speak_the_readers_language(served: Served) -> None:
    answer = await served.visitor(**{"accept-language": "es-CO,es;q=0.9"}).get("/nowhere")
    assert '<html lang="es">' in answer.text


async def test_a_page_is_shown_even_when_pages_cannot_be_made(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.app.state.services, "rendering", None)
    answer = await served.visitor().get("/nowhere")
    assert answer.status_code == 404
    assert "Nothing was lost" in answer.text


async def test_too_busy_says_when_to_come_back(served: Served) -> None:
    answer = await served.visitor().get("/raise/503")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_page_that_needs_signing_in_leads_there_and_back(served: Served) -> None:
    browser = served.visitor()
    answer = await browser.get("/p/abc/goals?at=3")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/sign-in?next=%2Fp%2Fabc%2Fgoals%3Fat%3D3",
    )
    part = await browser.get("/p/abc/goals", headers={"HX-Request": "true"})
    assert part.status_code == 401
