"""What the log costs: appending one by one, and whole commands by the group."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from bench.databases import Raw
from bench.measuring import Result, compare, rate
from events.goals import GoalVoted
from events.log.codec import encode, leaf
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.records import CommandRow, Stored
from events.vocabulary import BY_CLASS, Event, Header
from web.engine import Engine
from web.settings.addresses import beside
from workspace.acts import Act
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AdmitPeople, FoundPartnership

APPENDS = 100
TURNS = 21
"""Short turns, many of them: a disk that stumbles spoils one turn, not the measurement."""
COMMANDS = 3_000
IN_FLIGHT = 64
MASTER = b"b" * 32


def stored_vote(partnership: str, position: int) -> Stored:
    """One vote as it is kept."""
    return stored_event(partnership, position, uuid4().hex, GoalVoted(goal="g" * 32, vote="support"))


def stored_event(partnership: str, position: int, person: str, event: Event) -> Stored:
    """An event as it is kept."""
    name = BY_CLASS[type(event)].name
    header = Header(
        command=uuid4().hex,
        name=name,
        partnership=partnership,
        person=person,
        position=position,
        recorded_at=datetime.now(UTC),
        role="member",
    )
    state = encode(header, event)
    return Stored(position, name, state, leaf(state))


def append_1(database: str, url: str) -> Result:
    """Head, event and command row in one durable transaction, against one INSERT and COMMIT."""
    log, raw = Log.open(url), Raw(url)
    partnership, raw_positions = uuid4().hex, count(1)
    positions = count(1)
    sample = stored_vote(partnership, 1)

    def ours() -> float:
        batch = [stored_vote(partnership, next(positions)) for _ in range(APPENDS)]
        rows = [CommandRow(uuid4().hex, "person", b"h" * 32, one.position, 1) for one in batch]

        def work() -> None:
            for one, row in zip(batch, rows, strict=True):
                log.append(partnership, one.position - 1, [one], row, datetime.now(UTC))

        return rate(APPENDS, work)

    def limit() -> float:
        def work() -> None:
            for _ in range(APPENDS):
                raw.append(partnership, next(raw_positions), sample.state)

        return rate(APPENDS, work)

    try:
        return compare("append-1", database, "events/s", 0.70 if raw.sqlite else 0.80, ours, limit, TURNS)
    finally:
        raw.connection.close()
        log.close()


class Votes:
    """A partnership with a goal, and people who vote on it through the whole engine."""

    def __init__(self, url: str) -> None:
        self.log = Log.open(url)
        self.keys = KeyStore.at(beside(url, "keys"), MASTER)
        self.engine = Engine(self.log, self.keys)
        self.partnership, self.goal = uuid4().hex, uuid4().hex
        self.people = [uuid4().hex for _ in range(500)]
        self._votes: Iterator[tuple[str, str]] = (
            (person, vote) for vote in _for_ever() for person in self.people
        )

    async def begin(self) -> None:
        """Found it, admit the people, propose the goal."""
        await self.engine.start()
        founder = self.people[0]
        keys, here = self.keys, self.partnership
        found = FoundPartnership(
            name=keys.seal_words(here, founder, "c1", "name", "Bench", "en"),
            display_name=keys.seal_personal(here, founder, "c1", "display_name", "Ana"),
        )
        await self._ask(found, founder, "c1", operator=True)
        await self._ask(AdmitPeople(people=tuple(self.people[1:]), source="bench"), founder, operator=True)
        title = keys.seal_words(here, founder, self.goal, "title", "A goal", "en")
        await self._ask(ProposeGoal(title=title), founder, self.goal)

    async def _ask(self, command: object, person: str, command_id: str = "", **act: object) -> None:
        asked = Act(command=command_id or uuid4().hex, person=person, at=datetime.now(UTC), **act)  # type: ignore[arg-type]
        answer = await self.engine.submit(self.partnership, command, asked)  # type: ignore[arg-type]
        assert hasattr(answer, "kept"), answer

    async def vote(self, number: int) -> None:
        """So many votes, `IN_FLIGHT` of them at a time."""
        left = iter(range(number))

        async def one_after_another() -> None:
            for _ in left:
                person, vote = next(self._votes)
                await self._ask(VoteOnGoal(goal=self.goal, vote=vote), person)  # type: ignore[arg-type]

        await asyncio.gather(*(one_after_another() for _ in range(IN_FLIGHT)))

    async def end(self) -> None:
        """Stop and close."""
        await self.engine.stop()
        self.log.close()
        self.keys.close()


def _for_ever() -> Iterator[str]:
    while True:
        yield from ("support", "unsure", "against")


def commands_64(database: str, url: str) -> Result:
    """Full commands, 64 in flight: decide, seal, hash, append, fold. Against INSERT and COMMIT in a loop."""
    raw, raw_positions, votes = Raw(url), count(1), Votes(url)
    sample = stored_vote("raw", 1)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(votes.begin())

    def ours() -> float:
        return rate(COMMANDS, lambda: loop.run_until_complete(votes.vote(COMMANDS)))

    def limit() -> float:
        def work() -> None:
            for _ in range(APPENDS):
                raw.append("raw", next(raw_positions), sample.state)

        return rate(APPENDS, work)

    try:
        return compare("commands-64", database, "commands/s", 3.0 if raw.sqlite else 5.0, ours, limit)
    finally:
        loop.run_until_complete(votes.end())
        loop.close()
        raw.connection.close()
