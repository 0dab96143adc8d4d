"""How somebody touches a page: with a finger, or with a keyboard and nothing else. Each touch is counted.

    hand = Keys(page)
    await hand.press(page.get_by_role("button", name="Vote"))
    hand.count            # so many keys; written letters do not count

A place is found by what stands there to be read, never by where it is in the page's source.
"""

from __future__ import annotations

from typing import Protocol

from playwright.async_api import Locator, Page, expect

LONGEST_WAY = 60
"""So many times somebody presses Tab on one page before they give up."""
SKIP = ("Skip to the page", "Saltar al contenido")
WHERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one.id === 'main') return null;
  const seen = [one, one.closest('label'), ...document.querySelectorAll(`label[for="${one.id}"]`)];
  const ringed = seen.filter(Boolean).some((each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle === 'solid' && style.outlineWidth === '3px';
  });
  const box = one.getBoundingClientRect();
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return { name: (one.innerText || one.name || one.id).trim().slice(0, 60), ringed, inside };
}"""
WAY_THERE = """one => {
  const now = document.activeElement;
  if (one === now || (now.matches('summary') && now.contains(one))) return 'here';
  const comesAfter = one.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  return now !== document.body && comesAfter ? 'back' : 'on';
}"""
STILL_HERE = """() => {
  const lost = window.wasHere && (document.activeElement === document.body || !document.activeElement);
  window.wasHere = true;
  return !lost;
}"""
"""On a page that was not loaded anew, the focus is still on something."""


class Hand(Protocol):
    """What somebody does with a page."""

    count: int

    async def press(self, place: Locator) -> None:
        """Press a button, a link, or what unfolds."""

    async def write(self, place: Locator, text: str) -> None:
        """Fill a field in."""

    async def choose(self, place: Locator, label: str) -> None:
        """Choose one of a list."""

    async def settled(self) -> None:
        """See that the place on the page was not lost by what was done last."""


class Finger:
    """A finger on glass, or a mouse."""

    def __init__(self, page: Page, *, glass: bool = False) -> None:
        self.page, self.glass, self.count = page, glass, 0

    async def press(self, place: Locator) -> None:
        """One touch."""
        self.count += 1
        await (place.tap() if self.glass else place.click())

    async def write(self, place: Locator, text: str) -> None:
        """One touch, and the words."""
        await self.press(place)
        await place.fill(text)

    async def choose(self, place: Locator, label: str) -> None:
        """One touch to open the list, one to choose."""
        self.count += 2
        await place.select_option(label=label)

    async def settled(self) -> None:
        """A finger has no place to lose."""


class Keys:
    """A keyboard. Wherever it leads, the ring must show it."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    async def _key(self, key: str) -> None:
        self.count += 1
        await self.page.keyboard.press(key)

    async def _tab(self, *, back: bool = False) -> None:
        await self._key("Shift+Tab" if back else "Tab")
        found = await self.page.evaluate(WHERE)
        assert found, f"nothing has the focus on {self.page.url}"
        assert found["ringed"], f"the focus cannot be seen on “{found['name']}”, {self.page.url}"
        assert found["inside"], f"the focus is outside of what is seen, on “{found['name']}”, {self.page.url}"

    async def _skip_the_frame(self, place: Locator) -> None:
        """On a fresh page whatever is below the frame is two keys away."""
        fresh = await self.page.evaluate("document.activeElement === document.body")
        if not (fresh and await place.evaluate("one => !!one.closest('main')")):
            return
        await self._tab()
        if await self.page.evaluate("document.activeElement.innerText") in SKIP:
            await self._key("Enter")

    async def reach(self, place: Locator) -> None:
        """Go there with the Tab key, forwards or backwards."""
        await expect(place).to_be_visible()
        await self._skip_the_frame(place)
        for _ in range(LONGEST_WAY):
            way = await place.evaluate(WAY_THERE)
            if way == "here":
                return
            await self._tab(back=way == "back")
        raise AssertionError(f"no key leads to {place} on {self.page.url}")

    async def press(self, place: Locator) -> None:
        """Reach it; a link is followed with Enter, a button pressed with the space bar."""
        await self.reach(place)
        await self.page.evaluate("() => { window.wasHere = true; }")
        await self._key("Enter" if await place.evaluate("one => one.localName === 'a'") else "Space")

    async def write(self, place: Locator, text: str) -> None:
        """Reach a field, and write into it."""
        await self.reach(place)
        await self.page.keyboard.type(text)

    async def choose(self, place: Locator, label: str) -> None:
        """Reach the list; its first letters choose."""
        await self.reach(place)
        await self.page.keyboard.type(label)
        assert await place.evaluate("one => one.selectedOptions[0].label") == label

    async def settled(self) -> None:
        """What was done last did not throw the person back to the top of the page."""
        assert await self.page.evaluate(STILL_HERE), f"the focus was lost on {self.page.url}"
