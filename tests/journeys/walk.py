"""What partners do on the pages, found by what stands there to be read; with and without JavaScript.

Every step begins wherever the person is and ends when their own page shows that it is done.
"""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

MISSION = "We breathe easier together, in every street of the valley."
QUESTION = "Is this our mission?"
GOAL = "Nobody in the valley runs out of an inhaler"
PROMISE = "drive two people to each meeting"
SEEN = "Ask Cleo, she was in the car."


async def room(page: Page, name: str) -> None:
    """Go to a room of the partnership by its place in the navigation."""
    await (
        page.get_by_role("navigation", name="Rooms of this partnership")
        .get_by_role("link", name=name, exact=True)
        .click()
    )
    await expect(page.get_by_role("heading", level=1)).to_be_visible()


async def unfold(within: Page | Locator, name: str) -> None:
    """Open something folded, unless it is open."""
    summary = within.locator("summary", has_text=name).first
    if await summary.locator("..").get_attribute("open") is None:
        await summary.click()


async def propose_a_wording(page: Page, text: str = MISSION) -> None:
    """Begin the mission when nobody has, and propose a text for it."""
    begin = page.get_by_role("button", name="Begin our mission")
    if await begin.count():
        await begin.click()
    place = page.get_by_role("region", name="Our mission")
    await expect(place.get_by_text("Propose a wording")).to_be_visible()
    await unfold(place, "Propose a wording")
    form = page.get_by_role("form", name="Our mission")
    await form.get_by_label("Your wording").fill(text)
    await form.get_by_role("button", name="Propose this wording").click()
    await expect(wording(page, text)).to_be_visible()


def wording(page: Page, text: str = MISSION) -> Locator:
    """The card of a wording under discussion."""
    return page.get_by_role("article").filter(has_text=text)


async def open_a_decision(page: Page, text: str = MISSION, method: str = "no-objection") -> None:
    """Put a wording to all, by a method."""
    await wording(page, text).get_by_role("link", name="Open a decision on it").click()
    form = page.get_by_role("form", name="Open a decision")
    await form.get_by_label("The question").fill(QUESTION)
    await form.get_by_role("radio", name=re.compile(method, re.IGNORECASE)).check()
    await form.get_by_role("button", name="Open the decision").click()
    await expect(page.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()


async def vote(page: Page, word: str = "No objection") -> None:
    """Answer the open question."""
    await page.get_by_role("form", name="Your vote").get_by_role("button", name=word, exact=True).click()
    await expect(page.get_by_text("Change my vote")).to_be_visible()


async def propose_a_goal(page: Page, title: str = GOAL) -> None:
    """Propose a goal on the page of goals."""
    await unfold(page, "Propose a goal")
    form = page.get_by_role("form", name="Propose a goal")
    await form.get_by_label("What do you want us to reach?").fill(title)
    await form.get_by_role("button", name="Propose this goal").click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


def goal(page: Page, title: str = GOAL) -> Locator:
    """The card of a goal."""
    return page.get_by_role("article", name=title)


async def vote_on_goal(page: Page, word: str, title: str = GOAL) -> None:
    """Say what one thinks of a goal."""
    button = goal(page, title).get_by_role("button", name=word)
    await goal(page, title).scroll_into_view_if_needed()
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")


async def make_a_promise(page: Page, title: str = PROMISE) -> None:
    """Promise something on the page of promises."""
    await unfold(page, "I promise to…")
    form = page.get_by_role("form", name="I promise to…")
    await form.get_by_label("I promise to…").fill(title)
    await form.get_by_label("What kind of help is it?").select_option("volunteer time")
    await form.get_by_role("button", name="I promise this").click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


def promise(page: Page, title: str = PROMISE) -> Locator:
    """The card of a promise."""
    return page.get_by_role("article", name=title)


async def mark_it_done(page: Page, title: str = PROMISE) -> None:
    """Say that a promise of one's own is done, and where it can be seen."""
    card = promise(page, title)
    await card.scroll_into_view_if_needed()
    await unfold(card, "I've done it")
    await card.get_by_label("Where can others see it?").fill(SEEN)
    await card.get_by_role("button", name="It is done").click()
    await expect(page.get_by_text("Somebody else will have a look and confirm it.")).to_be_visible()


async def confirm_it(page: Page, title: str = PROMISE) -> None:
    """Confirm what another partner has done."""
    card = promise(page, title)
    await card.scroll_into_view_if_needed()
    await card.get_by_role("button", name="I can confirm it").click()
    await expect(page.get_by_text("Confirmed by")).to_be_visible()
