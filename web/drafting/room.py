"""A room: everybody who has one draft open in this process, and the document they write together.

Nothing is shown before it is durable. Updates that wait are looked at by the gate, kept in one transaction
(consecutive ones of one author as one row), applied, and told to everybody, their author included. When
keeping fails nobody knows whether it happened: the room is given up, its windows come back and send
again what they miss, which does no harm because every character has an address of its own.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple

from pycrdt import Doc, Text, merge_updates

from events.log.drafts import DraftKind, KeyReplaced, NotTheirNumber
from web.drafting import protocol
from web.drafting.encoding import Malformed
from web.drafting.gate import ComesTooEarly, Gate, Refused
from web.drafting.keeping import Change, Keeping
from web.drafting.merging import edits
from web.drafting.peer import COME_BACK, REFUSED, Peer
from web.drafting.presence import Presences
from web.drafting.sealing import close_up_to_now
from web.drafting.updates import KEPT_AT_MOST, TEXT, read_update

logger = logging.getLogger(__name__)

AT_ONCE = 500
"""Updates that are kept together at most."""

Run = Callable[..., Awaitable[Any]]


class DraftUnreadable(Exception):
    """The draft's key was destroyed or lost."""


class NotKept(Exception):
    """It is not known to be kept; sending it again does no harm."""


class Wanted(NamedTuple):
    """An update that somebody sent. `kept` hears when it is durable, or why it is not."""

    peer: Peer
    data: bytes
    kept: asyncio.Future[None] | None = None


class Room:
    """One draft. All methods run on the event loop; `run` does work that waits for the database."""

    def __init__(self, keeping: Keeping, run: Run, now: Callable[[], datetime]) -> None:
        self.keeping, self._run, self._now = keeping, run, now
        self.peers: set[Peer] = set()
        self.presences = Presences()
        self.position, self.key, self.since = 0, "", 1
        self.given_up = False
        self.changed_at = monotonic()
        self._start_anew()
        self._waiting: asyncio.Queue[Wanted] = asyncio.Queue()
        self._changing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    @property
    def text(self) -> str:
        """What the draft says now."""
        return str(self._doc.get(TEXT, type=Text))

    async def open(self) -> None:
        """Read what was written so far and begin to take updates."""
        await self.catch_up()
        self._task = asyncio.create_task(self._work(), name=f"draft {self.keeping.draft}")

    async def close(self) -> None:
        """Take nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.give_up("The server is being restarted.")

    def enter(self, peer: Peer) -> None:
        """A window opens: ask what it has, and say who is here."""
        self.peers.add(peer)
        peer.put(protocol.ask(self._doc.get_state()))
        if peer.sees_others and (here := self.presences.all()):
            peer.put(protocol.presences(here))

    def leave(self, peer: Peer) -> None:
        """A window closes."""
        self.peers.discard(peer)
        self._tell_presences(self.presences.leave(peer))

    def said(self, peer: Peer, data: bytes) -> None:
        """What a window sent. What cannot be read closes it, and nobody else notices."""
        try:
            message = protocol.read_message(data)
            match message.kind:
                case "what do you have":
                    peer.put(protocol.answer(self._doc.get_update(protocol.checked_state(message.body))))
                case "update":
                    self._want(peer, message.body)
                case "awareness":
                    states = protocol.read_presences(message.body)
                    if peer.may_write:
                        self._tell_presences(self.presences.take(peer, peer.user, states))
                case "who is here":
                    peer.put(protocol.presences(self.presences.all() if peer.sees_others else []))
        except Malformed as error:
            peer.close(REFUSED, f"The message cannot be read: {error}.")

    def _want(self, peer: Peer, data: bytes) -> None:
        if data == b"\x00\x00":
            return
        if peer.may_write:
            self._waiting.put_nowait(Wanted(peer, data))
        else:
            peer.close(REFUSED, "You may read this draft, and not write in it.")

    @property
    def open_steps(self) -> int:
        """How many rows were written since the draft was closed last."""
        return self.position - self.since + 1 - (2 if self.since > 1 else 0)

    async def close_up_to_now(self) -> None:
        """Keep the versions, and make the raw steps unreadable."""
        async with self._changing:
            await self._catch_up()
            if self.open_steps < 1:
                return
            whole = self._doc.get_update()
            self.key, rows = await self._run(close_up_to_now, self.keeping, whole, self.key, self._now())
            self.since = rows[0].position
            self.position = rows[-1].position

    async def edit(self, person: str, before: str, after: str) -> None:
        """Do what a form changed, as its person, and wait until it is kept. Raises Refused, NotKept."""
        window: Doc[Any] = Doc()
        window.apply_update(self._doc.get_update())
        text, sent = window.get(TEXT, type=Text), list[bytes]()
        watched = window.observe(lambda change: sent.append(change.update))
        with window.transaction():
            now = str(text)
            for at, removed, written in edits(before, after, now):
                begin = len(now[:at].encode())
                if removed:
                    del text[begin : begin + len(now[at : at + removed].encode())]
                if written:
                    text.insert(begin, written)
        window.unobserve(watched)
        if not sent:
            return
        kept = asyncio.get_running_loop().create_future()
        form = Peer(person, "", "", may_write=True, sees_others=False)
        self._waiting.put_nowait(Wanted(form, sent[0], kept))
        await kept

    def give_up(self, why: str) -> None:
        """Let everybody come back to a fresh room."""
        self.given_up = True
        for peer in tuple(self.peers):
            peer.close(COME_BACK, why)
        while not self._waiting.empty():
            settle(self._waiting.get_nowait(), NotKept(why))

    async def catch_up(self) -> None:
        """Take in what was written elsewhere: before this room was opened, or in another process."""
        async with self._changing:
            await self._catch_up()

    async def _catch_up(self) -> None:
        place = await self._run(self.keeping.place)
        if place.position == self.position and self.key:
            return
        if place.since > self.since or not self.key:
            if self.key:
                await self._run(self.keeping.forget, self.key)
            self._start_anew()
            self.position = place.since - 1
        self.key, self.since = place.key, place.since
        owners = await self._run(self.keeping.writers)
        self._gate.owners.update(owners)
        self._claimed.update(owners)
        for change in await self._run(lambda: list(self.keeping.read(self.position))):
            self._apply(change)

    def _start_anew(self) -> None:
        self._doc: Doc[Any] = Doc()
        self._doc.get(TEXT, type=Text)
        self._gate = Gate()
        self._claimed: set[int] = set()

    async def _work(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            try:
                async with self._changing:
                    await self._keep(self._looked_at(batch))
                for wanted in batch:
                    settle(wanted, None)
            except Exception:
                for wanted in batch:
                    settle(wanted, NotKept("It could not be kept just now."))
                logger.exception("a draft could not be kept", extra={"draft": self.keeping.draft})
                self.give_up("It could not be kept just now. Nothing is lost; it is sent again.")
                return

    def _looked_at(self, batch: list[Wanted]) -> list[tuple[Peer, bytes]]:
        """What passes the gate, and what its author is told otherwise."""
        passed = []
        for wanted in batch:
            peer, data = wanted.peer, wanted.data
            try:
                found = self._gate.look(data, peer.person)
            except Refused as refused:
                peer.close(REFUSED, str(refused))
                settle(wanted, refused)
            except ComesTooEarly:
                settle(wanted, NotKept("The text has moved on."))
                peer.put(protocol.ask(self._doc.get_state()))
            else:
                if found.data is not None:
                    self._gate.take(found.update, peer.person)
                    passed.append((peer, found.data))
        return passed

    async def _keep(self, passed: list[tuple[Peer, bytes]]) -> None:
        if not passed:
            return
        merged = runs(passed)
        claims = [(client, who) for client, who in self._gate.owners.items() if client not in self._claimed]
        try:
            kept = await self._run(self.keeping.keep, merged, self.key, claims, self._now())
        except KeyReplaced:
            await self._catch_up()
            kept = await self._run(self.keeping.keep, merged, self.key, claims, self._now())
        except NotTheirNumber:
            self.give_up("Another window writes under the same number.")
            return
        self._claimed.update(client for client, _ in claims)
        if kept[0].position > self.position + 1:
            await self._catch_up()
            return
        for change in kept:
            self._apply(change)

    def _apply(self, change: Change) -> None:
        """Make a durable change part of the document and tell everybody."""
        self.position, self.changed_at = change.position, monotonic()
        if change.kind == "versions":
            return
        if change.data is None:
            raise DraftUnreadable(f"the key of draft {self.keeping.draft} is gone")
        self._gate.take(read_update(change.data, most=KEPT_AT_MOST), change.author)
        self._doc.apply_update(change.data)
        for peer in self.peers:
            peer.news(change.data)

    def _tell_presences(self, states: list[protocol.Presence]) -> None:
        if not states:
            return
        message = protocol.presences(states)
        for peer in self.peers:
            if peer.sees_others:
                peer.put(message)


def settle(wanted: Wanted, error: Exception | None) -> None:
    """Tell whoever waits for an update what became of it."""
    if wanted.kept is None or wanted.kept.done():
        return
    if error is None:
        wanted.kept.set_result(None)
    else:
        wanted.kept.set_exception(error)


def runs(passed: list[tuple[Peer, bytes]]) -> list[tuple[str, DraftKind, bytes]]:
    """Consecutive updates of one author as one: author, kind, bytes."""
    merged: list[tuple[str, list[bytes]]] = []
    for peer, data in passed:
        if merged and merged[-1][0] == peer.person:
            merged[-1][1].append(data)
        else:
            merged.append((peer.person, [data]))
    return [
        (person, "update", some[0] if len(some) == 1 else merge_updates(*some)) for person, some in merged
    ]
