"""Committing a group of commands: decide, one transaction, answer; and what is tried when that fails.

If the transaction fails, the speculative states are dropped; then each partnership is tried alone, then
each command alone, so that one bad command never takes another down. After a lost connection nothing is
tried again: the command ids say what was kept.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

from events.log.answering import Known, answer_again, first_of_each
from events.log.clock import ClockJumped, DatabaseClock
from events.log.codec import decode
from events.log.failing import reached
from events.log.held import HeldStates
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.patience import Patience
from events.log.plan import Done, Live, Plan, Wanted, plan
from events.log.records import Append, CommandKnown, CommandRow, DatabaseAway, HeadMoved
from events.vocabulary import Recorded

S = TypeVar("S")
T = TypeVar("T")

REMEMBERED_COMMANDS = 20_000


class Committer(Generic[S]):
    """Makes groups of commands durable and answers them. The event loop owns it."""

    def __init__(
        self,
        log: Log,
        keys: KeyStore,
        *,
        load: Callable[[str], Awaitable[Live[S]]],
        evolve: Callable[[S, Recorded], S],
        committed: Callable[[str, list[Recorded]], None],
        unsure: Callable[[str], None],
        settled: Callable[[str, Live[S], int], None],
    ) -> None:
        self.log, self.keys = log, keys
        self.clock = DatabaseClock()
        self.patience = Patience(log.answers, alone=log.sole_writer)
        self._states = HeldStates(load, evolve)
        self.on_published: list[Callable[[Sequence[Plan]], None]] = []
        self._evolve, self._committed, self._unsure, self._settled = evolve, committed, unsure, settled
        self._answered: OrderedDict[tuple[str, str], CommandRow] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, "log-writer")

    async def look_at_clock(self) -> None:
        """Compare the database's clock with ours: after a jump this finds that it is back."""
        self.clock.seen(await self._in_thread(self.log.now))

    async def commit(self, wanted: Sequence[Wanted]) -> None:
        """Commit a group; whatever happens, each of its commands gets an answer."""
        wanted = [one for one in wanted if not self._known(one)]
        if not wanted:
            return
        try:
            await self._commit(wanted)
        except Exception as error:
            self._fail(wanted, error)
            if isinstance(error, ClockJumped):
                # If the database is away too, the next command finds the clock as it was and looks again.
                with suppress(Exception):
                    await self.look_at_clock()

    def _fail(self, wanted: Sequence[Wanted], error: Exception) -> None:
        for one in wanted:
            self._states.drop([one.partnership])
            self._unsure(one.partnership)
            one.settle(error)

    def _known(self, one: Wanted) -> bool:
        """Answer a command that was answered before, from memory."""
        row = self._answered.get((one.partnership, one.command))
        if row is not None:
            answer_again(one, row)
        return row is not None

    async def _commit(self, wanted: Sequence[Wanted]) -> None:
        by_partnership: dict[str, list[Wanted]] = defaultdict(list)
        for one in first_of_each(wanted):
            by_partnership[one.partnership].append(one)
        try:
            plans = [await self._planned(p, by_partnership[p]) for p in sorted(by_partnership)]
            known = await self._write(plans)
        except Exception as error:
            self._states.drop(by_partnership)
            await self._retry(by_partnership, error)
        else:
            self._publish(plans, known)
        repeated = [one for one in wanted if not one.answer.done()]
        if repeated and len(repeated) < len(wanted):
            await self.commit(repeated)

    async def _retry(self, by_partnership: dict[str, list[Wanted]], error: Exception) -> None:
        """Each partnership alone, then each command alone."""
        if isinstance(error, DatabaseAway):
            await self._look_up(by_partnership, error)
        elif len(by_partnership) > 1:
            for commands in by_partnership.values():
                await self.commit(commands)
        else:
            ((partnership, commands),) = by_partnership.items()
            if isinstance(error, HeadMoved):
                await self._commit_locked(partnership, commands)
            else:
                await self._one_by_one(partnership, commands, error)

    async def _one_by_one(self, partnership: str, commands: list[Wanted], error: Exception) -> None:
        """Each command alone; what is wrong with a single one is its answer."""
        if isinstance(error, DatabaseAway):
            await self._look_up({partnership: commands}, error)
        elif len(commands) > 1:
            for one in commands:
                await self.commit([one])
        elif isinstance(error, CommandKnown):
            await self._answer_stored(commands[0])
        else:
            raise error

    async def _commit_locked(self, partnership: str, wanted: list[Wanted]) -> None:
        """Take the head lock first, then read, decide and insert: this try cannot conflict."""
        live = await self._states.of(partnership)
        loop = asyncio.get_running_loop()

        async def planned(unread: Sequence[Recorded]) -> Plan:
            self._states.fold(live, unread)
            tail.extend(unread)
            return plan(partnership, wanted, live, self._evolve, self.clock.after(live.recorded_at))

        def transaction() -> tuple[Plan, Known]:
            with self.log.locked(partnership) as locked:
                unread = [decode(stored.state) for stored in locked.read_tail(live.position)]
                made = asyncio.run_coroutine_threadsafe(planned(unread), loop).result()
                known = {(partnership, key): row for key, row in locked.commands(made.refused).items()}
                self.keys.flush()
                locked.append(made.append)
                return made, known

        tail: list[Recorded] = []
        try:
            made, known = await self._in_thread(transaction)
        except Exception as error:
            self._states.drop([partnership])
            await self._one_by_one(partnership, wanted, error)
        else:
            if tail:
                self._committed(partnership, tail)
            self._publish([made], known)

    async def _look_up(self, by_partnership: dict[str, list[Wanted]], error: Exception) -> None:
        """After a lost connection nobody knows whether the commit happened: ask by command id."""
        for partnership, commands in by_partnership.items():
            ids = [one.command for one in commands]
            rows = await self._in_thread(partial(self.log.commands, partnership, ids))
            self._unsure(partnership)
            for one in commands:
                if one.command in rows:
                    answer_again(one, rows[one.command])
                else:
                    one.settle(error)

    async def _answer_stored(self, one: Wanted) -> None:
        rows = await self._in_thread(partial(self.log.commands, one.partnership, [one.command]))
        self._unsure(one.partnership)
        answer_again(one, rows[one.command])

    async def _planned(self, partnership: str, wanted: Sequence[Wanted]) -> Plan:
        live = await self._states.of(partnership)
        return plan(partnership, wanted, live, self._evolve, self.clock.after(live.recorded_at))

    async def _write(self, plans: Sequence[Plan]) -> Known:
        """Keys first, then the events: a key without its event is harmless, the other way round is not.

        Gives back what is kept already of commands that were refused: sent again, they did happen.
        """
        appends = [made.append for made in plans if made.append.commands]
        refused = [made for made in plans if made.refused]

        def transaction() -> Known:
            # A refusal keeps nothing, so nothing else would notice that it was decided on old news.
            # Asked before the append: after it, no part of the group may be tried again.
            moved = [one.append.partnership for one in refused if self._is_behind(one.append)]
            if moved:
                raise HeadMoved(moved)
            known = self._kept_before(refused)
            self.keys.flush()
            reached("keys kept")
            if appends:
                self.clock.seen(self.log.append_many(appends))
                reached("events kept")
            return known

        return await self._in_thread(transaction)

    def _kept_before(self, refused: Sequence[Plan]) -> Known:
        """The first answers to refused commands, for those that had one: before a restart, or elsewhere."""
        return {
            (made.append.partnership, key): row
            for made in refused
            for key, row in self.log.commands(made.append.partnership, made.refused).items()
        }

    def _is_behind(self, decided: Append) -> bool:
        """Whether somebody else has appended since; where something is appended now, that finds it out."""
        if self.log.sole_writer or decided.commands:
            return False
        return self.log.head(decided.partnership).position != decided.expected

    def _publish(self, plans: Sequence[Plan], known: Known) -> None:
        for made in plans:
            for row in made.append.commands:
                self._remember(made.append.partnership, row)
            if made.recorded:
                self._committed(made.append.partnership, made.recorded)
                self._settled(made.append.partnership, made.live, made.append.expected)
            for one, answer in made.answers:
                before = None if isinstance(answer, Done) else known.get((one.partnership, one.command))
                if before is None:
                    one.settle(answer)
                else:
                    answer_again(one, before)
        for told in self.on_published:
            told(plans)
        self._states.evict()

    def _remember(self, partnership: str, row: CommandRow) -> None:
        self._answered[partnership, row.command] = row
        if len(self._answered) > REMEMBERED_COMMANDS:
            self._answered.popitem(last=False)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await self.patience.wait(asyncio.get_running_loop().run_in_executor(self._thread, work))
