"""The gate: what may become part of a draft, and what is turned away before it can do harm."""

from __future__ import annotations

from time import process_time
from timeit import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import merge_updates

from tests.web.drafting.writing import Window
from web.drafting.encoding import Malformed, number, with_length
from web.drafting.gate import (
    LARGEST_DOCUMENT,
    LARGEST_UPDATE,
    MOST_CLIENTS_EACH,
    ComesTooEarly,
    Gate,
    Refused,
)
from web.drafting.stretches import Stretches
from web.drafting.updates import KEPT_AT_MOST, read_update, units


def passed(gate: Gate, update: bytes, person: str = "ana") -> bytes | None:
    """Look and take, as a room does."""
    found = gate.look(update, person)
    if found.data is not None:
        gate.take(found.update, person)
    return found.data


def test_what_somebody_writes_and_removes_passes_as_it_is() -> None:
    gate, window = Gate(), Window(7)
    for update in (window.write(0, "We breathe"), window.write(2, " all"), window.remove(0, 3)):
        assert passed(gate, update) == update
    assert gate.written == {7: 14}
    assert gate.owners == {7: "ana"}


def test_a_number_belongs_to_who_wrote_under_it_first() -> None:
    gate, ana = Gate(), Window(7)
    passed(gate, ana.write(0, "We"))
    forged = Window(7, ana.whole).write(2, " do not")
    with pytest.raises(Refused, match="somebody else"):
        gate.look(forged, "ben")
    assert passed(gate, forged, "ana")


def test_what_is_known_of_others_is_left_out_and_nothing_new_is_nothing() -> None:
    gate, ana = Gate(), Window(7)
    passed(gate, ana.write(0, "We"))
    ben = Window(8, ana.whole)
    assert passed(gate, ben.whole, "ben") is None
    ben.write(2, " breathe")
    kept = passed(gate, ben.whole, "ben")
    assert kept is not None
    assert [block.client for block in read_update(kept).blocks] == [8]


def test_deletions_that_are_known_are_nothing_new() -> None:
    gate, ana = Gate(), Window(7)
    passed(gate, ana.write(0, "We breathe"))
    passed(gate, ana.remove(2, 4))
    passed(gate, ana.remove(2, 5))
    assert passed(gate, ana.whole) is None
    assert passed(gate, ana.remove(0, 1)) is not None


def test_what_builds_on_something_missing_comes_too_early() -> None:
    gate, ana = Gate(), Window(7)
    first, second, gone = ana.write(0, "We"), ana.write(2, " breathe"), ana.remove(0, 1)
    for update in (second, gone):
        with pytest.raises(ComesTooEarly):
            gate.look(update, "ana")
    assert [passed(gate, update) for update in (first, second, gone)] == [first, second, gone]


def test_nobody_cuts_a_character_in_half() -> None:
    gate, ana = Gate(), Window(7)
    passed(gate, ana.write(0, "a😀b"))
    origin = bytes((0x84,)) + number(7) + number(1) + with_length(b"x")  # after the first half
    cut = number(1) + number(1) + number(8) + number(0) + origin + number(0)
    with pytest.raises(Refused, match="half"):
        gate.look(cut, "ben")
    half_gone = number(0) + number(1) + number(7) + number(1) + number(1) + number(1)
    with pytest.raises(Refused, match="half"):
        gate.look(half_gone, "ben")
    whole_gone = number(0) + number(1) + number(7) + number(1) + number(1) + number(2)
    assert passed(gate, whole_gone, "ben") == whole_gone


def test_nobody_cuts_a_character_in_half_by_repeating_what_was_written_otherwise() -> None:
    gate, ana = Gate(), Window(7)
    passed(gate, ana.write(0, "ab"))
    other = Window(7).write(0, "a😀b")
    with pytest.raises(Refused, match="half"):
        gate.look(other, "ana")


def test_whoever_repeats_something_old_before_something_new_leaves_no_gap_in_what_is_kept() -> None:
    gate, ana = Gate(), Window(7)
    old = ana.write(0, "We")
    passed(gate, old)
    passed(gate, ana.write(2, " breathe"))
    beside = Window(8, ana.whole)
    new = beside.write(0, "x")
    both = number(2) + old[1:-1] + new[1:-1] + number(0)
    first = passed(gate, both)
    second = passed(gate, ana.write(10, " on"))
    assert first is not None
    assert second is not None
    assert [block.client for block in read_update(first).blocks] == [8]
    read_update(merge_updates(first, second), most=KEPT_AT_MOST)


def test_of_a_block_that_begins_with_what_is_known_only_the_rest_is_kept() -> None:
    gate, ana = Gate(), Window(7)
    passed(gate, ana.write(0, "We 😀"))
    ana.write(7, " breathe 😀")
    ana.remove(8, 11)
    kept = passed(gate, ana.whole)
    assert kept is not None
    (rest,) = read_update(kept).blocks
    assert (rest.clock, rest.end) == (5, 16)
    other = Window(given=Window(7).write(0, "We 😀"))
    other.take(kept)
    assert other.whole == ana.whole
    assert passed(gate, Window(7).write(0, "Other words of mine")) is not None


def test_no_update_and_no_draft_is_too_large() -> None:
    gate, ana = Gate(), Window(7)
    with pytest.raises(Refused, match="large"):
        gate.look(ana.write(0, "a" * (LARGEST_UPDATE + 1)), "ana")
    gate, ana = Gate(), Window(7)
    for _ in range(LARGEST_DOCUMENT // 60_016):
        passed(gate, ana.write(0, "a" * 60_000))
    with pytest.raises(Refused, match="too long"):
        gate.look(ana.write(0, "a" * 60_000), "ana")


def test_nobody_writes_under_numbers_without_end() -> None:
    gate = Gate()
    for client in range(MOST_CLIENTS_EACH):
        passed(gate, Window(client + 1).write(0, "a"))
    with pytest.raises(Refused, match="windows"):
        gate.look(Window(9_999).write(0, "a"), "ana")
    assert passed(gate, Window(9_999).write(0, "a"), "ben")


def block(client: int, *given: bytes, clock: int = 0) -> bytes:
    """An update of one writer, put together by hand."""
    pieces = [one for one in given if one]
    body = number(len(pieces)) + number(client) + number(clock) + b"".join(pieces)
    return number(1) + body + number(0)


ROOT = number(1) + with_length(b"text")
PLAIN = bytes((4,)) + ROOT + with_length(b"hi")
HOSTILE = {
    "a nested type": bytes((7,)) + ROOT + number(2),
    "a thing put into the text": bytes((5,)) + ROOT + with_length(b"{}"),
    "a format": bytes((6,)) + ROOT + with_length(b"bold") + with_length(b"true"),
    "any value": bytes((8,)) + ROOT + number(1) + bytes((119,)) + with_length(b"x"),
    "an array nested a thousand times": bytes((8,)) + ROOT + number(1) + bytes((117, 1)) * 1_000,
    "bytes": bytes((3,)) + ROOT + with_length(b"x"),
    "a document": bytes((9,)) + ROOT + with_length(b"guid") + bytes((118, 0)),
    "nothing at all": b"",
    "another text": bytes((4,)) + number(1) + with_length(b"other") + with_length(b"hi"),
    "a text inside of something": bytes((4,)) + number(0) + number(7) + number(0) + with_length(b"hi"),
    "a key": bytes((0x24,)) + ROOT + with_length(b"key") + with_length(b"hi"),
    "an empty piece": bytes((4,)) + ROOT + with_length(b""),
    "half a character": bytes((4,)) + ROOT + with_length(b"\xed\xa0\x80"),
    "something collected": bytes((0,)) + number(3),
    "an endless deletion": bytes((1,)) + ROOT + number(2**52),
    "a number without end": bytes((4,)) + b"\xff" * 12,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_is_not_plain_text_is_refused(name: str) -> None:
    gate = Gate()
    with pytest.raises((Refused, Malformed)):
        gate.look(block(7, HOSTILE[name]), "ana")
    assert gate.written == {}
    assert passed(gate, block(7, PLAIN)) is not None


def taken_out(*ranges: tuple[int, int]) -> bytes:
    """An update of the seventh client's characters that are deleted, in any order."""
    body = b"".join(number(begin) + number(length) for begin, length in ranges)
    return number(0) + number(1) + number(7) + number(len(ranges)) + body


@pytest.mark.parametrize("ranges", [((4, 1), (1, 3)), ((1, 6), (5, 2)), ((2, 1), (2, 1))])
def test_deletions_that_not_every_client_reads_alike_are_refused(ranges: tuple[tuple[int, int], ...]) -> None:
    gate = Gate()
    passed(gate, Window(7).write(0, "We breathe"))
    with pytest.raises(Refused, match="order"):
        gate.look(taken_out(*ranges), "ana")
    twice = number(0) + number(2) + number(7) + bytes((1, 1, 1)) + number(7) + bytes((1, 4, 1))
    with pytest.raises(Refused, match="order"):
        gate.look(twice, "ana")
    assert passed(gate, taken_out((1, 2), (3, 1), (6, 1)))


@pytest.mark.parametrize("count", [21_000, 2**31, 2**60])
def test_a_huge_count_is_refused_before_anything_is_made(count: int) -> None:
    for update in (
        number(count) + number(0),
        number(1) + number(count) + number(7) + number(0) + PLAIN,
        number(0) + number(count),
        number(0) + number(1) + number(7) + number(count),
    ):
        with pytest.raises(Refused):
            Gate().look(update, "ana")


def test_two_writers_who_wait_for_each_other_come_too_early() -> None:
    after_eight = bytes((0x84,)) + number(8) + number(0) + with_length(b"a")
    after_seven = bytes((0x84,)) + number(7) + number(0) + with_length(b"b")
    both = number(2) + b"".join(
        number(1) + number(client) + number(0) + piece
        for client, piece in ((8, after_seven), (7, after_eight))
    )
    with pytest.raises(ComesTooEarly):
        Gate().look(both + number(0), "ana")


def test_many_writers_who_wait_for_each_other_take_little_longer_than_reading_them() -> None:
    """Two write in turns, each beside the other's last; 62 wait for the end of it."""
    turns, first, second, gone = 3_500, number(1), number(2), bytes((0x81,))
    others = [
        number(1) + number(one) + number(0) + bytes((0x84,)) + second + number(turns - 1) + with_length(b"x")
        for one in range(3, 65)
    ]
    answers = b"".join(gone + first + number(at) + number(1) for at in range(turns))
    begun = bytes((0x01, 1)) + with_length(b"text") + number(1)
    goes_on = b"".join(gone + second + number(at) + number(1) for at in range(turns - 1))
    update = number(64) + b"".join(others)
    update += (
        number(turns) + second + number(0) + answers + number(turns) + first + number(0) + begun + goes_on
    )
    update += number(0)
    assert Gate().look(update, "ana").data == update
    reading, looking = (
        min(timeit(work, number=1, timer=process_time) for _ in range(3))
        for work in (lambda: read_update(update), lambda: Gate().look(update, "ana"))
    )
    assert looking < 8 * reading


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_done_to_the_bytes_they_are_read_or_refused(data: st.DataObject) -> None:
    window = Window(7)
    window.write(0, "We breathe 😀 easily")
    window.remove(3, 5)
    update = bytearray(window.whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(update) - 1))
        match data.draw(st.sampled_from(("change", "cut", "repeat"))):
            case "change":
                update[at] = data.draw(st.integers(0, 255))
            case "cut":
                del update[at : at + data.draw(st.integers(1, 4))]
            case "repeat":
                update[at:at] = update[at : at + 8]
        if not update:
            break
    gate = Gate()
    try:
        found = gate.look(bytes(update), "ana")
    except (Refused, ComesTooEarly):
        assert gate.written == {}
        return
    if found.data is not None:
        copy = Window(9)
        copy.take(found.data)
        assert len(str(copy.text).encode()) <= len(update)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=40))
def test_stretches_are_sets_of_numbers(added: list[tuple[int, int]]) -> None:
    stretches, numbers = Stretches(), set[int]()
    for begin, length in added:
        stretches.add(begin, begin + length)
        numbers |= set(range(begin, begin + length))
    for begin in range(0, 70, 3):
        for length in (1, 2, 7):
            held = set(range(begin, begin + length)) <= numbers
            assert stretches.holds(begin, begin + length) == held


def test_a_text_is_as_long_as_a_browser_says() -> None:
    assert [units(text) for text in ("", "abc", "ñ", "😀", "a😀b")] == [0, 3, 1, 2, 4]
