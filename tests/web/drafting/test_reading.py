"""How updates are read: what typing is made of goes a short way, and is read like everything else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.drafting.traces import made_up
from tests.web.drafting.writing import Window
from web.drafting.encoding import Malformed, number
from web.drafting.updates import LAST_CLOCK, MOST_STRUCTS, TYPED, LeftOut, read_update, read_whatever
from web.drafting.waiting import by_author


def typed(client: int, count: int, given_text: str = "We breathe easily") -> list[bytes]:
    """What somebody types in the middle of a text of somebody else."""
    begun = Window(client + 1).write(0, given_text)
    window = Window(client, begun)
    window.sent.clear()
    for at, removed, text in made_up(str(client), count):
        place = min(at, len(window.text))
        if removed and place < len(window.text):
            window.remove(place, place + removed)
        elif text:
            window.write(place, text)
    return window.sent


def outcome(read: object, data: bytes) -> object:
    """What comes of reading."""
    try:
        return read(data, MOST_STRUCTS)  # type: ignore[operator]
    except (Malformed, LeftOut) as error:
        return type(error)


def test_the_short_way_reads_what_the_long_way_reads() -> None:
    updates = [update for client in (7, 300, 2**32 - 2) for update in typed(client, 400)]
    assert sum(TYPED.fullmatch(update) is not None for update in updates) > len(updates) / 2
    for update in updates:
        assert read_update(update) == read_whatever(update, MOST_STRUCTS)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_bytes_that_were_tampered_with_come_to_the_same_both_ways(data: st.DataObject) -> None:
    update = bytearray(data.draw(st.sampled_from(typed(data.draw(st.sampled_from([7, 2**32])), 30))))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(update) - 1))
        update[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=4))
        if not update:
            return
    assert outcome(read_update, bytes(update)) == outcome(read_whatever, bytes(update))


@pytest.mark.parametrize("large", [2**49 - 1, 2**49, 2**53 - 1, 2**53])
def test_large_numbers_come_to_the_same_both_ways(large: int) -> None:
    update = b"\x01\x01" + number(large) + b"\x00\xc4\x07\x00\x07\x01\x01a\x00"
    assert outcome(read_update, update) == outcome(read_whatever, update)


@pytest.mark.parametrize(("clock", "is_read"), [(LAST_CLOCK - 1, True), (LAST_CLOCK, False)])
def test_nobody_counts_too_far_by_typing(clock: int, is_read: bool) -> None:
    update = b"\x01\x01\x07" + number(clock) + b"\xc4\x07\x00\x07\x01\x01a\x00"
    assert TYPED.fullmatch(update)
    for read in (read_update, read_whatever):
        assert (outcome(read, update) is not Malformed) == is_read


def test_updates_of_one_author_are_one_row_unless_they_build_on_what_comes_between() -> None:
    ana, ben = Window(1), Window(2)
    first, second = ana.write(0, "We"), ana.write(2, " breathe")
    ben.take(first)
    between = ben.write(2, " all")
    alone = ana.write(0, "Now: ")
    ana.take(between)
    after = ana.write(str(ana.text).index("all") + 1, "!")
    passed = [
        (person, data, read_update(data))
        for person, data in (
            ("ana", first),
            ("ben", between),
            ("ana", second),
            ("ana", alone),
            ("ana", after),
        )
    ]
    rows = by_author(passed)
    assert [(row.author, len(row.updates)) for row in rows] == [("ana", 3), ("ben", 1), ("ana", 1)]
    late = Window()
    for row in rows:
        late.take(row.whole)
        assert late.doc.get_state()
    ana.take(between)
    assert str(late.text) == str(ana.text)


def test_rows_can_be_applied_in_their_order_however_the_writing_went() -> None:
    chance = Random("rows")
    people = {name: Window(number) for number, name in enumerate(("ana", "ben", "cleo"), 1)}
    said: list[tuple[str, bytes]] = []
    for _ in range(200):
        name = chance.choice(sorted(people))
        window, other = people[name], people[chance.choice(sorted(people))]
        window.take(other.whole)
        window.sent.clear()
        said.append((name, window.write(chance.randint(0, len(window.text)), chance.choice("abc"))))
    rows = by_author([(name, data, read_update(data)) for name, data in said])
    known: dict[int, int] = {}
    for row in rows:
        for block in read_update(row.whole).blocks:
            for piece in block.pieces:
                for one in (piece.left, piece.right):
                    assert one is None or one.clock < known.get(one.client, 0) or one.client == block.client
            assert block.clock == known.get(block.client, 0)
            known[block.client] = block.end
    assert len(rows) < len(said)
