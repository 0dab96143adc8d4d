"""What whole commands cost, by the group."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count, cycle
from time import perf_counter
from uuid import uuid4

from bench.databases import Raw
from bench.filling import stored_vote
from bench.measuring import Contestant, Result, compare_all, hundredth, rate, rate_for, spread
from events.log.identity import fresh_id
from events.log.keys import KeyStore
from events.log.log import Log
from web.engine import Engine
from web.settings.addresses import beside
from workspace.acts import Act
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AdmitPeople, FoundPartnership

COMMANDS, TURN, TURNS = 2_000, 0.1, 7
IN_FLIGHT = 64
TITLE = "Children with asthma sleep through the night"
MASTER = bytes(range(32))


class People:
    """A partnership, and people who propose goals and vote on one through the whole engine.

    Goals are proposed in a partnership of their own each time: none has ten thousand.
    """

    def __init__(self, url: str) -> None:
        self.log = Log.open(url)
        self.keys = KeyStore.at(beside(url, "keys"), MASTER)
        self.engine = Engine(self.log, self.keys)
        self.partnership, self.voted_in, self.goal = "", "", ""
        self.people = [uuid4().hex for _ in range(500)]
        self.times: list[float] = []
        self._turns = cycle(self.people)
        self._votes: Iterator[tuple[str, str]] = (
            (person, vote) for vote in _for_ever() for person in self.people
        )

    async def begin(self) -> None:
        """Start, and propose the goal to vote on."""
        await self.engine.start()
        await self.found()
        self.voted_in, self.goal = self.partnership, uuid4().hex
        await self._propose(self.people[0], self.goal)

    async def found(self) -> None:
        """Found another partnership and admit the people to it; each has sealed something before."""
        founder, self.partnership = self.people[0], uuid4().hex
        keys, here = self.keys, self.partnership
        found = FoundPartnership(
            name=keys.seal_words(here, founder, "c1", "name", "Bench", "en"),
            display_name=keys.seal_personal(here, founder, "c1", "display_name", "Ana"),
        )
        await self._ask(found, founder, "c1", operator=True)
        await self._ask(AdmitPeople(people=tuple(self.people[1:]), source="bench"), founder, operator=True)
        for person in self.people:
            keys.seal_personal(here, person, "c2", "display_name", "Ben")
        keys.flush()

    async def _propose(self, person: str, command_id: str) -> None:
        title = self.keys.seal_words(self.partnership, person, command_id, "title", TITLE, "en")
        await self._ask(ProposeGoal(title=title), person, command_id)

    async def _ask(self, command: object, person: str, command_id: str = "", **act: object) -> None:
        asked = Act(command=command_id or fresh_id(), person=person, at=datetime.now(UTC), **act)  # type: ignore[arg-type]
        answer = await self.engine.submit(self.partnership, command, asked)  # type: ignore[arg-type]
        assert hasattr(answer, "kept"), answer

    async def propose(self, number: int) -> None:
        """So many goals, each with a title that is sealed under a key of its own."""

        async def one() -> None:
            began = perf_counter()
            await self._propose(next(self._turns), fresh_id())
            self.times.append(perf_counter() - began)

        await in_flight(one, number)

    async def vote(self, number: int) -> None:
        """So many votes, which have no words."""
        self.partnership = self.voted_in

        async def one() -> None:
            person, vote = next(self._votes)
            await self._ask(VoteOnGoal(goal=self.goal, vote=vote), person)  # type: ignore[arg-type]

        await in_flight(one, number)

    async def end(self) -> None:
        """Stop and close."""
        await self.engine.stop()
        self.log.close()
        self.keys.close()


async def in_flight(one: Callable[[], Awaitable[None]], number: int) -> None:
    """Do something so many times, `IN_FLIGHT` of them at a time."""
    left = iter(range(number))

    async def one_after_another() -> None:
        for _ in left:
            await one()

    await asyncio.gather(*(one_after_another() for _ in range(IN_FLIGHT)))


def _for_ever() -> Iterator[str]:
    while True:
        yield from ("support", "unsure", "against")


def commands_64(database: str, url: str, size: int) -> list[Result]:
    """Full commands, 64 in flight: seal, decide, hash, append, fold. Against INSERT and COMMIT in a loop.

    The time of a single command is set against 64 in flight of which each is committed by itself.
    """
    raw, raw_positions, people = Raw(url), count(1), People(url)
    sample = stored_vote("raw", 1)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(people.begin())

    def goals() -> float:
        loop.run_until_complete(people.found())
        return rate(COMMANDS, lambda: loop.run_until_complete(people.propose(COMMANDS)))

    def votes() -> float:
        return rate(COMMANDS, lambda: loop.run_until_complete(people.vote(COMMANDS)))

    def append() -> None:
        raw.append("raw", next(raw_positions), sample.name, sample.state)

    def limit() -> float:
        return rate_for(TURN, append)

    try:
        target = 3.0 if raw.sqlite else 5.0
        ours = [Contestant("commands-64", target, goals), Contestant("  without words", None, votes)]
        sealed, unsealed = compare_all(database, "commands/s", ours, limit, TURNS)
        alone = [1_000 * one for one in loop.run_until_complete(each_alone(append))]
        times = [1_000 * one for one in people.times[-TURNS * COMMANDS :]]
        return [sealed, waiting(database, times, alone), unsealed]
    finally:
        loop.run_until_complete(people.end())
        loop.close()
        raw.connection.close()


def waiting(database: str, ours: list[float], alone: list[float]) -> Result:
    """The 99th hundredth of what commands wait."""
    value, limit = hundredth(ours, 0.99), hundredth(alone, 0.99)
    ratio, wide = value / limit, spread(ours) / limit
    return Result("commands-64 p99", database, value, "ms", limit, ratio, 0.5, wide, at_most=True)


async def each_alone(append: Callable[[], None]) -> list[float]:
    """How long each of 64 in flight takes when one writer commits them one after the other."""
    times: list[float] = []
    left, loop = iter(range(10 * IN_FLIGHT)), asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as writer:

        async def one_after_another() -> None:
            for _ in left:
                began = perf_counter()
                await loop.run_in_executor(writer, append)
                times.append(perf_counter() - began)

        await asyncio.gather(*(one_after_another() for _ in range(IN_FLIGHT)))
    return times[IN_FLIGHT:]
