"""What stands before every page: forms, origins, hosts, headers, cookies."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from litestar.routes import HTTPRoute

from tests.web.served import HERE, Served, csrf_in, serve, settings_for
from web.accounts import Account
from web.security.cookies import SESSION, VISITOR
from web.security.csrf import BEARER_ONLY
from web.security.origin import known_host, same_origin

HTTPS = "https://table.example"


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url)) as running:
        yield running


@pytest_asyncio.fixture
async def local(migrated_sqlite_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_sqlite_url)) as running:
        yield running


@pytest_asyncio.fixture
async def public(migrated_sqlite_url: str) -> AsyncIterator[Served]:
    """A server that people reach over https."""
    async with serve(settings_for(migrated_sqlite_url, EVERYSEAT_BASE_URL=HTTPS)) as running:
        yield running


@pytest_asyncio.fixture
async def ana(served: Served) -> Account:
    return await served.account("ana@example.org")


# --- forms -----------------------------------------------------------------------------------------


def unsafe_routes(served: Served) -> set[tuple[str, str, bool]]:
    """Method and path of all that changes something, and whether only a bearer token opens it."""
    return {
        (method, route.path, bool(handler.opt.get(BEARER_ONLY)))
        for route in served.app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if method not in ("GET", "HEAD", "OPTIONS")
    }


async def test_every_unsafe_method_needs_the_token_of_its_form_or_a_bearers(
    served: Served, ana: Account
) -> None:
    browser = await served.signed_in(ana)
    unsafe = unsafe_routes(served)
    assert ("POST", "/sign-in", False) in unsafe
    assert len(unsafe) > 10
    for method, path, bearer_only in sorted(unsafe):
        filled = re.sub(r"{[^}]+}", "x1", path)
        answer = await browser.request(method, filled, data={"email": "ana@example.org"})
        assert (method, path, answer.status_code) == (method, path, 401 if bearer_only else 403)


async def test_no_cookie_opens_the_programs_door_not_even_with_the_token_of_a_form(
    served: Served, ana: Account
) -> None:
    browser = await served.signed_in(ana)
    headers = {"X-CSRF-Token": csrf_in(await browser.get("/"))}
    for method, path, bearer_only in sorted(unsafe_routes(served)):
        if bearer_only:
            filled = re.sub(r"{[^}]+}", "x1", path)
            answer = await browser.request(method, filled, json={}, headers=headers)
            assert (method, path, answer.status_code) == (method, path, 401)


async def test_the_token_of_another_browser_is_refused(served: Served, ana: Account) -> None:
    mine, other = await served.signed_in(ana), await served.signed_in(ana)
    foreign = csrf_in(await other.get("/"))
    for token in (foreign, "", "x", foreign[:-1], foreign + "é"):
        assert (await mine.post("/sign-out", data={"csrf": token})).status_code == 403
    assert (await mine.get("/")).status_code == 200, "still signed in"


async def test_the_token_may_come_in_a_header(served: Served, ana: Account) -> None:
    browser = await served.signed_in(ana)
    token = csrf_in(await browser.get("/"))
    assert (await browser.post("/sign-out", headers={"X-CSRF-Token": token})).status_code == 303


async def test_the_sign_in_form_is_tied_to_its_browser(served: Served) -> None:
    mine, other = served.visitor(), served.visitor()
    foreign = csrf_in(await other.get("/sign-in"))
    fields = {"csrf": foreign, "email": "ana@example.org"}
    assert (await mine.post("/sign-in", data=fields)).status_code == 403
    await mine.get("/sign-in")
    assert (await mine.post("/sign-in", data=fields)).status_code == 403


async def test_a_file_that_is_gone_does_not_untie_the_form(local: Served) -> None:
    browser = local.visitor()
    token = csrf_in(await browser.get("/sign-in"))
    gone = await browser.get("/assets/main-0000000000.js")
    assert gone.status_code == 404
    assert "set-cookie" not in gone.headers
    answer = await browser.post("/sign-in", data={"csrf": token, "email": "ana@example.org"})
    assert answer.status_code < 400


async def test_a_refused_form_says_what_to_do(served: Served, ana: Account) -> None:
    answer = await (await served.signed_in(ana)).post("/sign-out", data={})
    assert "Nothing was lost" in answer.text
    assert "earlier sign-in" in answer.text


# --- where it comes from ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8400"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_forms_of_other_sites_are_refused(local: Served, headers: dict[str, str]) -> None:
    browser = await local.signed_in(await local.account())
    fields = {"csrf": csrf_in(await browser.get("/"))}
    assert (await browser.post("/sign-out", data=fields, headers=headers)).status_code == 403
    own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    assert (await browser.post("/sign-out", data=fields, headers=own)).status_code == 303


@pytest.mark.parametrize(
    ("base", "host", "known"),
    [
        (HERE, "127.0.0.1:8400", True),
        (HERE, "localhost:1234", True),
        (HERE, "[::1]:8400", True),
        (HERE, "evil.example:8400", False),
        (HERE, "127.0.0.1.evil.example", False),
        (HERE, "localhost@evil.example", False),
        (HERE, "", False),
        (HTTPS, "table.example", True),
        (HTTPS, "TABLE.example:443", True),
        (HTTPS, "table.example:8443", False),
        (HTTPS, "127.0.0.1", False),
    ],
)
def test_only_our_own_names_are_answered(base: str, host: str, known: bool) -> None:
    settings = settings_for("sqlite:///x.sqlite", EVERYSEAT_BASE_URL=base)
    scope: Any = {"type": "http", "headers": [(b"host", host.encode())]}
    assert known_host(scope, settings) is known


async def test_a_strange_host_gets_no_page(local: Served) -> None:
    answer = await local.visitor(base="http://evil.example").get("/sign-in")
    assert answer.status_code == 421
    assert "csrf" not in answer.cookies
    healthy = await local.visitor(base="http://10.0.0.7").get("/healthz")
    assert healthy.status_code == 200, "machines ask by number"


def test_two_origins_are_none() -> None:
    settings = settings_for("sqlite:///x.sqlite", EVERYSEAT_BASE_URL=HTTPS)
    good = (b"origin", HTTPS.encode())
    for kind in ("http", "websocket"):
        assert same_origin({"type": kind, "headers": [good]}, settings)  # type: ignore[arg-type, misc]
        assert not same_origin({"type": kind, "headers": [good, good]}, settings)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("base", "host", "origin", "ours"),
    [
        ("https://localhost", "localhost", "https://localhost", True),
        ("https://localhost", "localhost:8443", "https://localhost:8443", True),
        ("https://localhost", "localhost", "http://localhost", False),
        ("https://localhost", "localhost", "https://127.0.0.1", False),
        (HERE, "localhost:8400", "http://localhost:8400", True),
        (HERE, "localhost:8400", "https://localhost:8400", False),
    ],
)
def test_behind_a_proxy_on_this_machine_pages_come_by_https(
    base: str, host: str, origin: str, ours: bool
) -> None:
    settings = settings_for("sqlite:///x.sqlite", EVERYSEAT_BASE_URL=base)
    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    for kind in ("http", "websocket"):
        assert same_origin({"type": kind, "headers": headers}, settings) is ours  # type: ignore[arg-type, misc]


# --- headers and cookies ---------------------------------------------------------------------------


async def test_every_answer_has_the_headers(served: Served, ana: Account) -> None:
    browser = await served.signed_in(ana)
    for path in ("/", "/sign-in/sent", "/nowhere", "/healthz", "/p/x/goals", "/assets/nothing.js"):
        headers = (await browser.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["vary"] == "Cookie, Accept-Language"
        assert "strict-transport-security" not in headers


async def test_the_policy_trusts_nothing_but_ourselves(local: Served) -> None:
    browser = local.visitor()
    pages = [await browser.get("/sign-in") for _ in range(2)]
    policies = [page.headers["content-security-policy"] for page in pages]
    assert not any("unsafe" in policy or "http" in policy or "*" in policy for policy in policies)
    parts = dict(part.strip().split(" ", 1) for part in policies[0].split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["connect-src"] == parts["form-action"] == "'self'"
    assert parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    nonces = [re.findall(r"'nonce-([^']+)'", policy)[0] for policy in policies]
    assert nonces[0] != nonces[1]
    assert parts["style-src"] == f"'self' 'nonce-{nonces[0]}'"
    assert f'nonce="{nonces[0]}"' in pages[0].text
    assert "<style" not in pages[0].text
    assert 'style="' not in pages[0].text


async def test_built_files_may_be_kept_for_ever(local: Served) -> None:
    browser = local.visitor()
    page = (await browser.get("/sign-in")).text
    for name in re.findall(r'(?:src|href)="(/assets/[^"]+)"', page):
        answer = await browser.get(name)
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)
        assert "no-store" not in answer.headers["cache-control"]


async def test_cookies_over_https_are_bound_to_the_host(public: Served) -> None:
    browser = public.visitor()
    page = await browser.get("/sign-in")
    ana = await public.account()
    token = await public.accounts.run(public.accounts.links.make, ana.id)
    came = await browser.post(f"/sign-in/link/{token}", data={"csrf": csrf_in(page)})
    for answer, name in ((page, VISITOR), (came, SESSION)):
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"__Host-{name}=")
        for flag in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
            assert flag in cookie
        assert "Domain" not in cookie
    assert "max-age=31536000" in came.headers["strict-transport-security"]


async def test_on_this_machine_cookies_work_without_https(local: Served) -> None:
    cookie = (await local.visitor().get("/sign-in")).headers["set-cookie"]
    assert cookie.startswith(f"{VISITOR}=")
    assert "HttpOnly" in cookie
    assert "Secure" not in cookie


async def test_cookies_of_others_on_this_host_do_no_harm(local: Served) -> None:
    ana = await local.account()
    token = await local.accounts.sessions.start_for(ana.id)
    for others in ('theme={"dark":true}', "a b c", "=; ;;", "x=\x7f"):
        answer = await local.visitor().get("/", headers={"Cookie": f"{others}; {SESSION}={token}"})
        assert answer.status_code == 200


# --- who may see what ------------------------------------------------------------------------------


async def test_another_partnership_looks_like_none(served: Served, ana: Account) -> None:
    ben = await served.account("ben@example.org")
    partnership = await served.partnership(ben)
    browser = await served.signed_in(ana)
    for path in ("/", "/goals", "/mission", "/history", "/live/poll"):
        answers = [await browser.get(f"/p/{one}{path}") for one in (partnership, "nobody-knows")]
        assert [one.status_code for one in answers] == [404, 404]
        texts = {
            one.text.replace(one.headers["x-request-id"], "").replace(nonce_of(one), "") for one in answers
        }
        assert len({text.replace(partnership, "nobody-knows") for text in texts}) == 1


def nonce_of(answer: httpx.Response) -> str:
    """The nonce of an answer's page."""
    return str(re.findall(r"'nonce-([^']+)'", answer.headers["content-security-policy"])[0])
