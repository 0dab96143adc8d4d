"""What keeps harm out never keeps out somebody who only writes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.web.drafting.house import Drafting
from tests.web.drafting.test_gate import passed
from tests.web.drafting.test_socket import CURSOR
from tests.web.drafting.wire import enter
from tests.web.drafting.writing import Window
from web.drafting import protocol
from web.drafting.encoding import LARGEST, number
from web.drafting.gate import LARGEST_DOCUMENT, PIECE_WEIGHT, Gate
from web.drafting.room import Room
from web.drafting.waiting import NotKept


@pytest_asyncio.fixture
async def room(draft_house: Drafting) -> AsyncIterator[Room]:
    """The room of the draft."""
    yield await draft_house.rooms.room(draft_house.house.partnership, draft_house.draft)


async def test_who_saves_by_a_form_again_and_again_writes_under_one_number(room: Room) -> None:
    text = ""
    for turn in range(30):
        await room.edit("ana", text, text + f"{turn} ")
        text += f"{turn} "
    await asyncio.gather(*(room.edit("ben", text, f"{text}{turn}. ") for turn in range(10)))
    assert all(room.text.count(f"{turn}. ") == 1 for turn in range(10))
    assert sorted(room.keeping.writers().values()) == ["ana", "ben"]


async def test_a_number_is_not_used_again_when_a_saving_ended_in_the_middle(room: Room) -> None:
    await room.edit("ana", "", "We")
    async with room._changing:
        waiting = asyncio.create_task(room.edit("ana", "We", "We breathe"))
        await asyncio.wait([waiting], timeout=0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        again = asyncio.create_task(room.edit("ana", "We", "We all"))
    await again
    assert room.text == "We all", "what was given up before it was kept is not kept"
    assert len(room.keeping.writers()) == 2


async def test_who_saves_into_a_room_that_is_given_up_is_told_and_can_save_into_the_next(
    draft_house: Drafting, room: Room
) -> None:
    room.give_up("It was a test.")
    with pytest.raises(NotKept):
        await room.edit("ana", "", "We")
    fresh: Room = await draft_house.rooms.room(draft_house.house.partnership, draft_house.draft)
    await fresh.edit("ana", "", "We")
    assert fresh.text == "We"


def test_a_draft_that_is_polished_for_long_does_not_become_too_long() -> None:
    gate, window = Gate(), Window(7)
    passed(gate, window.write(0, "We breathe easily."))
    for _ in range(2 * LARGEST_DOCUMENT // PIECE_WEIGHT // 40):
        gate.weigh(window.doc.get_update)
        for place in range(40):
            assert passed(gate, window.write(place, "x"))
        assert passed(gate, window.remove(0, 40))
    assert gate.weight < LARGEST_DOCUMENT


async def test_the_number_under_which_somebody_shows_where_they_are_is_theirs(draft_house: Drafting) -> None:
    ana, ben = await enter(draft_house, "ana", Window(7)), await enter(draft_house, "ben", Window(7))
    await ana.send_presence(7, 1, f'{{"cursor":{CURSOR}}}')
    await ben.until(lambda: any(one.client == 7 for one in ben.presences))
    await ben.write(0, "Not mine")
    assert (await ben.closed())[0] == 4400
    await ana.write(0, "We breathe")
    await (await enter(draft_house, "cleo")).reads("We breathe")


async def test_a_window_that_says_only_that_it_is_there_hears_something(draft_house: Drafting) -> None:
    """The provider from npm hangs up when it has heard nothing for half a minute."""
    for person in ("ana", "ada"):
        window = await enter(draft_house, person)
        await window.until(lambda window=window: window.heard >= 2)  # type: ignore[misc]
        await window.send_presence(7, 1, "{}")
        await window.until(lambda window=window: window.heard >= 3)  # type: ignore[misc]
        assert window.presences == []


async def test_no_presence_makes_a_message_that_browsers_cannot_read(draft_house: Drafting) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.send_presence(7, LARGEST, f'{{"cursor":{CURSOR}}}')
    await ana.send_presence(8, LARGEST - 1, f'{{"cursor":{CURSOR}}}')
    await ben.until(lambda: bool(ben.presences))
    await ana.connection.close()
    await ben.until(lambda: len(ben.presences) >= 2)
    assert {one.client for one in ben.presences} == {8}
    assert max(one.clock for one in ben.presences) <= LARGEST


def counted_on(pieces: int) -> bytes:
    """One writer who says that a million characters came and went, so many times."""
    return (
        number(1) + number(pieces) + number(7) + number(0) + (b"\x00" + number(1_000_000)) * pieces + b"\x00"
    )


async def test_nobody_counts_so_far_that_the_draft_cannot_be_read_any_more(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    for pieces in (2_200, 4_300, 5_000, 15_000):
        mallory = await enter(draft_house, "ben")
        await mallory.connection.send(protocol.news(counted_on(pieces)))
        assert (await mallory.closed())[0] == 4400
    await ana.write(0, "We")
    await (await enter(draft_house, "cleo")).reads("We")
