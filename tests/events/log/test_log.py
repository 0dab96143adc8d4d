"""The log: appends are whole, in order, without gaps, and happen once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Thread

import pytest

from events.log.log import Append, CommandKnown, CommandRow, Due, HeadMoved, Log, LogError, Stored

AT = datetime(2026, 5, 4, 12, 30, 15, 123456, tzinfo=UTC)


def events(first: int, count: int, text: str = "x") -> list[Stored]:
    """Some events; the log does not look into their bytes."""
    states = [f"{text}{position}".encode() for position in range(first, first + count)]
    return [
        Stored(position, "GoalVoted", state, sha256(state).digest())
        for position, state in enumerate(states, first)
    ]


def command(name: str, first: int = 1, count: int = 1) -> CommandRow:
    return CommandRow(name, "alice", b"h" * 32, first, count)


def append(
    partnership: str, expected: int, count: int, *commands: CommandRow, due: Sequence[Due] = ()
) -> Append:
    return Append(partnership, expected, AT, events(expected + 1, count), commands, due)


def test_an_empty_partnership_stands_at_nothing(log: Log) -> None:
    assert log.head("p").position == 0
    assert log.heads() == {}
    assert log.read("p") == []


def test_what_was_appended_is_read_back_as_it_was(log: Log) -> None:
    log.append("p", 0, events(1, 3), command("c1", 1, 3), AT)
    assert log.read("p") == events(1, 3)
    assert log.head("p") == (3, AT)
    assert log.read("p", after=1, upto=2) == events(2, 1)
    assert log.read("p", after=1, limit=1) == events(2, 1)
    assert log.read("other") == []


def test_a_batch_is_one_transaction_for_many_partnerships(log: Log) -> None:
    clock = log.append_many(
        [
            append("b", 0, 2, command("c2", 1, 2)),
            append("a", 0, 1, command("c1")),
            append("c", 0, 0, command("c3", 0, 0)),
        ]
    )
    assert abs(clock - datetime.now(UTC)) < timedelta(minutes=1)
    log.append_many([append("b", 2, 300), append("a", 1, 1)])
    assert {name: head.position for name, head in log.heads().items()} == {"a": 2, "b": 302}
    assert [one.position for chunk in log.read_chunks("b", size=100) for one in chunk] == list(range(1, 303))


def test_a_moved_head_refuses_the_whole_batch(log: Log) -> None:
    log.append_many([append("a", 0, 1), append("b", 0, 1)])
    with pytest.raises(HeadMoved) as refused:
        log.append_many([append("a", 1, 1), append("b", 0, 1), append("c", 3, 1)])
    assert refused.value.partnerships == ("b", "c")
    with pytest.raises(HeadMoved):
        log.append_many([append("a", 0, 1)])
    assert {name: head.position for name, head in log.heads().items()} == {"a": 1, "b": 1}


def test_a_known_command_refuses_the_whole_batch(log: Log) -> None:
    log.append_many([append("a", 0, 1, command("c1"))])
    with pytest.raises(CommandKnown):
        log.append_many([append("a", 1, 1, command("c1", 2)), append("b", 0, 1)])
    with pytest.raises(CommandKnown):
        log.append_many([append("a", 1, 1, command("c1", 2))])
    with pytest.raises(CommandKnown):
        log.append_many([append("a", 1, 1, command("c2", 2), command("c2", 2))])
    assert {name: head.position for name, head in log.heads().items()} == {"a": 1}
    log.append_many([append("b", 0, 1, command("c1"))])


def test_positions_have_no_gaps(log: Log) -> None:
    with pytest.raises(ValueError, match="1 is next"):
        log.append_many([Append("a", 0, AT, events(2, 1), ())])
    with pytest.raises(ValueError, match="2 is next"):
        log.append_many([Append("a", 0, AT, [*events(1, 1), *events(1, 1)], ())])
    assert log.heads() == {}


def test_commands_are_looked_up_by_their_ids(log: Log) -> None:
    log.append_many([append("a", 0, 2, command("c1", 1, 2), command("quiet", 2, 0))])
    assert log.commands("a", ["c1", "quiet", "unknown"]) == {
        "c1": command("c1", 1, 2),
        "quiet": command("quiet", 2, 0),
    }
    assert log.commands("a", []) == {}
    assert log.commands("b", ["c1"]) == {}


def test_under_the_lock_the_second_try_cannot_conflict(log: Log, open_log: Callable[[], Log]) -> None:
    other = open_log()
    log.append_many([append("a", 0, 1)])
    with log.locked("a") as held:
        rival: list[LogError] = []

        def write() -> None:
            try:
                other.append_many([append("a", 1, 1)])
            except LogError as error:
                rival.append(error)

        thread = Thread(target=write)
        thread.start()
        assert [one.position for one in held.read_tail(0)] == [1]
        assert held.commands(["c1"]) == {}
        held.append(append("a", held.head.position, 2, command("c1", 2, 2)))
    thread.join()
    assert isinstance(rival[0], HeadMoved)
    assert log.head("a").position == 3


def test_a_raise_under_the_lock_keeps_nothing(log: Log) -> None:
    def append_and_fail() -> None:
        with log.locked("new") as held:
            held.append(append("new", 0, 1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        append_and_fail()
    assert log.heads() == {}
    with log.locked("new") as held:
        assert held.head.position == 0
        held.append(append("new", 0, 1))
        held.append(append("new", 1, 1))
    assert log.head("new").position == 2


def test_eight_writers_leave_no_gap_and_a_reader_misses_nothing(
    log: Log, open_log: Callable[[], Log]
) -> None:
    logs = [open_log() for _ in range(4)]
    wins: list[str] = []

    def write(own: Log, name: str) -> None:
        for number in range(20):
            expected = own.head("p").position
            try:
                own.append_many([append("p", expected, 1, command(f"{name}-{number}", expected + 1))])
            except HeadMoved:
                with own.locked("p") as held:
                    at = held.head.position
                    held.append(append("p", at, 1, command(f"{name}-{number}", at + 1)))
            wins.append(f"{name}-{number}")

    writers = [Thread(target=write, args=(own, f"w{index}")) for index, own in enumerate(logs)]
    for writer in writers:
        writer.start()
    seen: list[int] = []
    while any(writer.is_alive() for writer in writers) or len(seen) < 80:
        seen += [one.position for one in log.read("p", after=len(seen))]
        assert seen == list(range(1, len(seen) + 1))
        if not any(writer.is_alive() for writer in writers) and log.head("p").position == len(seen):
            break
    rows = log.commands("p", wins)
    assert sorted(row.first for row in rows.values()) == list(range(1, 81)) == seen


def test_what_is_due_comes_with_the_append(log: Log) -> None:
    later = AT + timedelta(hours=1)
    dues = [Due("a", AT, "closing", "d1"), Due("a", later, "closing", "d2")]
    log.append_many([append("a", 0, 1, due=dues)])
    log.append_many([append("a", 1, 1, due=dues)])
    assert log.due(AT) == dues[:1]
    assert log.due(later) == dues
    assert log.next_due() == AT
    log.remove_due(dues[:1])
    assert log.due(later) == dues[1:]
    log.remove_due(dues)
    assert log.next_due() is None


def test_snapshots_can_be_kept_replaced_and_discarded(log: Log) -> None:
    def newest(upto: int = 99, version: int = 1) -> list[tuple[str, int, bytes]]:
        return sorted(one[:3] for one in log.newest_snapshots("a", {"goals": version, "table": 7}, upto))

    log.save_snapshot("a", "goals", 1, 5, b"five")
    log.save_snapshot("a", "goals", 1, 9, b"nine", keep_older=True)
    log.save_snapshot("b", "goals", 1, 6, b"elsewhere")
    assert newest() == [("goals", 9, b"nine")]
    assert newest(upto=8) == [("goals", 5, b"five")]
    assert newest(version=2) == []
    log.save_snapshot("a", "table", 7, 4, b"four")
    assert newest(upto=8) == [("goals", 5, b"five"), ("table", 4, b"four")]
    log.save_snapshot("a", "goals", 1, 9, b"again")
    assert newest(upto=8) == [("table", 4, b"four")]
    assert log.snapshot_bytes() == len(b"again" + b"elsewhere" + b"four")
    log.drop_snapshots("goals")
    assert newest() == [("table", 4, b"four")]


def test_a_snapshot_comes_with_the_leaf_of_the_event_it_stands_at(log: Log) -> None:
    log.append_many([append("a", 0, 2)])
    log.save_snapshot("a", "goals", 1, 2, b"two")
    log.save_snapshot("a", "table", 1, 3, b"of a log that is longer")
    (kept,) = log.read("a", 1, 2)
    found = log.newest_snapshots("a", {"goals": 1, "table": 1}, 9)
    assert {one.view: one.leaf for one in found} == {"goals": kept.leaf, "table": None}


def test_tracking_only_moves_forward(log: Log) -> None:
    assert log.track("needs", 1, "a", 4)
    assert not log.track("needs", 1, "a", 4)
    assert not log.track("needs", 1, "a", 3)
    assert log.track("needs", 1, "a", 5)
    assert log.tracked("needs", 1) == {"a": 5}
    assert log.tracked("needs", 2) == {}


def test_a_follower_wakes_on_an_append_here(log: Log) -> None:
    follower = log.follow()
    log.append_many([append("a", 0, 1)])
    assert follower.wait(5)
    follower.close()


def test_a_follower_wakes_on_an_append_of_another_process(
    migrated_postgresql_log: tuple[Log, Log],
) -> None:
    here, there = migrated_postgresql_log
    follower = here.follow()
    assert follower.wait(5), "the listener says when it begins"
    there.append_many([append("a", 0, 1)])
    assert follower.wait(5)
    assert here.head("a").position == 1
