"""One person writes in two processes at once: what is kept is what every process can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.drafting.elsewhere import Elsewhere, once
from tests.web.drafting.writing import Window
from web.drafting import protocol
from web.drafting.peer import REFUSED, Peer
from web.drafting.room import Room


def window(person: str) -> Peer:
    """An open window of somebody."""
    return Peer(person, person, "", may_write=True, sees_others=True)


async def settled(room: Room) -> None:
    """Wait until the room has done what was said before."""
    await room.edit("dora", room.text, f"{room.text}.")


def says(room: Room, peer: Peer, update: bytes) -> None:
    """A window sends an update."""
    room.said(peer, protocol.news(update))


async def test_what_is_written_beside_a_number_that_was_used_twice_is_not_lost(elsewhere: Elsewhere) -> None:
    other = await elsewhere.room()
    await settled(other)
    first, second = Window(7).write(0, "aaaaa"), Window(7).write(0, "bbbb\U0001f600cc")
    here, there, ben = window("ana"), window("ana"), window("ben")

    async def quicker() -> None:
        says(other, there, first)
        await settled(other)

    room = await elsewhere.room(once("keep", quicker))
    says(room, here, second)
    await settled(room)
    assert here.closing is not None
    assert here.closing[0] == REFUSED
    seen = Window(9, room.whole)
    says(room, ben, seen.write(len(seen.text), "Ben's words"))
    await settled(room)
    await room.close_up_to_now()
    await other.catch_up()
    late = await elsewhere.room()
    assert late.text == room.text == other.text
    assert "aaaaa" in late.text
    assert "Ben's words" in late.text


async def test_who_writes_in_two_windows_on_two_processes_keeps_all_words(elsewhere: Elsewhere) -> None:
    other = await elsewhere.room()
    await settled(other)
    one, two = Window(7, other.whole), Window(8, other.whole)
    here, there = window("ana"), window("ana")

    async def quicker() -> None:
        says(other, there, two.write(0, "Easily. "))
        await settled(other)

    room = await elsewhere.room(once("keep", quicker))
    says(room, here, one.write(0, "We breathe. "))
    await settled(room)
    await other.catch_up()
    assert here.closing is there.closing is None
    assert "We breathe. " in room.text
    assert "Easily. " in room.text
    assert other.text == room.text


def always(name: str, what: Callable[[], Any]) -> Callable[[str], Any]:
    """Something that comes before every step of a name."""
    return lambda step: what() if step == name else None


async def test_nobody_waits_for_somebody_who_goes_on_in_another_process(elsewhere: Elsewhere) -> None:
    other = await elsewhere.room()
    await settled(other)
    elsewhere_too, here, there = Window(8, other.whole), window("ana"), window("ana")

    async def quicker() -> None:
        says(other, there, elsewhere_too.write(0, "a"))
        await other.edit("cleo", other.text, f"{other.text}!")

    room = await elsewhere.room(always("keep", quicker))
    room.enter(here)
    asked = len(here._messages)
    one = Window(7, room.whole)
    says(room, here, one.write(0, "Mine. "))
    await room.edit("ben", room.text, f"{room.text} Ben's words")
    assert "Ben's words" in room.text
    assert "Mine" not in room.text
    assert not room.given_up
    assert here.closing is None
    assert any(message[:2] == bytes((protocol.SYNC, protocol.STEP_1)) for message in here._messages[asked:])


@pytest.mark.parametrize("tries", [2, 4])
async def test_what_was_asked_for_again_is_kept_when_it_comes(elsewhere: Elsewhere, tries: int) -> None:
    other = await elsewhere.room()
    await settled(other)
    writing, here, there = Window(8, other.whole), window("ana"), window("ana")
    left = [None] * tries

    async def quicker() -> None:
        if left:
            left.pop()
            says(other, there, writing.write(0, "a"))
            await other.edit("cleo", other.text, f"{other.text}!")

    room = await elsewhere.room(always("keep", quicker))
    one = Window(7, room.whole)
    says(room, here, one.write(0, "Mine. "))
    await room.edit("ben", room.text, f"{room.text} Ben's words")
    while left:
        await room.edit("ben", room.text, f"{room.text}.")
    says(room, here, one.whole)
    await settled(room)
    assert "Mine. " in room.text
    assert not room.given_up
