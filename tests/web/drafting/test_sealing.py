"""A draft is closed up to now: the text and its versions stay, what authors took out is gone for good."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from pathlib import Path

import pytest

from events.charter import DraftSealed, Letters
from tests.web.drafting.house import Drafting
from tests.web.drafting.wire import enter
from web.drafting.keeping import Keeping
from web.drafting.room import Room
from web.drafting.sealing import all_versions, root


def holding(folder: Path, content: bytes) -> list[Path]:
    """The files in a folder that hold these bytes."""
    return [one for one in folder.rglob("*") if one.is_file() and content in one.read_bytes()]


async def room_of(house: Drafting) -> Room:
    """The draft's room in the server."""
    room: Room = await house.rooms.room(house.house.partnership, house.draft)
    return room


async def test_a_draft_reads_the_same_after_it_was_closed_and_goes_on(draft_house: Drafting) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "We breathe badly")
    await ben.reads("We breathe badly")
    await ana.send_update(ana.window.remove(10, 16))
    await ben.reads("We breathe")
    room = await room_of(draft_house)
    await draft_house.rooms.close_up(room)
    late = await enter(draft_house, "cleo")
    await late.reads("We breathe")
    await ben.write(10, " easily")
    await ana.reads("We breathe easily")
    await late.reads("We breathe easily")
    told = all_versions(room.keeping)
    assert [(span.author, span.text) for span in told[-1].spans] == [
        ("ana", "We breathe"),
        ("ben", " easily"),
    ]
    assert "badly" not in str(told)
    await draft_house.rooms.close_up(room)
    again = Keeping(room.keeping._streams, room.keeping._keys, room.keeping.partnership, room.keeping.draft)
    assert [str(one.spans) for one in all_versions(again)] == [str(one.spans) for one in told]


async def test_the_record_commits_to_every_step(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    await ana.write(0, "We breathe")
    await (await enter(draft_house, "ben")).reads("We breathe")
    room = await room_of(draft_house)
    await draft_house.rooms.close_up(room)
    await draft_house.rooms.close_up(room)
    history = await draft_house.house.engine.history(draft_house.house.partnership, 0)
    (sealed,) = [one.event for one in history if isinstance(one.event, DraftSealed)]
    leaves = room.keeping.leaves(sealed.position)
    assert sealed.root == root(leaves)
    assert sealed.position == room.position == len(leaves) == 3


async def test_whose_letters_are_left_is_said_at_each_closing(draft_house: Drafting) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "We breathe badly")
    await ben.reads("We breathe badly")
    await ben.send_update(ben.window.remove(10, 16))
    await ana.reads("We breathe")
    await ben.write(0, "Now: ")
    await ana.reads("Now: We breathe")
    room = await room_of(draft_house)
    await draft_house.rooms.close_up(room)
    await ana.write(15, " on")
    await ben.reads("Now: We breathe on")
    await draft_house.rooms.close_up(room)
    history = await draft_house.house.engine.history(draft_house.house.partnership, 0)
    first, second = [one.event for one in history if isinstance(one.event, DraftSealed)]
    assert first.letters == (Letters("ben", 5), Letters("ana", 10))
    assert second.letters == (Letters("ben", 5), Letters("ana", 13))
    view = (await draft_house.house.views()).charter.drafts[draft_house.draft]
    assert view.letters == {"ben": 5, "ana": 13}


async def test_a_sentence_that_was_taken_out_again_is_in_no_byte_and_no_frame(
    draft_house: Drafting, tmp_path: Path
) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "My doctor is Marisol Vega.")
    await ben.reads("My doctor is Marisol Vega.")
    await ana.send_update(ana.window.remove(13, 25))
    await ben.reads("My doctor is .")
    room = await room_of(draft_house)
    key = room.key
    await draft_house.rooms.close_up(room)
    rows = list(room.keeping.read(0))
    assert [(row.kind, row.data is None) for row in rows[-2:]] == [("versions", False), ("compacted", False)]
    assert all(row.data is None for row in rows[:-2])
    assert room.keeping._keys.shared_key(room.keeping.partnership, key) == ()
    late = await enter(draft_house, "cleo")
    await late.reads("My doctor is .")
    assert b"Marisol" not in b"".join(late.frames)
    assert "Marisol" not in str(all_versions(room.keeping))
    assert not await asyncio.to_thread(holding, tmp_path, b"Marisol Vega")


async def test_a_room_that_was_left_open_rests_and_is_closed(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    await ana.write(0, "We breathe")
    await (await enter(draft_house, "ben")).reads("We breathe")
    room, rooms = await room_of(draft_house), draft_house.rooms
    await rooms.care(room)
    assert room.open_steps == 1
    streams = draft_house.house.engine.log.drafts
    assert streams.waiting() == [(draft_house.house.partnership, draft_house.draft)]
    rooms.rest = 0.0
    await rooms.care(room)
    assert room.open_steps == 0
    assert streams.waiting() == []


@pytest.mark.parametrize("count", range(1, 9))
def test_the_root_is_that_of_rfc_6962(count: int) -> None:
    leaves = [sha256(bytes((0, one))).digest() for one in range(count)]

    def tree(some: list[bytes]) -> bytes:
        if len(some) == 1:
            return some[0]
        split = 1 << (len(some) - 1).bit_length() - 1
        return sha256(b"\x01" + tree(some[:split]) + tree(some[split:])).digest()

    assert root(leaves) == tree(leaves).hex()
