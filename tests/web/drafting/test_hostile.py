"""Tampered updates, sent to a running server: it lives, and every browser reads what it keeps."""

from __future__ import annotations

from contextlib import suppress
from random import Random

from websockets.exceptions import ConnectionClosed

from tests.faults.sizes import SEED, size
from tests.web.drafting.house import Drafting
from tests.web.drafting.test_gate import HOSTILE, block
from tests.web.drafting.wire import enter
from tests.web.drafting.writing import Window
from web.drafting import protocol
from web.drafting.encoding import number
from web.drafting.room import Room
from web.drafting.sealing import all_versions

WINDOWS = size(60, 2_000)
EACH = 5


def real(chance: Random, whole: bytes) -> bytes:
    """An update that somebody could have made of a draft."""
    window = Window(chance.choice((7, 8, chance.randrange(1, 2**32))), whole)
    text = str(window.text)
    places = [len(text[:at].encode()) for at in range(len(text) + 1)]
    match chance.randrange(4):
        case 0 if text:
            begin, end = sorted(chance.sample(range(len(places)), 2))
            return window.remove(places[begin], places[min(end, begin + 9)])
        case 1:
            window.write(chance.choice(places), "every breath 😀")
            return window.whole
        case _:
            return window.write(chance.choice(places), chance.choice(("ñ", "a😀b", "We breathe", "x" * 300)))


def tampered(chance: Random, update: bytes) -> bytes:
    """The same with some bytes changed, left out, repeated or made huge."""
    made = bytearray(update)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(made) or 1)
        match chance.randrange(6):
            case 0:
                made[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del made[at : at + chance.randrange(1, 5)]
            case 2:
                made[at:at] = made[at : at + 9]
            case 3:
                made[at : at + 1] = number(chance.choice((2**31, 2**32, 2**53 - 1, 2**63)))
            case 4:
                made[at : at + 1] = bytes((chance.choice((0, 1, 4, 10, 0x84, 0x44, 0xC4, 0x81)),))
            case _:
                del made[at:]
    return bytes(made)


async def attack(house: Drafting, chance: Random, room: Room) -> None:
    """One window of somebody who means harm; what it is told does not matter."""
    mallory = await enter(house, chance.choice(("ben", "cleo")))
    with suppress(ConnectionClosed):
        for _ in range(EACH):
            if chance.random() < 0.1:
                update = block(chance.randrange(9), HOSTILE[chance.choice(sorted(HOSTILE))])
            else:
                update = tampered(chance, real(chance, room._doc.get_update()))
            await mallory.connection.send(protocol.news(update))
    await mallory.connection.close()


async def test_no_tampered_update_breaks_the_server_the_others_or_the_document(draft_house: Drafting) -> None:
    place = (draft_house.house.partnership, draft_house.draft)
    chance, ana = Random(f"{SEED} hostile"), await enter(draft_house, "ana")
    await ana.write(0, "We breathe 😀 easily")
    room: Room = await draft_house.rooms.room(*place)
    await ana.until(lambda: room.position >= 1)
    for count in range(WINDOWS):
        await attack(draft_house, chance, room)
        before = ana.heard
        await ana.write(0, f"{count}.")
        await ana.until(lambda before=before: ana.heard > before)  # type: ignore[misc]
    assert ana.connection.close_code is None
    assert not room.given_up
    rows = draft_house.house.engine.log.drafts.read(*place)
    taken = sum(row.header.author in ("ben", "cleo") for row in rows)
    assert taken > WINDOWS / 4, "too little of what was tampered with was taken: the attack is too weak"
    ends = await draft_house.together(["ben", "ana"], [[], []])
    assert ends["same"]
    assert letters(ends["text"]) == letters(room.text)
    again = Room(room.keeping, room._run, room._now)
    await again.catch_up()
    assert again.text == room.text
    await draft_house.rooms.close_up(room)
    assert "".join(span.text for span in all_versions(room.keeping)[-1].spans) == room.text
    late = await draft_house.together(["cleo"], [[]])
    assert letters(late["text"]) == letters(room.text)


def letters(text: str) -> list[str]:
    """What is there, in any order: the order of a piece that was put between characters which never were
    neighbours is the one thing that a tampered update can still make browsers see differently (ADR 0016)."""
    return sorted(text)
