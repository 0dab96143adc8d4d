"""A closing that a crash broke off is finished when a server starts, though nobody opens the draft."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from events.charter import DraftSealed
from tests.web.drafting.house import Drafting
from tests.web.drafting.restarting import Restarting, restarting
from tests.web.drafting.test_sealing import room_of
from web.drafting.closing import finish
from web.drafting.keeping import Keeping
from web.drafting.sealing import root

SENTENCE = "My doctor is Marisol Vega."


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Restarting]:
    """A draft whose server comes and goes."""
    async with restarting(migrated_database_url, tmp_path) as found:
        yield found


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that the server does by itself."""
    async with asyncio.timeout(30):
        while not await asyncio.to_thread(holds):
            pass


async def sealed(draft: Drafting) -> list[DraftSealed]:
    """What the record says of closings."""
    history = await draft.house.engine.history(draft.house.partnership, 0)
    return [one.event for one in history if isinstance(one.event, DraftSealed)]


def has_key(draft: Drafting, key: str) -> bool:
    """Whether a key is still there."""
    return bool(draft.house.engine.keys.shared_key(draft.house.partnership, key))


def on_record(draft: Drafting, position: int) -> bool:
    """Whether the record knows of a closing."""
    wanted = f"{draft.draft}-{position}"
    return wanted in draft.house.engine.log.commands(draft.house.partnership, [wanted])


async def test_a_key_that_a_crash_left_is_destroyed_and_the_record_is_told(
    house: Restarting, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.draft is not None
    room = await room_of(house.draft)
    await room.edit("ana", "", SENTENCE)
    await room.edit("ana", SENTENCE, "My doctor is .")
    key = room.key
    with monkeypatch.context() as patched:
        patched.setattr(Keeping, "destroy", lambda self, key: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await house.draft.rooms.close_up(room)
        await house.stop()
    draft = await house.start()
    await until(lambda: on_record(draft, 4) and not has_key(draft, key))
    assert not draft.rooms._rooms
    (closing,) = await sealed(draft)
    again = await room_of(draft)
    assert closing.position == again.position == 4
    assert closing.root == root(again.keeping.leaves(4))
    assert [(one.person, one.count) for one in closing.letters] == [("ana", len(again.text))]
    assert again.text == "My doctor is ."


async def test_the_record_is_told_of_a_closing_also_where_somebody_wrote_on(house: Restarting) -> None:
    assert house.draft is not None
    room = await room_of(house.draft)
    await room.edit("ana", "", "We breathe")
    await room.close_up_to_now()
    await room.edit("ben", "We breathe", "We breathe easily")
    assert await sealed(house.draft) == []
    await house.stop()
    draft = await house.start()
    await until(lambda: on_record(draft, 3))
    (closing,) = await sealed(draft)
    assert [one.person for one in closing.letters] == ["ana"]
    again = await room_of(draft)
    assert closing.root == root(again.keeping.leaves(3))
    assert (again.position, again.open_steps, again.text) == (4, 1, "We breathe easily")


async def test_it_is_finished_once_and_nothing_is_done_where_nothing_is_left(draft_house: Drafting) -> None:
    room = await room_of(draft_house)
    await room.edit("ana", "", "We breathe")
    await room.close_up_to_now()
    engine = draft_house.house.engine
    for _ in range(2):
        await asyncio.gather(*(finish(engine, room.keeping, room.since) for _ in range(3)))
    await draft_house.rooms.close_up(room)
    assert len(await sealed(draft_house)) == 1
    assert engine.log.drafts.closed() == [(draft_house.house.partnership, draft_house.draft, room.since)]
