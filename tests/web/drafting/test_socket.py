"""A draft's socket: who may come in, who may write, what is shared, and what happens to who does harm."""

from __future__ import annotations

import json

import pytest

from tests.web.drafting.house import Drafting
from tests.web.drafting.test_gate import HOSTILE, block
from tests.web.drafting.wire import enter
from tests.web.drafting.writing import Window
from web.accounts.session_rows import BORROWED_RESTS
from web.accounts.sessions import Sessions
from web.asking import TERMS
from web.drafting import protocol
from web.drafting.encoding import number, with_length
from web.drafting.gate import LARGEST_UPDATE
from web.drafting.peer import MAY_NOT_WRITE, READ_FIRST, REFUSED, TOO_LONG, Peer
from web.drafting.presence import COLOURS
from web.drafting.socket import SESSION_ENDED, TERMS_FIRST


async def test_what_one_writes_the_other_reads_and_the_author_hears_that_it_is_kept(
    draft_house: Drafting,
) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "We breathe")
    await ben.reads("We breathe")
    await ben.write(10, " easily")
    await ana.reads("We breathe easily")
    late = await enter(draft_house, "cleo")
    await late.reads("We breathe easily")
    streams = draft_house.house.engine.log.drafts
    rows = list(streams.read(draft_house.house.partnership, draft_house.draft))
    assert [(row.header.position, row.header.author) for row in rows] == [(1, "ana"), (2, "ben")]
    assert not any(b"breathe" in row.box for row in rows)


async def test_a_draft_is_there_after_everybody_has_left(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    await ana.write(0, "We breathe")
    await (await enter(draft_house, "ben")).reads("We breathe")
    for raw in (ana,):
        await raw.connection.close()
    await (await enter(draft_house, "ana")).reads("We breathe")


async def test_auditors_read_along_and_observers_and_strangers_find_nothing(draft_house: Drafting) -> None:
    ana, ada = await enter(draft_house, "ana"), await enter(draft_house, "ada")
    await ana.write(0, "We breathe")
    await ada.reads("We breathe")
    await ada.write(0, "No: ")
    code, why = await ada.closed()
    assert code == MAY_NOT_WRITE
    assert "read" in why
    assert ada.refused == [why]
    assert (await (await enter(draft_house, "olga")).closed())[0] == 4404
    assert (await (await enter(draft_house, "ana", draft="nothing")).closed())[0] == 4404
    await (await enter(draft_house, "ben")).reads("We breathe")


async def test_nobody_writes_under_somebody_elses_number(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana", Window(7))
    await ana.write(0, "We breathe")
    ben = await enter(draft_house, "ben")
    await ben.reads("We breathe")
    thief = await enter(draft_house, "cleo", Window(7, ben.window.whole))
    await thief.write(0, "Not ")
    assert (await thief.closed())[0] == REFUSED
    await ana.write(10, " easily")
    await ben.reads("We breathe easily")


MESSAGES = [
    b"",
    b"\xff" * 20,
    number(9),
    number(0) + number(7) + with_length(b""),
    number(0) + number(2) + number(2**40),
    number(0) + number(0) + with_length(number(2**40)),
    number(1) + with_length(number(2**40)),
    protocol.news(b"a" * (LARGEST_UPDATE + 1)),
    protocol.news(b"a" * 200_000),
    *(protocol.news(block(99, piece)) for piece in HOSTILE.values()),
]


async def test_who_sends_something_hostile_is_told_and_the_others_write_on(draft_house: Drafting) -> None:
    ana = await enter(draft_house, "ana")
    for count, message in enumerate(MESSAGES):
        mallory = await enter(draft_house, "ben")
        await mallory.connection.send(message)
        code, why = await mallory.closed()
        assert code in {REFUSED, TOO_LONG}, message[:40]
        assert why
        assert mallory.refused == [why]
        await ana.write(count, "x")
    await (await enter(draft_house, "cleo")).reads("x" * len(MESSAGES))


async def test_what_came_out_of_order_is_asked_for_again_and_nothing_is_lost(draft_house: Drafting) -> None:
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    first, second, third = (
        ana.window.write(at, text) for at, text in ((0, "We"), (2, " breathe"), (10, " on"))
    )
    for update in (third, second):
        await ana.send_update(update)
    await ben.reads("We breathe on")
    await ana.send_update(first)
    await ana.write(13, ".")
    await ben.reads("We breathe on.")


CURSOR = '{"anchor":{"tname":"text"},"head":{"tname":"text","item":{"client":7,"clock":2},"assoc":0}}'
NOT_SHOWN = [
    "{}",
    '{"user":{"name":"Ana Ruiz"}}',
    '{"cursor":null}',
    '{"cursor":{"anchor":{"tname":"text"},"head":null}}',
    '{"cursor":{"anchor":{"tname":"\\ud800"},"head":{"tname":"text"}}}',
    '{"cursor":{"anchor":{"\\ud800":1},"head":{"tname":"text"}}}',
    '{"cursor":{"anchor":{"assoc":1' + "0" * 300 + '},"head":{"tname":"text"}}}',
]


async def test_who_does_not_show_their_place_is_not_seen_and_nothing_strange_is_passed_on(
    draft_house: Drafting,
) -> None:
    """A window that is only open says `{}`; half a character in a name would keep everybody else out."""
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    for clock, state in enumerate(NOT_SHOWN, 1):
        await ana.send_presence(7, clock, state)
    await ana.write(0, "We")
    await ben.reads("We")
    late = await enter(draft_house, "cleo")
    await late.reads("We")
    assert ben.presences == late.presences == []


async def test_who_may_not_write_yet_is_told_why_and_may_once_they_have_read_what_is_kept(
    draft_house: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.asking.TERMS", TERMS + 1)
    ana = await enter(draft_house, "ana")
    await ana.write(0, "We")
    assert await ana.closed() == (READ_FIRST, TERMS_FIRST)
    monkeypatch.setattr("web.asking.TERMS", TERMS)
    ana = await enter(draft_house, "ana", ana.window)
    await ana.write(2, " breathe")
    await (await enter(draft_house, "ben")).reads("We breathe")


async def test_one_browser_opens_no_windows_without_end(draft_house: Drafting) -> None:
    draft_house.rooms.doors.in_all = 2
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    assert (await (await enter(draft_house, "cleo")).closed())[0] == 4429
    await ben.connection.close()
    await ana.write(0, "We")
    await ana.until(lambda: ana.heard >= 3)  # What there is, what the server asks, and what was kept.
    await (await enter(draft_house, "cleo")).reads("We")


async def test_names_come_from_the_server_and_only_cursors_from_the_window(draft_house: Drafting) -> None:
    ana, ben, ada = [await enter(draft_house, one) for one in ("ana", "ben", "ada")]
    lie = '{"user":{"name":"The boss","color":"red"},"cursor":' + CURSOR + ',"x":1}'
    await ana.send_presence(7, 2, lie)
    await ben.until(lambda: len(ben.presences) >= 1)
    assert json.loads(ben.presences[0].state) == {
        "user": {"name": "Ana Ruiz", "color": COLOURS[1]},
        "cursor": json.loads(CURSOR),
    }
    await ben.send_presence(7, 9, "null")
    await ben.send_presence(8, 1, f'{{"cursor":{CURSOR}}}')
    await ana.until(lambda: any(one.client == 8 for one in ana.presences))
    assert not any(one.client == 7 and one.state == "null" for one in ana.presences)
    await ana.connection.close()
    await ben.until(lambda: any(one.client == 7 and one.state == "null" for one in ben.presences))
    await ben.write(0, "x")
    await ada.reads("x")
    assert ada.presences == []


async def test_whoever_is_no_longer_in_it_is_told_and_what_they_still_say_is_not_taken(
    draft_house: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.drafting.socket.LOOK_EVERY", 0.05)
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    await ana.write(0, "We")
    await ben.reads("We")
    monkeypatch.setattr("web.asking.TERMS", TERMS + 1)
    code, why = await ben.closed()
    assert code == 1013
    assert "changed" in why
    monkeypatch.setattr("web.asking.TERMS", TERMS)
    room = await draft_house.rooms.room(draft_house.house.partnership, draft_house.draft)
    gone = Peer("ben", "Ben", "", may_write=True, sees_others=True)
    room.said(gone, protocol.news(Window(9).write(0, "No. ")))
    gone.close(4401, "You are signed out.")
    await room.edit("ana", "We", "We breathe")
    assert room.text == "We breathe"


async def test_who_writes_is_not_signed_out_for_resting_and_who_only_looks_is(
    draft_house: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.drafting.socket.LOOK_EVERY", 0.05)
    monkeypatch.setattr("web.accounts.sessions.IDLE_FOR", BORROWED_RESTS)
    clock = draft_house.house.app.state.accounts.store
    ana, ben = await enter(draft_house, "ana"), await enter(draft_house, "ben")
    began = clock.now()
    for round_, text in enumerate("We "):
        now = began + (BORROWED_RESTS - 60) * round_
        clock._clock = lambda now=now: float(now)
        await ana.write(round_, text)
        await ana.until(lambda heard=ana.heard: ana.heard > heard)  # type: ignore[misc]
    assert (await ben.closed())[0] == SESSION_ENDED
    await ana.write(3, "breathe")
    late = await enter(draft_house, "cleo")
    await late.reads("We breathe")
    assert ana.connection.close_code is None


async def test_a_window_here_stays_open_while_its_person_is_seen_by_another_process(
    draft_house: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.accounts.sessions.IDLE_FOR", BORROWED_RESTS)
    accounts = draft_house.house.app.state.accounts
    token = (await draft_house.cookie("ana")).partition("=")[2]
    here = await accounts.sessions.find(token)
    elsewhere = Sessions(accounts.store)
    began = accounts.store.now()
    accounts.store._clock = lambda: float(began + BORROWED_RESTS - 60)
    assert await elsewhere.find(token)
    await elsewhere._write_touched()
    accounts.store._clock = lambda: float(began + BORROWED_RESTS + 60)
    assert not accounts.sessions.valid(here)
    assert await accounts.sessions.still_valid(here)
    accounts.store._clock = lambda: float(began + 2 * BORROWED_RESTS)
    assert not await accounts.sessions.still_valid(here)
