"""Every page that readers can reach, as each kind of reader: usable by all, in both lights, at any width."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.demo import PERSONAS, Demo
from tests.journeys.house import live
from tests.journeys.pages import every_kind

DESK, PHONE, NARROW = (1280, 900), (360, 740), (320, 640)
AUDIENCES = list(PERSONAS)


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_every_page_suits_everybody(demo: Demo, new_page: NewPage, audience: str) -> None:
    page = await new_page(*DESK)
    base = await demo.be(page, PERSONAS[audience])
    found = await every_kind(page, base, each=1)
    wrong = [
        f"{path.removeprefix(urlsplit(base).path)}: {line}"
        for path in found
        for line in await what_is_wrong(page, demo.url + path)
    ]
    assert wrong == []


async def test_the_way_in_and_the_way_out_suit_everybody(demo: Demo, new_page: NewPage) -> None:
    page = await new_page(*DESK)
    for path in (
        "/sign-in",
        "/sign-in/sent",
        "/sign-in/link/not-one-of-ours",
        "/nowhere",
        "/p/nowhere/goals",
    ):
        wrong = await what_is_wrong(page, demo.url + path)
        # A page that is not there is an error to the browser, which is what it should be.
        assert [line for line in wrong if "status of 404" not in line] == [], path


async def what_is_wrong(page: Page, url: str) -> list[str]:
    """Whatever keeps somebody from using a page, in light and dark, at a desk and on a phone."""
    await page.goto(url)
    if await page.locator("body[data-live]").count():
        await live(page)
    found = [f"desk: {line}" for line in await axe_violations(page)]
    await page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in await axe_violations(page, only=["color-contrast"])]
    for width, height in (NARROW, PHONE):
        await page.set_viewport_size({"width": width, "height": height})
        reaches = await page.evaluate("document.documentElement.scrollWidth")
        found += [f"{reaches} wide on a screen of {width}"] if reaches > width else []
    found += [f"phone, dark: {line}" for line in await axe_violations(page, only=["color-contrast"])]
    await page.emulate_media(color_scheme="light")
    found += [f"phone: {line}" for line in await axe_violations(page)]
    kept = await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    found += ["something is kept in the browser"] if kept != [0, 0, ""] else []
    await page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    found += complaints(page)
    complaints(page).clear()
    return found
