"""Several people write at once through the provider from npm, unmodified; all ends are equal."""

from __future__ import annotations

import asyncio
import socket
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
import pytest_asyncio

from events.charter import DraftSealed
from tests.faults.conftest import Counted
from tests.journeys.house import House, serving
from tests.web.drafting.house import Drafting, drafting
from tests.web.drafting.traces import NAMES, edits_of
from tests.web.drafting.wire import enter
from tests.web.drafting.writing import Window, settled
from web.app import create_app
from web.drafting.closing import finish
from web.drafting.keeping import Keeping
from web.drafting.sealing import all_versions
from workspace.charter.commands import OpenDraft, OpenStatement

EACH = 30_000
"""Changes of each person that are replayed at most: every one of the history."""


def folded(keeping: Keeping, after: int = 0) -> Window:
    """What the stored rows make of an empty document."""
    window = Window()
    for change in keeping.read(after):
        if change.kind != "versions":
            assert change.data is not None
            window.take(change.data)
    return window


def equal(window: Window, update: str) -> bool:
    """Whether a document is that of a browser, byte by byte."""
    return settled(window.whole) == settled(b64decode(update))


@pytest.mark.parametrize("name", NAMES)
async def test_a_whole_history_ends_the_same_everywhere(
    draft_house: Drafting, name: str, counted: Counted
) -> None:
    edits = edits_of(name, 2, EACH)
    ends = await draft_house.together(["ana", "ben"], edits, within=60_000 + 60 * EACH)
    assert ends["same"]
    assert len(ends["text"]) > EACH / 10
    room = await draft_house.rooms.room(draft_house.house.partnership, draft_house.draft)
    rows = room.position
    before = folded(room.keeping, room.since - 1)
    assert equal(before, ends["whole"])
    assert str(before.text) == room.text == ends["text"]
    await draft_house.rooms.close_up(room)
    assert equal(folded(room.keeping, room.since - 1), ends["whole"])
    assert "".join(span.text for span in all_versions(room.keeping)[-1].spans) == ends["text"]
    late = await draft_house.together(["cleo", "ana"], [[], []])
    assert late["same"]
    assert late["text"] == ends["text"]
    assert equal(folded(room.keeping, room.since - 1), late["whole"])
    counted(history=name, edits=ends["edits"], of=sum(map(len, edits)), steps=rows, letters=len(ends["text"]))


@pytest_asyncio.fixture
async def two_processes(
    migrated_postgresql_url: str, tmp_path: Path
) -> AsyncIterator[tuple[Drafting, Drafting]]:
    """Two servers on one database, with one draft."""
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(drafting(migrated_postgresql_url, tmp_path))
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = msgspec.structs.replace(here.house.settings, data=tmp_path / "other", base_url=base)
        app = create_app(settings)
        await stack.enter_async_context(serving(app, listener))
        house = House(app, settings)
        house.partnership = here.house.partnership
        there = Drafting(house)
        there.draft = here.draft
        yield here, there


async def test_two_people_on_two_processes_end_the_same(two_processes: tuple[Drafting, Drafting]) -> None:
    here, there = two_processes
    urls = [one.house.settings.base_url for one in two_processes]
    edits = edits_of(NAMES[0], 2, EACH // 10)
    ends = await here.together(["ana", "ben"], edits, urls=urls, pause=5)
    assert ends["same"]
    rooms = [await one.rooms.room(here.house.partnership, here.draft) for one in two_processes]
    assert [room.text for room in rooms] == [ends["text"]] * 2
    await here.rooms.close_up(rooms[0])
    late = await there.together(["cleo", "ben"], [[[0, 0, "Now: "]], []], urls=urls[::-1])
    assert late["same"]
    assert late["text"] == "Now: " + ends["text"]
    assert equal(folded(rooms[0].keeping, rooms[0].since - 1), late["whole"])


async def test_a_draft_that_two_processes_close_at_once_is_closed_once(
    two_processes: tuple[Drafting, Drafting],
) -> None:
    here, there = two_processes
    place = (here.house.partnership, here.draft)
    for number in range(4):
        rooms = [await one.rooms.room(*place) for one in two_processes]
        await rooms[number % 2].edit("ana", rooms[number % 2].text, f"{number} steps.")
        for room in rooms:
            await room.catch_up()
        both = (one.rooms.close_up(room) for one, room in zip(two_processes, rooms, strict=True))
        await asyncio.gather(*both)
        closed = [change.position for change in rooms[0].keeping.read(0) if change.kind == "compacted"]
        events = await there.house.engine.history(here.house.partnership, 0)
        sealed = [one.event.position for one in events if isinstance(one.event, DraftSealed)]
        assert closed == sealed
        assert len(closed) == number + 1


async def test_what_a_crash_left_of_a_closing_is_done_once_by_two_servers(
    two_processes: tuple[Drafting, Drafting],
) -> None:
    here, there = two_processes
    rooms = [await one.rooms.room(here.house.partnership, here.draft) for one in two_processes]
    await rooms[0].edit("ana", "", "We breathe")
    await rooms[0].close_up_to_now()
    places = zip(two_processes, rooms, strict=True)
    both = (finish(one.house.engine, room.keeping, rooms[0].since) for one, room in places)
    await asyncio.gather(*both)
    events = await there.house.engine.history(here.house.partnership, 0)
    assert [one.event.position for one in events if isinstance(one.event, DraftSealed)] == [3]


async def test_no_draft_waits_for_news_until_another_is_closed(
    two_processes: tuple[Drafting, Drafting],
) -> None:
    here, there = two_processes
    slow = await here.rooms.room(here.house.partnership, here.draft)
    other, statement = Drafting(here.house), uuid4().hex
    await here.house.ask(OpenStatement, {"kind": "vision"}, command=statement)
    await here.house.ask(OpenDraft, {"statement": statement, "language": "en"}, command=other.draft)
    ben = await enter(other, "ben")
    async with slow._changing:
        room = await there.rooms.room(here.house.partnership, other.draft)
        await room.edit("ana", "", "We breathe")
        await ben.reads("We breathe")
