"""Several people write at once through the provider from npm, unmodified; all ends are equal."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from tests.journeys.house import House, serving
from tests.web.drafting.house import Drafting, drafting
from tests.web.drafting.traces import NAMES, edits_of
from tests.web.drafting.writing import Window
from web.app import create_app
from web.drafting.keeping import Keeping
from web.drafting.sealing import all_versions

EACH = 3_000


def folded(keeping: Keeping, after: int = 0) -> str:
    """What the stored rows make of an empty document."""
    window = Window()
    for change in keeping.read(after):
        if change.kind != "versions":
            assert change.data is not None
            window.take(change.data)
    return str(window.text)


@pytest.mark.parametrize("name", NAMES)
async def test_a_history_of_a_real_document_ends_the_same_everywhere(
    draft_house: Drafting, name: str
) -> None:
    edits = edits_of(name, 2, EACH)
    ends = await draft_house.together(["ana", "ben"], edits)
    assert ends["same"]
    assert len(ends["text"]) > EACH / 10
    room = await draft_house.rooms.room(draft_house.house.partnership, draft_house.draft)
    assert folded(room.keeping) == room.text == ends["text"]
    await draft_house.rooms.close_up(room)
    assert folded(room.keeping, room.since - 1) == ends["text"]
    assert "".join(span.text for span in all_versions(room.keeping)[-1].spans) == ends["text"]
    late = await draft_house.together(["cleo", "ana"], [[], []])
    assert late["same"]
    assert late["text"] == ends["text"]


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
    assert folded(rooms[0].keeping, rooms[0].since - 1) == late["text"]
