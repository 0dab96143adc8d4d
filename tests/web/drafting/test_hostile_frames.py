"""Frames that mean harm, to a running server: who sends them is told why and closed, nobody else notices."""

from __future__ import annotations

import json
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from tests.web.drafting.house import Drafting
from tests.web.drafting.test_gate import HOSTILE, PLAIN, block
from tests.web.drafting.test_socket import CURSOR
from tests.web.drafting.wire import Raw, enter
from tests.web.drafting.writing import Window
from web.command_line.serve import LARGEST_FRAME
from web.drafting import protocol
from web.drafting.encoding import LARGEST, number, with_length
from web.drafting.peer import REFUSED, TOO_LONG

TOO_LARGE = 1009


def nested(depth: int) -> bytes:
    """Types inside of types: what a document that reads them never ends with."""
    outermost = bytes((7,)) + number(1) + with_length(b"text") + number(0)
    inside = [bytes((7,)) + number(0) + number(99) + number(at) + number(0) for at in range(depth)]
    return block(99, outermost, *inside)


def one(client: int, count: int, kind: bytes = PLAIN) -> bytes:
    """An update that says that it has so many pieces."""
    return number(1) + number(count) + number(client) + number(0) + kind + number(0)


REFUSED_FRAMES = {
    "nothing": b"",
    "noise": bytes(range(255, 100, -3)),
    "an unknown kind": number(9),
    "somebody else's refusal": protocol.not_yours("Go away."),
    "types in types, ten thousand deep": protocol.news(nested(10_000)),
    "types in types, sixty-five deep": protocol.news(nested(65)),
    "two to the thirty-second pieces": protocol.news(one(99, 2**32)),
    "more pieces than there are": protocol.news(one(99, 20)),
    "as many writers as there are numbers": protocol.news(number(LARGEST)),
    "deletions without end": protocol.news(number(0) + number(1) + number(99) + number(LARGEST)),
    "a number that no browser reads": protocol.news(one(2**60, 1)),
    "half an update": protocol.news(block(99, PLAIN)[:9]),
    "an update and something after it": protocol.news(block(99, PLAIN) + b"x"),
    "half a character": protocol.news(block(99, HOSTILE["half a character"])),
    "a state of a million writers": protocol.ask(number(1_000_000)),
    "a state with something after it": protocol.ask(number(0) + b"x"),
    "a thousand presences": bytes((protocol.AWARENESS,)) + with_length(number(1_000)),
    "a presence that ends too early": bytes((protocol.AWARENESS,)) + with_length(number(1) + number(7)),
    "a presence that is not text": bytes((protocol.AWARENESS,))
    + with_length(number(1) + number(7) + number(1) + with_length(b"\xff\xfe")),
    "a message of a hundred thousand bytes": protocol.news(b"\0" * 100_000),
}


async def test_whoever_sends_what_cannot_be_taken_is_told_and_closed(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    for name, frame in REFUSED_FRAMES.items():
        mallory = await enter(draft_house, "ben")
        await mallory.connection.send(frame)
        code, why = await mallory.closed()
        assert code in {REFUSED, TOO_LONG}, (name, code, why)
        assert why, name
        await still_there(draft_house, ana)


async def test_text_and_frames_that_are_too_large_end_only_the_own_window(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    for frame in (
        "words",
        json.dumps({"user": "root"}),
        "x" * (LARGEST_FRAME + 1),
        b"x" * (LARGEST_FRAME + 1),
    ):
        mallory = await enter(draft_house, "ben")
        with suppress(ConnectionClosed):
            await mallory.connection.send(frame)
        assert (await mallory.closed())[0] in {1003, 1007, 1013, TOO_LARGE, REFUSED}
    await still_there(draft_house, ana)


SHOWN_TO_NOBODY = {
    "a state that is too long": json.dumps({"cursor": None, "x": "y" * 60_000}),
    "brackets without end": "[" * 1_900,
    "a name and no place": '{"user":{"name":"Ana Ruiz","color":"red"}}',
    "no number": '{"cursor":{"anchor":{"assoc":NaN},"head":{"tname":"text"}}}',
    "an endless number": '{"cursor":{"anchor":{"assoc":1e999},"head":{"tname":"text"}}}',
    "another text": '{"cursor":{"anchor":{"tname":"other"},"head":{"tname":"text"}}}',
    "a place and more": '{"cursor":{"anchor":{"tname":"text","x":"<script>"},"head":{"tname":"text"}}}',
}


async def test_what_shows_nobody_a_place_is_not_passed_on(draft_house: Drafting) -> None:
    ana, mallory = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    for clock, state in enumerate(SHOWN_TO_NOBODY.values(), 1):
        await mallory.send_presence(7, clock, state)
    await mallory.write(0, "We")
    await ana.reads("We")
    assert ana.presences == []
    assert mallory.connection.close_code is None


async def test_nobody_shows_themselves_as_somebody_else_or_as_a_crowd(draft_house: Drafting) -> None:
    ana, mallory, cleo = [await enter(draft_house, who) for who in ("ana", "ben", "cleo")]
    place = f'{{"cursor":{CURSOR},"user":{{"name":"Ana Ruiz"}}}}'
    await ana.send_presence(7, 1, place)
    await cleo.until(lambda: bool(cleo.presences))
    for client in (7, *range(100, 130)):
        await mallory.send_presence(client, 9, place)
    await mallory.write(0, "We")
    await cleo.reads("We")
    shown = {one.client: json.loads(one.state)["user"]["name"] for one in cleo.presences}
    assert shown.pop(7) == "Ana Ruiz"
    assert set(shown.values()) == {"Ben Okafor"}
    assert len(shown) == 8


async def test_a_huge_state_asks_for_nothing_more_than_the_text(draft_house: Drafting) -> None:
    ana, mallory = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "We breathe")
    await mallory.reads("We breathe")
    state = number(5_000) + b"".join(number(client) + number(2**31) for client in range(1, 5_001))
    for _ in range(20):
        await mallory.connection.send(protocol.ask(state))
    await still_there(draft_house, ana)


async def still_there(house: Drafting, ana: Raw) -> None:
    """Somebody who was there writes on, and whoever comes now reads it."""
    before = str(ana.window.text)
    await ana.write(0, "Still. ")
    late = await enter(house, "cleo", Window())
    await late.reads("Still. " + before)
    await late.connection.close()
    assert ana.connection.close_code is None
