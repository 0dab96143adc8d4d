"""A group of commands, decided one after the other and made ready for one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from events.log.codec import encode, leaf
from events.log.records import Append, CommandRow, Due, Stored
from events.vocabulary import BY_CLASS, Event, Header, Recorded

S = TypeVar("S")


class Envelope(NamedTuple):
    """What the server knows of an act, apart from where and when it gets recorded."""

    person: str
    on_behalf_of: str | None = None
    role: str | None = None
    occurred_at: datetime | None = None
    recorded_by: str | None = None
    told_by: str | None = None
    causation: str | None = None
    correlation: str | None = None


class Wanted(NamedTuple):
    """A command on its way: its identity, its rule, and where the answer goes.

    `decide(state, at)` gives the events, none of them when there is nothing to do, or anything that
    is not a tuple: a refusal, which is the answer. `due` says what the clock must do about them.
    """

    partnership: str
    command: str
    body_hash: bytes
    envelope: Envelope
    decide: Callable[[Any, datetime], tuple[Event, ...] | object]
    due: Callable[[Sequence[Event]], Sequence[tuple[datetime, str, str]]]
    answer: "asyncio.Future[Done | object]"

    def settle(self, answer: "Done | object | Exception") -> None:
        """Give the answer, unless whoever asked has gone away."""
        if self.answer.done():
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        else:
            self.answer.set_result(answer)


class Done(NamedTuple):
    """A command's answer: its events are `first` … `first + kept - 1`; `again`: it was answered before."""

    partnership: str
    first: int
    kept: int
    again: bool = False

    @property
    def position(self) -> int:
        """The position of its last event; where the partnership stood when it did nothing."""
        return self.first + self.kept - 1


class Live(Generic[S]):
    """The rules' state of one partnership, and how far it has been folded."""

    __slots__ = ("position", "recorded_at", "state")

    def __init__(self, state: S, position: int, recorded_at: datetime | None) -> None:
        self.state = state
        self.position = position
        self.recorded_at = recorded_at


class Plan(NamedTuple):
    """What one partnership's part of a group comes to; `live` is the state as it left it."""

    live: Live[Any]
    append: Append
    recorded: list[Recorded]
    answers: list[tuple[Wanted, Done | object]]

    @property
    def refused(self) -> list[str]:
        """The ids of the commands that were refused."""
        return [one.command for one, answer in self.answers if not isinstance(answer, Done)]


def plan(
    partnership: str,
    wanted: Sequence[Wanted],
    live: Live[S],
    evolve: Callable[[S, Recorded], S],
    recorded_at: datetime,
) -> Plan:
    """Decide a partnership's commands in order, each on the state the one before it left.

    `live` is moved on speculatively; if the transaction fails it must be dropped and loaded again.
    """
    expected = live.position
    stored: list[Stored] = []
    recorded: list[Recorded] = []
    rows: list[CommandRow] = []
    due: list[Due] = []
    answers: list[tuple[Wanted, Done | object]] = []
    for one in wanted:
        events = one.decide(live.state, recorded_at)
        if not isinstance(events, tuple):
            answers.append((one, events))
            continue
        first = live.position + 1
        for event in events:
            live.position += 1
            entry = Recorded(header(one, event, live.position, recorded_at), event)
            state = encode(*entry)
            stored.append(Stored(live.position, entry.header.name, state, leaf(state)))
            recorded.append(entry)
            live.state = evolve(live.state, entry)
        due += [Due(partnership, *item) for item in one.due(events)]
        rows.append(CommandRow(one.command, one.envelope.person, one.body_hash, first, len(events)))
        answers.append((one, Done(partnership, first, len(events))))
    live.recorded_at = recorded_at
    return Plan(live, Append(partnership, expected, recorded_at, stored, rows, due), recorded, answers)


def header(one: Wanted, event: Event, position: int, recorded_at: datetime) -> Header:
    """The envelope of one event, in the bytes that get sealed."""
    declared = BY_CLASS[type(event)]
    by = one.envelope
    return Header(
        causation=by.causation,
        command=one.command,
        correlation=by.correlation,
        name=declared.name,
        occurred_at=by.occurred_at,
        on_behalf_of=by.on_behalf_of,
        partnership=one.partnership,
        person=by.person,
        position=position,
        recorded_at=recorded_at,
        recorded_by=by.recorded_by,
        role=by.role,
        told_by=by.told_by,
        version=declared.version,
    )
