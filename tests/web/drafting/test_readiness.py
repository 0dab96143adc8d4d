"""Who leads is told when a draft is only polished any more, and nobody else. Real rooms, both databases."""

from __future__ import annotations

from pathlib import Path

import pytest_asyncio

from tests.web.drafting.clock import Clock
from tests.web.drafting.house import Drafting
from tests.web.drafting.test_pages import text_in
from tests.web.visitors import Visitor, plain
from web.drafting.rooms import Rooms
from workspace.charter.commands import OpenDraft

HINT = "The meaning has been steady. Ready to decide?"
ENGLISH = "We breathe easily for patients, and no child is left out."
SPANISH = "Respiramos bien para pacientes y ningún niño queda fuera."


class Polishing:
    """A draft that Ben writes while Ana, who convenes, has it open."""

    def __init__(self, house: Drafting, clock: Clock, ana: Visitor, ben: Visitor) -> None:
        self.house, self.clock, self.ana, self.ben = house, clock, ana, ben
        self.draft = f"/drafts/{house.draft}"
        self.with_comma = False

    async def write(self, text: str, seconds: float = 0) -> None:
        """Ben leaves the text like that, so many seconds later."""
        self.clock.wait(seconds=seconds)
        seen = text_in(await self.ben.text(self.draft), "seen")
        await self.ben.sent(self.draft + "/text", seen=seen, text=text)

    async def polish(self, text: str, commas: int = 30, every: float = 40) -> None:
        """Only commas come and go."""
        for _ in range(commas):
            self.with_comma = not self.with_comma
            await self.write(text.replace(" ", ", ", 1) if self.with_comma else text, every)

    async def hinted(self) -> bool:
        """Whether Ana is told, on the draft's page, on its part, and among what needs her: all or none."""
        part = await self.ana.get(self.draft + "/steady")
        assert part.status_code == 200
        found = {HINT in plain(part.text), HINT in plain(await self.ana.text(self.draft))}
        found |= {HINT in plain(await self.ana.text(path)) for path in ("/", "/needs-you")}
        assert len(found) == 1
        return found.pop()


async def begun(house: Drafting) -> Polishing:
    """The clock stands still, and nothing is remembered."""
    clock = Clock()
    house.rooms.now = clock.now
    house.house.app.state.readiness.look_every = 0.0
    return Polishing(house, clock, await house.house.visitor("ana"), await house.house.visitor("ben"))


@pytest_asyncio.fixture
async def polishing(draft_house: Drafting) -> Polishing:
    return await begun(draft_house)


async def test_thirty_comma_edits_in_twenty_minutes_raise_the_hint(polishing: Polishing) -> None:
    await polishing.write(ENGLISH)
    await polishing.polish(ENGLISH, 29)
    assert not await polishing.hinted()
    await polishing.polish(ENGLISH, 1)
    assert await polishing.hinted()


async def test_for_patients_to_with_patients_raises_no_hint(polishing: Polishing) -> None:
    await polishing.write(ENGLISH)
    await polishing.polish(ENGLISH, 29)
    await polishing.write(ENGLISH.replace("for", "with"), 40)
    assert not await polishing.hinted()
    await polishing.polish(ENGLISH.replace("for", "with"), 29)
    assert not await polishing.hinted()
    await polishing.polish(ENGLISH.replace("for", "with"), 1)
    assert await polishing.hinted()
    await polishing.write(ENGLISH, 10)
    assert not await polishing.hinted()


async def test_time_in_which_nobody_writes_raises_none(polishing: Polishing) -> None:
    await polishing.write(ENGLISH)
    await polishing.polish(ENGLISH, 4, 301)
    await polishing.polish(ENGLISH, 28)
    assert not await polishing.hinted()


async def test_it_is_known_after_the_draft_was_closed_and_after_a_restart(
    polishing: Polishing, migrated_database_url: str, tmp_path: Path
) -> None:
    room = await polishing.house.rooms.room(polishing.house.house.partnership, polishing.house.draft)
    await polishing.write("All breathe, for the patients!")
    await polishing.write(ENGLISH, 40)
    await polishing.polish(ENGLISH, 16)
    await polishing.house.rooms.close_up(room)
    assert not await polishing.hinted()
    await polishing.polish(ENGLISH, 14)
    await polishing.house.rooms.close_up(room)
    assert await polishing.hinted()
    app = polishing.house.house.app
    again = Rooms(app.state.engine)
    story = await again.story(polishing.house.house.partnership, polishing.house.draft)
    assert story.steady is not None
    assert (story.steady.since, story.steady.seconds) == (2, 30 * 40)


async def test_nobody_else_is_told(polishing: Polishing) -> None:
    await polishing.write(ENGLISH)
    await polishing.polish(ENGLISH)
    assert await polishing.hinted()
    for person in ("cleo", "ada"):
        other = await polishing.house.house.visitor(person)
        for path in (polishing.draft, "/", "/needs-you"):
            assert HINT not in plain(await other.text(path))
        assert (await other.get(polishing.draft + "/steady")).status_code == 404


async def test_once_proposed_it_is_gone_until_the_meaning_moves_and_settles_again(
    polishing: Polishing,
) -> None:
    await polishing.write(ENGLISH)
    await polishing.polish(ENGLISH)
    await polishing.ana.sent(polishing.draft + "/proposal")
    assert not await polishing.hinted()
    await polishing.polish(ENGLISH)
    assert not await polishing.hinted()
    await polishing.write(ENGLISH.replace("for", "with"), 40)
    await polishing.polish(ENGLISH.replace("for", "with"))
    assert await polishing.hinted()


async def test_spanish_has_small_words_of_its_own(polishing: Polishing) -> None:
    house = polishing.house
    statement = (await house.house.views()).charter.drafts[house.draft].statement
    house.draft = "borrador"
    await house.house.ask(OpenDraft, {"statement": statement, "language": "es"}, command=house.draft)
    polishing.draft = "/drafts/borrador"
    await polishing.write(SPANISH)
    await polishing.polish(SPANISH, 15)
    await polishing.write(SPANISH.replace("para", "con"), 40)
    await polishing.polish(SPANISH.replace("para", "con"), 15)
    assert not await polishing.hinted()
    await polishing.polish(SPANISH.replace("para", "con"), 15)
    assert await polishing.hinted()
