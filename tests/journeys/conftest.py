"""The browser of the journeys, and pages in it.

    async def test_…(new_page):
        page = await new_page(width=360, height=740, color_scheme="dark", javascript=False)

All journeys of a process share one event loop and one browser; every page has a browser context of
its own, so two pages are two people.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.journeys.browser import launch, listen
from tests.journeys.demo import Demo

Scheme = Literal["light", "dark"]


class NewPage(Protocol):
    """Opens an empty page, as a new person with a device of their own."""

    async def __call__(
        self,
        width: int = 1280,
        height: int = 800,
        color_scheme: Scheme = "light",
        javascript: bool = True,
        locale: str = "en",
        base_url: str | None = None,
        touch: bool = False,
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share the browser's event loop; a browser belongs to the loop it was started in."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            if pytest_asyncio.is_async_test(item):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        started = await launch(playwright)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def new_page(browser: Browser) -> AsyncIterator[NewPage]:
    """Open pages; they are closed when the journey ends."""
    contexts = []

    async def open_page(
        width: int = 1280,
        height: int = 800,
        color_scheme: Scheme = "light",
        javascript: bool = True,
        locale: str = "en",
        base_url: str | None = None,
        touch: bool = False,
    ) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=color_scheme,
            java_script_enabled=javascript,
            locale=locale,
            base_url=base_url,
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return listen(await context.new_page())

    yield open_page
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def planted(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demonstration as it is made, on disk and not served."""
    demo = await Demo(tmp_path_factory.mktemp("planted")).start()
    await demo.stop()
    return demo


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(planted: Demo, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The demonstration served, for journeys that only look or that do not mind each other."""
    served = await planted.copied_to(tmp_path_factory.mktemp("demo")).start()
    yield served
    await served.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def own_demo(planted: Demo, tmp_path: Path) -> AsyncIterator[Demo]:
    """The demonstration served for one journey alone, which may stop it."""
    served = await planted.copied_to(tmp_path / "demo").start()
    yield served
    await served.stop()
