"""Rooms that meet another room on the same draft, and what is told when something is not kept."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from tests.web.drafting.elsewhere import Elsewhere, once
from tests.web.drafting.house import Drafting
from tests.web.drafting.wire import enter
from tests.web.drafting.writing import Window
from web.drafting import protocol
from web.drafting.keeping import Keeping
from web.drafting.peer import COME_BACK, Peer
from web.drafting.sealing import all_versions
from web.drafting.waiting import NotKept


async def test_what_is_written_elsewhere_while_a_draft_is_closed_is_not_lost(elsewhere: Elsewhere) -> None:
    other = await elsewhere.room()
    room = await elsewhere.room(once("close_up_to_now", lambda: other.edit("ben", "", " easily")))
    await room.edit("ana", "", "We breathe")
    with pytest.raises(Exception, match="gone on"):
        await room.close_up_to_now()
    await room.close_up_to_now()
    late = await elsewhere.room()
    await other.catch_up()
    assert {"We breathe", " easily"} == {
        late.text.replace(" easily", ""),
        late.text.replace("We breathe", ""),
    }
    assert late.text == other.text == room.text
    assert {span.author for span in all_versions(room.keeping)[-1].spans} == {"ana", "ben"}


async def test_what_is_kept_under_a_key_that_was_just_replaced_is_kept_under_the_next(
    elsewhere: Elsewhere,
) -> None:
    other = await elsewhere.room()
    await other.edit("ana", "", "We breathe")
    room = await elsewhere.room(once("keep", other.close_up_to_now))
    await room.edit("ben", "We breathe", "We breathe easily")
    await other.catch_up()
    assert room.text == other.text == (await elsewhere.room()).text == "We breathe easily"


async def test_the_second_who_takes_a_number_is_refused_and_the_room_goes_on(elsewhere: Elsewhere) -> None:
    other = await elsewhere.room()
    first, second = Window(7).write(0, "Mine"), Window(7).write(0, "Not mine")
    ana, ben = (Peer(one, one, "", may_write=True, sees_others=True) for one in ("ana", "ben"))

    async def quicker() -> None:
        other.said(ana, protocol.news(first))
        await other.edit("cleo", "", "x")

    room = await elsewhere.room(once("keep", quicker))
    room.said(ben, protocol.news(second))
    await room.edit("cleo", "", "y")
    assert ben.closing is not None
    assert "somebody else" in ben.closing[1]
    assert not room.given_up
    assert sorted(room.text) == sorted("Minexy")


async def test_who_sends_much_that_is_not_taken_leaves_the_others_their_turns(elsewhere: Elsewhere) -> None:
    room, window = await elsewhere.room(), Window(7)
    window.write(0, "The beginning is never sent. ")
    early = protocol.news(window.write(29, "x" * 60_000))
    peers = [Peer("ana", "Ana", "", may_write=True, sees_others=True) for _ in range(8)]
    for peer in peers * 8:
        room.said(peer, early)
    turns = 0
    while room.is_busy:
        turns += 1
        await asyncio.sleep(0)
    assert turns > 16
    await room.edit("ben", "", "We")
    assert room.text == "We"


async def test_texts_that_are_hard_to_compare_hold_nobody_up(elsewhere: Elsewhere) -> None:
    chance, turns, before_keeping = Random(7), 0, list[int]()
    now, seen = ("\n".join("".join(chance.choices("ab", k=450)) for _ in range(6)) for _ in range(2))
    await (await elsewhere.room()).edit("ana", "", now)
    room = await elsewhere.room(once("keep", lambda: before_keeping.append(turns)))
    saving = asyncio.create_task(room.edit("ben", seen, now[::-1]))
    while not saving.done():
        turns += 1
        await asyncio.sleep(0)
    await saving
    assert before_keeping[0] > 100


async def test_a_form_is_told_when_its_room_is_closed_before_or_meanwhile(
    elsewhere: Elsewhere,
) -> None:
    room = await elsewhere.room()
    await room.close()
    with pytest.raises(NotKept):
        await room.edit("ana", "", "We")
    held = asyncio.Event()
    room = await elsewhere.room(once("keep", held.wait))
    one = asyncio.create_task(room.edit("ana", "", "We"))
    await asyncio.wait([one], timeout=0.05)
    closing = asyncio.create_task(room.close())
    two = asyncio.create_task(room.edit("ben", "", "You"))
    with pytest.raises(NotKept):
        await two
    held.set()
    await closing
    await one
    assert (await elsewhere.room()).text == "We"


async def test_a_key_that_a_crash_left_behind_is_destroyed_when_the_draft_is_opened(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await elsewhere.room()
    await room.edit("ana", "", "My doctor is Marisol Vega.")
    key = room.key

    with monkeypatch.context() as patched:
        patched.setattr(Keeping, "destroy", lambda self, key: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await room.close_up_to_now()
    partnership = room.keeping.partnership
    assert elsewhere.engine.keys.shared_key(partnership, key) != ()
    again = await elsewhere.room()
    assert elsewhere.engine.keys.shared_key(partnership, key) == ()
    assert again.text == "My doctor is Marisol Vega."
    assert [row.data is None for row in again.keeping.read(0)] == [True, False, False]


async def test_nobody_hears_of_what_is_not_kept_and_it_is_sent_again_when_the_disk_has_room(
    draft_house: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "We breathe")
    await ben.reads("We breathe")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Keeping, "keep", full)
        await ana.write(10, " easily")
        assert [(await one.closed())[0] for one in (ana, ben)] == [COME_BACK] * 2
    assert b" easily" not in b"".join(ana.frames + ben.frames)
    await enter(draft_house, "ana", ana.window)
    await (await enter(draft_house, "ben")).reads("We breathe easily")
