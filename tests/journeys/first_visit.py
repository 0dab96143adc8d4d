"""The seven things of a first visit, found by what stands on the pages to be read, in English or in Spanish.

    visit = FirstVisit(page, Finger(page), "es", looked)
    await visit.join(link)
    await visit.vote(QUESTION)

Every step begins where the one before has ended. The table of words is the one of the catalogue's
readers, not the catalogue: if a label is renamed, somebody has to say so here.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page, expect

from tests.journeys.hands import Hand

NAME = "Nora Bell"
GOAL = "Clean air in every classroom"
PROMISE = "Bring a thermos of tea on Monday"
IN_SPANISH = {
    "Go on": "Seguir",
    "What is kept, and who sees it": "Qué se guarda y quién lo ve",
    "I have read this": "Ya lo leí",
    "How shall we call you?": "¿Cómo te llamamos?",
    "Name to show": "Nombre visible",
    "Join": "Unirme",
    "Your perspective, and who sees it": "Tu perspectiva y quién la ve",
    "Leave it for later": "Dejarlo para más tarde",
    "What you bring, and what helps you": "Lo que aportas y lo que te ayuda",
    "Go to the table": "Ir a la mesa",
    "More": "Más",
    "Mission": "Misión",
    "Needs you": "Te toca",
    "Vote": "Votar",
    "No objection": "Sin objeción",
    "Change my vote": "Cambiar mi voto",
    "Goals": "Metas",
    "Propose a goal": "Proponer una meta",
    "What do you want us to reach?": "¿Qué quieres que logremos?",
    "Propose this goal": "Proponer esta meta",
    "Promises": "Compromisos",
    "I promise to…": "Me comprometo a…",
    "What kind of help is it?": "¿Qué tipo de ayuda es?",
    "volunteer time": "tiempo voluntario",
    "I promise this": "Me comprometo a esto",
    "Have a look": "Echar un vistazo",
    "I can confirm it": "Lo confirmo",
    "Confirmed by": "Lo confirmó",
    "My page": "Mi página",
    "Pause me": "Hacer una pausa",
    "I am back": "Ya volví",
}


@dataclass
class FirstVisit:
    """Somebody on their first visit. `looked` is called on every page they come to."""

    page: Page
    hand: Hand
    language: str
    looked: Callable[[str], Awaitable[None]]
    narrow: bool = False
    effort: dict[str, int] = field(default_factory=dict)
    _before: int = 0

    # --- finding -----------------------------------------------------------------------------------

    def say(self, english: str) -> str:
        """A label in the visitor's language."""
        return english if self.language == "en" else IN_SPANISH[english]

    def button(self, name: str) -> Locator:
        """A button, by its words."""
        return self.page.get_by_role("button", name=self.say(name), exact=True)

    def link(self, name: str) -> Locator:
        """A link, by its words."""
        return self.page.get_by_role("link", name=self.say(name), exact=True)

    def written(self, name: str) -> Locator:
        """A field to write in."""
        return self.page.get_by_role("textbox", name=self.say(name), exact=True)

    def listed(self, name: str) -> Locator:
        """A list to choose from."""
        return self.page.get_by_role("combobox", name=self.say(name), exact=True)

    def folded(self, name: str) -> Locator:
        """What unfolds, by its words."""
        return self.page.get_by_text(self.say(name), exact=True).locator("visible=true").first

    @property
    def needs_you(self) -> Locator:
        """What is asked of the visitor now."""
        return self.page.get_by_role("region", name=self.say("Needs you"), exact=True)

    def asked(self, name: str) -> Locator:
        """The button of something that is asked of the visitor."""
        return self.needs_you.get_by_role("link", name=self.say(name), exact=True)

    async def unfold(self, name: str, field: str) -> Locator:
        """A field, after opening what it is folded into; where it is the first of its kind it is open."""
        place = self.written(field)
        if not await place.is_visible():
            await self.hand.press(self.folded(name))
        await expect(place).to_be_visible()
        await self.looked(f"{name}, open")
        return place

    async def arrived(self, heading: str, *, said: bool = False) -> None:
        """The page one is on now, by its heading."""
        words = heading if said else self.say(heading)
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(words)
        await self.looked(words)

    async def room(self, name: str) -> None:
        """Go to a room of the partnership."""
        rooms = self.page.get_by_role("navigation").first
        if self.narrow and name == "Goals":
            await self.hand.press(rooms.get_by_role("link", name=self.say("More"), exact=True))
            await self.arrived("More")
            await self.hand.press(self.page.get_by_role("main").get_by_role("link", name=self.say(name)))
        else:
            await self.hand.press(rooms.get_by_role("link", name=self.say(name), exact=True))
        await self.arrived(name)

    async def done(self, task: str, seen: Locator) -> None:
        """The page shows that it is done, and where one was is not lost."""
        await expect(seen).to_be_visible()
        await self.hand.settled()
        self.effort[task], self._before = self.hand.count - self._before, self.hand.count
        await self.looked(f"{task}, done")

    # --- the seven things --------------------------------------------------------------------------

    async def join(self, link: str, partnership: str) -> None:
        """From the link in the mail to the table; what is not asked for sure is left for later."""
        await self.page.goto(link)
        await self.arrived(partnership, said=True)
        await self.hand.press(self.button("Go on"))
        await self.arrived("What is kept, and who sees it")
        await self.hand.press(self.button("I have read this"))
        await self.arrived("How shall we call you?")
        await self.hand.write(self.written("Name to show"), NAME)
        await self.hand.press(self.button("Join"))
        await self.arrived("Your perspective, and who sees it")
        await self.hand.press(self.link("Leave it for later"))
        await self.arrived("What you bring, and what helps you")
        await expect(self.needs_you).to_be_hidden()  # Nothing is asked of somebody on the way in.
        await self.hand.press(self.button("Go to the table"))
        await self.arrived(partnership, said=True)
        await self.done("join", self.page.get_by_role("banner").get_by_text(NAME))

    async def read_the_mission(self, text: str) -> None:
        """It stands on a page of its own, whole."""
        await self.room("Mission")
        await self.done("read the mission", self.page.get_by_text(text).locator("visible=true").first)

    async def vote(self, question: str) -> None:
        """From what is asked to the answer."""
        await self.hand.press(self.asked("Vote"))
        await self.arrived(question, said=True)
        await self.hand.press(self.button("No objection"))
        await self.done("vote", self.folded("Change my vote"))

    async def propose_a_goal(self) -> None:
        """One sentence is enough."""
        await self.room("Goals")
        await self.hand.write(await self.unfold("Propose a goal", "What do you want us to reach?"), GOAL)
        await self.hand.press(self.button("Propose this goal"))
        await self.done("propose a goal", self.page.get_by_role("heading", name=GOAL))

    async def promise(self) -> None:
        """What, and what kind of help it is."""
        await self.room("Promises")
        await self.hand.write(await self.unfold("I promise to…", "I promise to…"), PROMISE)
        await self.hand.choose(self.listed("What kind of help is it?"), self.say("volunteer time"))
        await self.hand.press(self.button("I promise this"))
        await self.done("promise", self.page.get_by_role("heading", name=PROMISE))

    async def confirm(self, title: str) -> None:
        """What somebody else has done, and waits for a second pair of eyes."""
        await self.hand.press(self.asked("Have a look"))
        await self.arrived(title, said=True)
        await self.hand.press(self.button("I can confirm it"))
        await self.done("confirm", self.page.get_by_text(re.compile(self.say("Confirmed by"))).first)

    async def pause(self) -> None:
        """Through one's own name at the top."""
        await self.hand.press(self.page.get_by_role("banner").get_by_text(NAME))
        await self.hand.press(self.link("My page"))
        await self.arrived("My page")
        await self.hand.press(self.button("Pause me"))
        await self.done("pause", self.button("I am back"))
