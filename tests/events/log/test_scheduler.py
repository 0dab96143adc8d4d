"""What is due is done once, whoever gets to it first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from events.log.log import Append, CommandKnown, CommandRow, DatabaseBusy, Due, Log
from events.log.scheduler import command_id, fire

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
DUE = Due("p", AT, "closing", "d1")


@pytest.fixture
def waiting(log: Log) -> Log:
    """A log in which a closing falls due at noon, and another one in a partnership of its own."""
    log.append_many([Append(name, 0, AT, (), (), (DUE._replace(partnership=name),)) for name in ("p", "q")])
    return log


def closing(log: Log, done: list[str]) -> Callable[[Due, str], None]:
    """A command that is kept under its id, like every other."""

    def act(due: Due, command: str) -> None:
        row = CommandRow(command, "clock", b"h", 1, 0)
        try:
            log.append_many([Append(due.partnership, 0, AT, (), (row,))])
            done.append(due.partnership)
        except CommandKnown:
            pass

    return act


def test_nothing_happens_before_its_time(waiting: Log) -> None:
    done: list[str] = []
    assert fire(waiting, AT - timedelta(microseconds=1), closing(waiting, done)) == []
    assert done == []


def test_two_processes_do_it_once(waiting: Log, open_log: Callable[[], Log]) -> None:
    done: list[str] = []
    other = open_log()

    def act_and_be_overtaken(due: Due, command: str) -> None:
        closing(waiting, done)(due, command)
        closing(other, done)(due, command)

    assert len(fire(waiting, AT, act_and_be_overtaken)) == 2
    assert done == ["p", "q"]
    assert fire(other, AT, closing(other, done)) == []


def test_what_failed_stays_due_and_the_others_get_their_turn(waiting: Log) -> None:
    done: list[str] = []

    def act(due: Due, command: str) -> None:
        if due.partnership == "p":
            raise DatabaseBusy("not now")
        closing(waiting, done)(due, command)

    fire(waiting, AT, act)
    assert done == ["q"]
    assert waiting.due(AT) == [DUE]
    fire(waiting, AT, closing(waiting, done))
    assert done == ["q", "p"]
    assert waiting.due(AT) == []


def test_the_command_id_is_made_of_what_is_due() -> None:
    assert command_id(DUE) == command_id(DUE._replace(partnership="q"))
    assert command_id(DUE) == command_id(DUE._replace(at=AT.astimezone()))
    others = [
        DUE._replace(kind="reminder"),
        DUE._replace(ref="d2"),
        DUE._replace(at=AT + timedelta(seconds=1)),
    ]
    assert len({command_id(one) for one in [DUE, *others]}) == 4
    assert "." not in command_id(DUE)
