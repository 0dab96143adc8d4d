"""What a draft's pages read of it: the list of pauses, and of the texts only the one that is shown."""

from __future__ import annotations

import zlib

import msgspec

from events.log.drafts import DraftKind
from tests.web.drafting.clock import Clock
from tests.web.drafting.house import Drafting
from web.drafting import pauses
from web.drafting.keeping import Keeping
from web.drafting.sealing import all_versions
from web.drafting.since import since_closing
from web.drafting.stories import MOST_DRAFTS, Stories
from web.drafting.story import Span, Version


class Written:
    """A draft that is written through its room, while the time goes on as wanted."""

    def __init__(self, house: Drafting) -> None:
        self.house, self.clock = house, Clock()
        house.rooms.now = self.clock.now

    async def write(self, text: str, person: str = "ana") -> None:
        """Somebody leaves the text like that, and rests."""
        room = await self.house.rooms.room(self.house.house.partnership, self.house.draft)
        await room.edit(person, room.text, text)
        self.clock.wait(seconds=5)

    async def close_up(self) -> None:
        """Close it up to now."""
        rooms = self.house.rooms
        await rooms.close_up(await rooms.room(self.house.house.partnership, self.house.draft))

    @property
    def keeping(self) -> Keeping:
        """The rows of the draft, as a page reads them."""
        engine = self.house.house.engine
        return Keeping(engine.log.drafts, engine.keys, self.house.house.partnership, self.house.draft, "en")

    async def close_up_as_earlier(self) -> None:
        """Close it as programs did that kept all versions in one packet, with no list of pauses."""
        room = await self.house.rooms.room(self.house.house.partnership, self.house.draft)
        keeping, whole = self.keeping, room._doc.get_update()
        place = keeping.place()
        packed = zlib.compress(msgspec.json.encode(since_closing(keeping, place).versions), 9)
        rows: list[tuple[str, DraftKind, bytes]] = [
            ("clock", "versions", packed),
            ("clock", "compacted", whole),
        ]
        keeping.keep(rows, keeping.new_key(), [], self.clock.now(), place.key, place.position)
        keeping.destroy(place.key)


def told(stories: Stories, keeping: Keeping) -> list[str]:
    """How it read at every pause."""
    story = stories.story(keeping)
    found = [story.version(one) for one in range(1, len(story.pauses) + 1)]
    assert found == all_versions(keeping)
    assert [one.position for one in story.pauses] == [one.position for one in found if one]
    return ["".join(span.text for span in one.spans) for one in found if one]


async def test_pauses_go_on_over_closings_whether_they_were_looked_at_or_not(draft_house: Drafting) -> None:
    written, watched = Written(draft_house), Stories()
    assert told(watched, written.keeping) == []
    texts = ["We", "We breathe", "We breathe on", "Now we breathe on", "Now we breathe on."]
    for at, text in enumerate(texts):
        await written.write(text, "ben" if at % 2 else "ana")
        if at in (1, 2):
            await written.close_up()
        assert len(told(watched, written.keeping)) == at + 1
    assert told(Stories(), written.keeping) == told(watched, written.keeping)
    assert Stories().story(written.keeping).authors == ["ana", "ben"]


async def test_what_was_closed_by_earlier_programs_is_read_as_well(draft_house: Drafting) -> None:
    written = Written(draft_house)
    for text in ("We", "We breathe"):
        await written.write(text)
    await written.close_up_as_earlier()
    await written.write("We breathe on")
    await written.close_up_as_earlier()
    await written.write("We breathe on.", "ben")
    await written.close_up()
    await written.write("We breathe on!", "ben")
    assert told(Stories(), written.keeping)[:3] == ["We", "We breathe", "We breathe on"]
    story = Stories().story(written.keeping)
    assert (len(story.pauses), story.authors) == (5, ["ana", "ben"])


def test_a_version_is_found_in_its_packet() -> None:
    at = Clock().now()
    versions = [Version(one, at, (Span("ana", f"Text {one}"),)) for one in range(1, 100)]
    kept = pauses.read_closed(pauses.as_bytes(pauses.closed(versions, None, 7)))
    assert [kept.version(one) for one in range(99)] == versions
    assert list(kept.versions()) == versions
    assert (kept.before, kept.authors, len(kept.packets)) == (7, ("ana",), 4)


def test_memory_is_bounded() -> None:
    stories = Stories()
    for one in range(3 * MOST_DRAFTS):
        stories._closed.put(("p", str(one)), ())
    assert len(stories._closed) == MOST_DRAFTS
    assert stories._closed.get(("p", str(3 * MOST_DRAFTS - 1))) is not None


async def test_words_that_were_looked_at_are_forgotten_once_they_are_closed(draft_house: Drafting) -> None:
    written, stories = Written(draft_house), Stories()
    streams = draft_house.house.engine.log.drafts
    await written.write("My doctor is Marisol Vega.")
    before = told(stories, written.keeping)
    stories.drop_closed(streams)
    assert [still_open.packets != () for _, still_open in stories._open._entries.values()] == [True]
    await written.close_up()
    stories.drop_closed(streams)
    assert not stories._open._entries
    assert told(stories, written.keeping) == before
    stories.drop_closed(streams)
    assert [still_open.packets for _, still_open in stories._open._entries.values()] == [()]
