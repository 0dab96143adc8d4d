"""The bundled scripts start in a real browser, under the content policy that pages have."""

from __future__ import annotations

import json

from playwright.async_api import Route

from tests.journeys.browser import ROOT, complaints
from tests.journeys.conftest import NewPage

DIST = ROOT / "web" / "assets" / "dist"
PINNED = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
POLICY = "default-src 'none'; script-src 'nonce-once'"
PAGE = '<!doctype html><title>Table</title><script nonce="once" src="/main.js" defer></script>'


async def answer(route: Route) -> None:
    """A page with one script, as a server would send them."""
    if route.request.url.endswith("/main.js"):
        manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
        await route.fulfill(path=DIST / manifest["main.js"], content_type="text/javascript")
    else:
        await route.fulfill(body=PAGE, content_type="text/html", headers={"Content-Security-Policy": POLICY})


async def test_htmx_starts_in_the_pinned_version_and_breaks_no_policy(new_page: NewPage) -> None:
    page = await new_page()
    await page.route("**/*", answer)
    await page.goto("http://everyseat.test/")
    assert await page.evaluate("htmx.version") == PINNED["htmx.org"]
    assert complaints(page) == []
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
