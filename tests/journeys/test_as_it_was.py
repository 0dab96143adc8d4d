"""Any page as it was: everything can be read, nothing can be done, and one finds the way back."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.demo import Demo
from tests.journeys.pages import Reading, every_kind, read

THEN = 120
ALLOWED = ("/language", "/theme", "/sign-out", "/acting")
OF_TODAY = ("/invitations",)
"""Pages about what is not in the history: accounts, and who was sent a way in."""


async def test_pages_of_a_moment_offer_nothing_to_do(demo: Demo, new_page: NewPage) -> None:
    page = await new_page()
    base = await demo.be(page, "Convener")
    latest = await page.locator("body").get_attribute("data-after")
    for path, now in (await every_kind(page, base, each=1)).items():
        if "at=" in path:
            continue
        answer = await page.request.get(f"{demo.url}{path}{'&' if '?' in path else '?'}at={latest}")
        if answer.status == 404:
            # A page that is a form and nothing else: there is nothing on it to be looked at later.
            assert to_do(now) or path.endswith(OF_TODAY), path
            continue
        assert answer.status == 200, (path, answer.status)
        assert to_do(read(await answer.text())) == [], path


def to_do(page: Reading) -> list[str]:
    """The forms of a page, without those of the frame."""
    return [form for form in page.forms if not form.endswith(ALLOWED)]


async def test_the_bar_goes_through_the_moments_and_back_to_now(demo: Demo, new_page: NewPage) -> None:
    page = await new_page()
    base = await demo.be(page, "Patient partner")
    await page.goto(f"{base}/goals?at={THEN}")
    bar = page.get_by_role("region", name="How it was")
    await stands_at(page, THEN)
    await bar.get_by_role("link", name="The moment after").click()
    await stands_at(page, THEN + 1)
    await bar.get_by_role("link", name="The moment before").click()
    await bar.get_by_label("Moment", exact=True).fill("300")
    await bar.get_by_role("button", name="See it").click()
    await stands_at(page, 300)
    rooms = page.get_by_role("navigation", name="Rooms of this partnership")
    await rooms.get_by_role("link", name="Promises").click()
    await stands_at(page, 300)
    await bar.get_by_role("link", name="Back to now").click()
    await expect(page.locator("#live-mark[data-state=live]")).to_be_visible()
    await expect(bar).to_have_count(0)
    assert complaints(page) == []


async def stands_at(page: Page, position: int) -> None:
    """The page is the one of a moment, and says so."""
    await expect(page.locator(".live-mark")).to_contain_text("as of")
    await expect(page.locator(".live-mark")).to_contain_text(f"· {position}")
    assert page.url.endswith(f"at={position}")


async def test_what_came_later_is_not_on_the_page_of_a_moment(demo: Demo, new_page: NewPage) -> None:
    page = await new_page()
    base = await demo.be(page, "Patient partner")
    await page.goto(f"{base}/goals")
    await expect(page.get_by_role("article").first).to_be_visible()
    await page.goto(f"{base}/goals?at={THEN}")
    await expect(page.get_by_role("article")).to_have_count(0)
    await expect(page.get_by_text("No goals yet.")).to_be_visible()


async def test_a_moment_beside_a_text_leads_into_the_history_and_to_the_page_as_it_was(
    demo: Demo, new_page: NewPage
) -> None:
    page = await new_page()
    base = await demo.be(page, "Auditor")
    await page.goto(f"{base}/mission")
    await page.get_by_role("link", name="moment").first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Moment")
    await expect(page.get_by_role("heading", name="Check it yourself")).to_be_visible()
    await page.get_by_role("link", name="See it as it was").click()
    await expect(page.get_by_role("region", name="How it was")).to_be_visible()
    await expect(page.locator(".live-mark")).to_contain_text("as of")
