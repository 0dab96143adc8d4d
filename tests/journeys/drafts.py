"""Walking to a draft, and what one looks at while writing in it."""

from __future__ import annotations

from typing import Literal

from playwright.async_api import Error, Locator, Page, expect

from tests.journeys.house import House

Editor = Literal["plain", "full"]
TEXT = """() => {
  const full = document.querySelector(".cm-content");
  if (full) return full.cmTile.view.state.doc.toString();
  return document.querySelector(".draft-editor textarea").value;
}"""


async def begin(house: House, page: Page, person: str, language: str = "en") -> Page:
    """Go to the draft of the mission, and open it if nobody has; by visible labels."""
    await house.come_in(page, person, language)
    await page.goto(house.at("/mission"))
    start = page.get_by_role("button", name="Begin our mission")
    if await start.count():
        await start.click()
    await page.locator("#mission").get_by_text("Write together").first.click()
    await expect(page.get_by_role("heading", name="Write together")).to_be_visible()
    return page


async def saved(page: Page) -> None:
    """Wait until everything that was written here is kept."""
    await expect(page.locator("#draft-state")).to_have_text("Saved")


def draft(page: Page) -> Locator:
    """The field in which the draft is written, whichever editor it is."""
    return page.get_by_role("textbox", name="The draft")


async def reads(page: Page, text: str) -> None:
    """Wait until the draft says something in this window."""
    try:
        await page.wait_for_function(f"wanted => ({TEXT})() === wanted", arg=text)
    except Error:
        raise AssertionError(f"{await page.evaluate(TEXT)!r} is not {text!r}") from None


async def writing(house: House, page: Page, person: str, editor: Editor = "plain") -> Page:
    """Somebody in the draft with the editor that they want, connected."""
    await begin(house, page, person)
    await saved(page)
    if editor == "full":
        await page.get_by_label("Show where others are writing").check()
        await expect(page.locator(".cm-content")).to_be_visible()
    return page


async def go_to(page: Page, place: int) -> None:
    """Put the caret somewhere in the text, by keyboard."""
    await draft(page).focus()
    await page.keyboard.press("Control+Home")
    for _ in range(place):
        await page.keyboard.press("ArrowRight")


async def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until somewhere is reached."""
    for _ in range(60):
        if await page.evaluate("document.activeElement.id") == wanted:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by keyboard")


async def authors(house: House, page: Page) -> list[tuple[str | None, str]]:
    """Whose words stand in the draft of this page, as its story tells."""
    story = await house.app.state.rooms.story(house.partnership, page.url.rsplit("/", 1)[1])
    return [(span.author, span.text) for span in story.version(len(story.pauses)).spans if span.text]
