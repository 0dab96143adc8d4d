"""The stream of a draft: in order, without gaps, hashed, and under one key, whoever writes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from events.log.codec import leaf
from events.log.drafts import (
    DraftRow,
    KeyReplaced,
    NotTheirNumber,
    Overtaken,
    Place,
    Written,
    state_of,
)
from events.log.log import Log
from tests.events.log.test_log import AT

LATER = AT + timedelta(seconds=5)


def write(log: Log, *boxes: bytes, key: str = "one", at: timedelta = timedelta()) -> list[DraftRow]:
    """Somebody writes rows."""
    return log.drafts.append(
        "p", "d", [Written("ana", "update", key, box) for box in boxes], [], AT + at, key
    )


def assert_whole(log: Log, count: int) -> None:
    """All rows are there once, hashed as they stand, and no time runs backwards."""
    rows = list(log.drafts.read("p", "d"))
    assert [row.header.position for row in rows] == list(range(1, count + 1))
    assert [row.leaf for row in rows] == [leaf(state_of(row.header, row.box)) for row in rows]
    times = [row.header.at for row in rows]
    assert times == sorted(times)


def test_rows_follow_each_other_and_are_given_back_as_they_are_read(log: Log) -> None:
    kept = [*write(log, b"a"), *write(log, b"b", b"c"), *write(log, b"d"), *write(log, bytes(range(256)))]
    assert kept == list(log.drafts.read("p", "d"))
    assert_whole(log, 5)
    assert log.drafts.head("p", "d") == Place(5, "one", 1)


def test_two_processes_write_in_turns(open_log: Callable[[], Log]) -> None:
    logs = [open_log(), open_log()]
    for turn in range(12):
        (row, *_) = write(logs[turn // 2 % 2], b"%d" % turn)
        assert row.header.position == turn + 1
    assert_whole(logs[0], 12)
    assert [row.box for row in logs[1].drafts.read("p", "d")] == [b"%d" % turn for turn in range(12)]


def test_a_clock_that_goes_back_does_not_take_the_draft_along(open_log: Callable[[], Log]) -> None:
    one, other = open_log(), open_log()
    write(one, b"a")
    write(one, b"b", at=timedelta(seconds=5))
    assert write(one, b"c")[0].header.at == LATER
    assert write(other, b"d")[0].header.at == LATER
    write(other, b"e", at=timedelta(seconds=9))
    assert write(one, b"f")[0].header.at == AT + timedelta(seconds=9)
    assert_whole(one, 6)


def test_nothing_is_kept_under_a_key_that_was_replaced(open_log: Callable[[], Log]) -> None:
    one, other = open_log(), open_log()
    write(one, b"a")
    write(one, b"b")
    text = [Written("ana", "compacted", "two", b"ab")]
    other.drafts.append("p", "d", text, [], AT, "two", instead_of="one", after=2)
    with pytest.raises(KeyReplaced):
        write(one, b"c")
    write(one, b"d", key="two")
    write(one, b"e", key="two")
    with pytest.raises(KeyReplaced):
        write(one, b"f")
    assert_whole(one, 5)
    assert one.drafts.head("p", "d") == Place(5, "two", 3)


def test_a_key_is_replaced_only_where_the_draft_stands_as_it_was_seen(log: Log) -> None:
    write(log, b"a")
    write(log, b"b")
    text = [Written("ana", "compacted", "two", b"a")]
    with pytest.raises(KeyReplaced):
        log.drafts.append("p", "d", text, [], AT, "two", instead_of="one", after=1)
    assert log.drafts.head("p", "d") == Place(2, "one", 1)


def test_a_number_belongs_to_whoever_wrote_under_it_first(log: Log) -> None:
    row = [Written("ana", "update", "one", b"a")]
    log.drafts.append("p", "d", row, [(7, "ana")], AT, "one")
    log.drafts.append("p", "d", row, [(7, "ana")], AT, "one")
    with pytest.raises(NotTheirNumber):
        log.drafts.append("p", "d", row, [(8, "ben"), (7, "ben")], AT, "one")
    write(log, b"c")
    assert log.drafts.writers("p", "d") == {7: "ana"}
    assert_whole(log, 3)


def test_drafts_of_different_partnerships_stand_apart(log: Log) -> None:
    for _ in range(3):
        for partnership in ("p", "q"):
            for draft in ("d", "e"):
                log.drafts.append(partnership, draft, [Written("ana", "update", "k", b"x")], [], AT, "k")
    assert {log.drafts.head(p, d) for p in "pq" for d in "de"} == {Place(3, "k", 1)}
    assert sorted(log.drafts.waiting()) == [("p", "d"), ("p", "e"), ("q", "d"), ("q", "e")]


def test_who_wrote_since_the_rows_were_looked_at_has_them_looked_at_again(
    open_log: Callable[[], Log],
) -> None:
    one, other = open_log(), open_log()
    write(one, b"a")
    write(other, b"b")
    ana, ben = (Written(who, "update", "one", b"c") for who in ("ana", "ben"))
    for log in (one, other):
        with pytest.raises(Overtaken) as overtaken:
            log.drafts.append("p", "d", [ben, ana], [(7, "ben")], AT, "one", after=1)
        assert overtaken.value.authors == {"ana"}
    assert one.drafts.writers("p", "d") == {}
    assert one.drafts.append("p", "d", [ben], [], AT, "one", after=1)[0].header.position == 3
    assert one.drafts.append("p", "d", [ana, ben], [], AT, "one", after=3)[0].header.position == 4
    assert_whole(other, 5)
