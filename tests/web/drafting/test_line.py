"""The line of a window: whatever way its bytes come, it says what it says, and answers as a socket must."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from pycrdt import merge_updates
from websockets.exceptions import ConnectionClosed

from bench.drafting.framing import Speech, frame, messages
from events.log.records import LogError
from tests.web.drafting.house import Drafting
from tests.web.drafting.wire import enter
from tests.web.drafting.writing import Window
from web.drafting import protocol
from web.drafting.doors import AT_ONCE
from web.drafting.encoding import Reader
from web.drafting.line import Line
from web.drafting.peer import COME_BACK, SEND_WITHIN, Peer

PING = 0x89


class Bytes:
    """A browser of which every byte is known."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def enter(cls, house: Drafting, person: str) -> Bytes:
        """Come in to the draft."""
        base = house.house.settings.base_url
        host = base.removeprefix("http://")
        reader, writer = await asyncio.open_connection("127.0.0.1", int(host.split(":")[1]))
        head = (
            f"GET /live/drafts/{house.draft} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Origin: {base}\r\nCookie: {await house.cookie(person)}\r\n\r\n"
        )
        writer.write(head.encode())
        await reader.readuntil(b"\r\n\r\n")
        return cls(reader, writer)

    async def say(self, data: bytes, at_once: int | None = None) -> None:
        """Send bytes, so many at a time."""
        step = at_once or len(data)
        for begin in range(0, len(data), step):
            self.writer.write(data[begin : begin + step])
            await self.writer.drain()
            await asyncio.sleep(0)


async def test_a_message_may_come_byte_by_byte_and_many_may_come_at_once(draft_house: Drafting) -> None:
    ana, ben = await Bytes.enter(draft_house, "ana"), await enter(draft_house, "ben")
    window = Window(7)
    updates = [window.write(at, letter) for at, letter in enumerate("We breathe easily, all of us")]
    frames = [Speech().news(one) for one in updates]
    await ana.say(frames[0], at_once=1)
    await ana.say(b"".join(frames[1:10]))
    await ana.say(b"".join(frames[10:]), at_once=7)
    await ben.reads(str(window.text))


async def test_a_long_message_is_read_whole(draft_house: Drafting) -> None:
    ana, ben = await Bytes.enter(draft_house, "ana"), await enter(draft_house, "ben")
    window = Window(7)
    for length in (100, 200, 60_000):
        await ana.say(Speech().news(window.write(0, "x" * length)), at_once=50)
    await ben.reads(str(window.text))


async def test_signs_of_life_are_answered_between_messages(draft_house: Drafting) -> None:
    ana = await Bytes.enter(draft_house, "ana")
    update = Window(7).write(0, "We")
    await ana.say(frame(b"here?", PING) + Speech().news(update) + frame(b"still?", PING))
    came = b""
    while b"still?" not in came or protocol.news(update) not in came:
        came += await ana.reader.read(4_096)
    assert b"\x8a\x05here?" in came


async def test_messages_in_parts_are_put_together_and_what_follows_them_is_heard(
    draft_house: Drafting,
) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    first = protocol.news(ana.window.write(0, "We"))
    await ana.connection.send([first[:3], first[3:7], first[7:]])
    await ana.write(2, " breathe")
    await ben.reads("We breathe")
    await ben.write(10, " on")
    await ana.reads("We breathe on")
    await ana.connection.close()
    await ben.write(13, ".")
    await (await enter(draft_house, "cleo")).reads("We breathe on.")


async def test_who_sends_what_no_browser_sends_is_closed_and_the_others_write_on(
    draft_house: Drafting,
) -> None:
    ben = await enter(draft_house, "ben")
    update = Speech().news(Window(7).write(0, "No"))
    for strange in (
        bytes((update[0] | 0x40, *update[1:])),  # A reserved bit.
        bytes((update[0], update[1] & 0x7F, *update[6:])),  # Not masked.
        bytes((0x82, 0xFF)) + (2**62).to_bytes(8, "big") + b"mask",
        bytes((0x8B, 0x80)) + b"mask",  # A kind of frame that does not exist.
    ):
        ana = await Bytes.enter(draft_house, "ana")
        await ana.say(strange)
        async with asyncio.timeout(15):
            while await ana.reader.read(4_096):
                pass
    await ben.write(0, "We")
    await (await enter(draft_house, "cleo")).reads("We")


async def test_who_asks_for_everything_again_and_again_is_answered_no_faster_than_anybody_asks(
    draft_house: Drafting,
) -> None:
    ana, ben = await Bytes.enter(draft_house, "ana"), await enter(draft_house, "ben")
    more = 30
    await ana.say(Speech().ask() * (AT_ONCE + more) + Speech().news(Window(7).write(0, "We")))
    began, came, answers = asyncio.get_running_loop().time(), b"", 0
    while answers < AT_ONCE + more:
        came += await ana.reader.read(4_096)
        answers = sum(one.startswith(b"\x00\x01") for one in messages(came))
    assert asyncio.get_running_loop().time() - began > more / 100
    await ben.reads("We")


async def test_windows_that_go_away_while_much_is_written_trouble_nobody(draft_house: Drafting) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    for number in range(20):
        gone = await Bytes.enter(draft_house, "cleo")
        await ana.write(number, "x")
        gone.writer.transport.abort()
    with suppress(ConnectionClosed):
        await ana.write(20, "!")
    await ben.reads("x" * 20 + "!")


class Congested(Line):
    """A line whose other side does not read. What is written is remembered."""

    def __init__(self) -> None:
        self.is_full = True
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)


async def test_who_does_not_read_is_told_what_was_new_meanwhile_in_one_message() -> None:
    line, window = Congested(), Window(7)
    peer = Peer("ana", "Ana", "", may_write=True, sees_others=True, line=line)
    for at, letter in enumerate("We breathe"):
        peer.news(window.write(at, letter))
    peer.put(protocol.ask(b"\x00"))
    peer.news(window.write(10, "."))
    assert line.written == []
    line.is_full = False
    peer.has_read()
    told = [message for one in line.written for message in messages(one)]
    assert [one[:2] for one in told] == [b"\x00\x02", b"\x00\x00", b"\x00\x02"]
    late = Window()
    late.take(merge_updates(*(Reader(one, 2).bytes() for one in (told[0], told[2]))))
    assert str(late.text) == "We breathe."
    peer.news(window.write(11, "!"))
    assert len(line.written) == 4


async def test_a_window_on_a_draft_that_cannot_be_read_is_closed_as_any_socket(
    draft_house: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.drafting.rooms.Rooms.room", unreadable)
    ana = await enter(draft_house, "ana")
    began = asyncio.get_running_loop().time()
    assert (await ana.closed())[0] == COME_BACK
    assert asyncio.get_running_loop().time() - began < SEND_WITHIN / 2


async def unreadable(*_: object) -> None:
    """As a room is opened whose key is gone."""
    raise LogError("the key is gone")
