"""The browser that the journeys use is real and shows what it should."""

from __future__ import annotations

from playwright.async_api import Page

from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage

STRICT = "default-src 'none'; style-src 'none'; script-src 'none'"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A table</title>
<meta http-equiv="Content-Security-Policy" content="{policy}"></head>
<body><main><h1>Everyseat</h1><p>¿Quién falta?</p>{more}</main></body></html>"""


async def show(page: Page, more: str = "") -> None:
    """Put a small page with a strict content policy before the reader."""
    await page.set_content(PAGE.format(policy=STRICT, more=more))


async def test_letters_have_shapes_of_their_own(new_page: NewPage) -> None:
    page = await new_page()
    await page.set_content("<span id=thin>iiii</span> <span id=wide>WWWW</span>")
    thin, wide = [await page.locator(place).bounding_box() for place in ("#thin", "#wide")]
    assert thin
    assert wide
    assert wide["width"] > 2 * thin["width"]  # Without any font both would be rows of equal boxes.


async def test_a_page_has_the_size_and_the_scheme_asked_for(new_page: NewPage) -> None:
    page = await new_page(width=360, height=740, color_scheme="dark")
    seen = await page.evaluate(
        "[innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]"
    )
    assert seen == [360, 740, True]


async def test_a_page_can_do_without_javascript(new_page: NewPage) -> None:
    page = await new_page(javascript=False)
    await page.set_content("<p id=said>still</p><script>said.textContent = 'ran'</script>")
    assert await page.locator("#said").text_content() == "still"


async def test_axe_looks_at_pages_whose_policy_allows_no_script(new_page: NewPage) -> None:
    page = await new_page()
    await show(page)
    assert await axe_violations(page) == []
    await show(page, more='<input type="text">')
    found = await axe_violations(page)
    assert [line.split(":")[0] for line in found] == ["label"]


async def test_what_a_page_refuses_is_heard(new_page: NewPage) -> None:
    page = await new_page()
    assert complaints(page) == []
    await show(page, more="<script>1</script>")
    assert "Content Security Policy" in complaints(page)[0]
