"""After a backup was brought back without the keys that were destroyed since, drafts go on."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from events.log.drafts import Place
from tests.journeys.house import House, serving
from tests.web.drafting.house import Drafting
from tests.web.drafting.restarting import listening
from tests.web.drafting.test_sealing import holding, room_of
from tests.web.drafting.wire import enter
from tests.web.kept import change, empty_beside
from tests.web.served import settings_for
from web.app import create_app
from web.drafting.anchoring import Places, Span
from web.drafting.room import DraftUnreadable
from web.drafting.sealing import all_versions, root
from web.operating.backing_up import back_up
from web.operating.restoring import restore
from web.settings.addresses import beside
from workspace.charter.commands import MakeSuggestion

LOST = "cannot be read any more"


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place of each kind."""
    if request.param == "sqlite":
        return empty_beside(tmp_path)
    return str(request.getfixturevalue("postgresql_url"))


def silently(what: str, count: int) -> Callable[[int], None]:
    """Nobody watches."""
    return lambda done: None


async def backed_up(house: Drafting, folder: Path, name: str) -> Path:
    """Write both files."""
    record, keys = io.BytesIO(), io.BytesIO()
    await asyncio.to_thread(back_up, house.house.settings, record, keys, silently)
    (folder / name).write_bytes(record.getvalue())
    (folder / f"{name}.keys").write_bytes(keys.getvalue())
    return folder / name


@asynccontextmanager
async def brought_back(
    house: Drafting, url: str, monday: Path, *newer: Path, harm: str | None = None
) -> AsyncIterator[Drafting]:
    """Another server on what a backup has brought back, without what was destroyed since."""
    folder = monday.parent / "other"
    folder.mkdir(exist_ok=True)
    with listening() as listener:
        port = listener.getsockname()[1]
        settings = settings_for(
            url, EVERYSEAT_DATA=str(folder), EVERYSEAT_BASE_URL=f"http://127.0.0.1:{port}"
        )
        keys = monday.with_name(f"{monday.name}.keys")
        await asyncio.to_thread(restore, settings, monday, keys, newer, silently)
        if harm:
            change(beside(url, "keys"), harm)
        again = House(create_app(settings), settings)
        again.partnership = house.house.partnership
        async with serving(again.app, listener):
            there = Drafting(again)
            there.draft = house.draft
            yield there


async def written_on(house: Drafting) -> None:
    """Closed with a text of two; then somebody writes on."""
    ana, ben = await enter(house, "ana"), await enter(house, "ben")
    await ana.write(0, "We breathe")
    await ben.reads("We breathe")
    await ben.write(10, " easily")
    await ana.reads("We breathe easily")
    await house.rooms.close_up(await room_of(house))
    await ana.write(17, " with Marisol")
    await ben.reads("We breathe easily with Marisol")


async def closed_again(house: Drafting) -> None:
    """The name is taken out, and the key of that time destroyed."""
    room = await room_of(house)
    await room.edit("ana", room.text, "We breathe easily")
    await house.rooms.close_up(room)


async def test_a_draft_whose_key_was_destroyed_since_goes_on_from_its_last_closing(
    draft_house: Drafting, elsewhere: str, tmp_path: Path
) -> None:
    await written_on(draft_house)
    monday = await backed_up(draft_house, tmp_path, "monday")
    await closed_again(draft_house)
    tuesday = await backed_up(draft_house, tmp_path, "tuesday")
    async with brought_back(draft_house, elsewhere, monday, tuesday) as there:
        page = await (await there.house.visitor("ben")).get(f"/drafts/{there.draft}")
        assert page.status_code == 200
        assert "We breathe easily" in page.text
        assert "Marisol" not in page.text
        assert LOST in page.text
        ben, cleo = await enter(there, "ben"), await enter(there, "cleo")
        await ben.reads("We breathe easily")
        await ben.write(17, " at last")
        await cleo.reads("We breathe easily at last")
        room = await room_of(there)
        told = all_versions(room.keeping)
        spans = [(span.author, span.text) for span in told[-1].spans]
        assert spans == [("ana", "We breathe"), ("ben", " easily at last")]
        await there.rooms.close_up(room)
        assert LOST in await (await there.house.visitor("ben")).text(f"/drafts/{there.draft}/story?version=2")
        assert LOST not in await (await there.house.visitor("ben")).text(f"/drafts/{there.draft}")
        assert "Marisol" not in str(all_versions(room.keeping))
        leaves = room.keeping.leaves(room.position)
        sealed = (await there.house.views()).charter.drafts[there.draft]
        assert sealed.letters == {"ana": 10, "ben": 15}
        assert len(leaves) == room.position
        assert len(root(leaves)) == 64
    assert not await asyncio.to_thread(holding, tmp_path, b"Marisol")


async def test_its_story_can_be_read_before_anybody_opens_it(
    draft_house: Drafting, elsewhere: str, tmp_path: Path
) -> None:
    await written_on(draft_house)
    monday = await backed_up(draft_house, tmp_path, "monday")
    await closed_again(draft_house)
    tuesday = await backed_up(draft_house, tmp_path, "tuesday")
    async with brought_back(draft_house, elsewhere, monday, tuesday) as there:
        story = await there.rooms.story(there.house.partnership, there.draft)
        assert [pause.position for pause in story.pauses] == [2, 6]
        page = await (await there.house.visitor("ada")).get(f"/drafts/{there.draft}/story")
        assert page.status_code == 200
        assert LOST in page.text


async def test_a_draft_that_was_never_closed_begins_empty(draft_house: Drafting, tmp_path: Path) -> None:
    ana = await enter(draft_house, "ana")
    await ana.write(0, "My doctor is Marisol")
    await (await enter(draft_house, "ben")).reads("My doctor is Marisol")
    monday = await backed_up(draft_house, tmp_path, "monday")
    await closed_again(draft_house)
    tuesday = await backed_up(draft_house, tmp_path, "tuesday")
    async with brought_back(draft_house, empty_beside(tmp_path), monday, tuesday) as there:
        page = await (await there.house.visitor("ben")).text(f"/drafts/{there.draft}")
        assert LOST in page
        assert "Marisol" not in page
        room = await room_of(there)
        assert room.text == ""
        await room.edit("ben", "", "We breathe")
        await there.rooms.close_up(room)
        assert [(one.author, one.text) for one in all_versions(room.keeping)[-1].spans] == [
            ("ben", "We breathe")
        ]


async def test_a_suggestion_for_words_with_other_addresses_waits_to_be_declined(
    draft_house: Drafting, tmp_path: Path
) -> None:
    await written_on(draft_house)
    places = Places((await room_of(draft_house)).whole)
    anchor = places.anchor(Span(3, 10))
    fields = {
        "draft": draft_house.draft,
        "anchor": {"begin": anchor.begin, "end": anchor.end},
        "passage": "breathe",
        "replacement": "run",
        "why": "It is quicker.",
    }
    await draft_house.house.ask(MakeSuggestion, fields, by="ben", counted=True)
    monday = await backed_up(draft_house, tmp_path, "monday")
    await closed_again(draft_house)
    tuesday = await backed_up(draft_house, tmp_path, "tuesday")
    async with brought_back(draft_house, empty_beside(tmp_path), monday, tuesday) as there:
        page = await (await there.house.visitor("ben")).get(f"/drafts/{there.draft}")
        assert page.status_code == 200
        assert "It is quicker." in page.text
        (suggestion,) = (await there.house.views()).charter.suggestions
        visitor = await there.house.visitor("ana")
        answer = await visitor.send(f"/drafts/{there.draft}/suggestions/{suggestion}/acceptance")
        assert "These words have changed since" in answer.text
        assert (await room_of(there)).text == "We breathe easily"


async def test_where_nothing_was_written_since_the_closing_nothing_is_said_to_be_lost(
    draft_house: Drafting, tmp_path: Path
) -> None:
    await written_on(draft_house)
    await closed_again(draft_house)
    monday = await backed_up(draft_house, tmp_path, "monday")
    room = await room_of(draft_house)
    await room.edit("ana", room.text, "We breathe badly")
    await draft_house.rooms.close_up(room)
    tuesday = await backed_up(draft_house, tmp_path, "tuesday")
    async with brought_back(draft_house, empty_beside(tmp_path), monday, tuesday) as there:
        page = await (await there.house.visitor("ben")).text(f"/drafts/{there.draft}")
        assert "We breathe easily" in page
        assert LOST not in page


async def test_a_key_that_is_only_lost_is_waited_for(draft_house: Drafting, tmp_path: Path) -> None:
    """Bringing the keys back makes the draft readable again; nothing is given up before."""
    await written_on(draft_house)
    monday = await backed_up(draft_house, tmp_path, "monday")
    key = (await room_of(draft_house)).key
    harm = f"DELETE FROM person_keys WHERE person = '{key}'"
    async with brought_back(draft_house, empty_beside(tmp_path), monday, harm=harm) as there:
        with pytest.raises(DraftUnreadable):
            await room_of(there)
        assert (await (await there.house.visitor("ben")).get(f"/drafts/{there.draft}")).status_code == 503
        head = there.house.engine.log.drafts.head(there.house.partnership, there.draft)
        assert head == Place(5, key, 3)


async def test_two_processes_begin_it_anew_once(
    draft_house: Drafting, postgresql_url: str, tmp_path: Path
) -> None:
    await written_on(draft_house)
    monday = await backed_up(draft_house, tmp_path, "monday")
    await closed_again(draft_house)
    tuesday = await backed_up(draft_house, tmp_path, "tuesday")
    async with brought_back(draft_house, postgresql_url, monday, tuesday) as there:
        settings = there.house.settings
        with listening() as listener:
            other = House(create_app(settings), settings)
            other.partnership = there.house.partnership
            async with serving(other.app, listener):
                rooms = there.rooms, other.app.state.rooms
                one, two = await asyncio.gather(
                    *(each.room(there.house.partnership, there.draft) for each in rooms)
                )
                assert one.text == two.text == "We breathe easily"
                assert (one.position, one.key) == (two.position, two.key) == (7, one.key)
