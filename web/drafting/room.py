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

from pycrdt import Doc, Text

from events.log.drafts import KeyReplaced, NotTheirNumber, Overtaken, Place
from events.log.records import LogError
from web.drafting import protocol
from web.drafting.anew import begin_anew, lost_before
from web.drafting.company import Company
from web.drafting.editing import written
from web.drafting.encoding import Malformed
from web.drafting.forms import Forms
from web.drafting.gate import Gate
from web.drafting.keeping import Change, Keeping
from web.drafting.looking import looked_at, without
from web.drafting.merging import edits
from web.drafting.peer import COME_BACK, REFUSED, Peer
from web.drafting.sealing import close_up_to_now
from web.drafting.updates import KEPT_AT_MOST, TEXT, read_update
from web.drafting.waiting import NotKept, Waiting, Wanted, as_one, rows_of, settle

logger = logging.getLogger(__name__)

TRIES = 5
"""How often a draft is read or kept again at once because another process wrote in it."""

Run = Callable[..., Awaitable[Any]]


class Frozen(NamedTuple):
    """What a draft said at a closing, up to which position that is, and the first row of the closing."""

    text: str
    position: int
    since: int


class DraftUnreadable(LogError):
    """The draft's key was destroyed or lost."""


class Room:
    """One draft. All methods run on the event loop; `run` does work that waits for the database."""

    def __init__(self, keeping: Keeping, run: Run, now: Callable[[], datetime]) -> None:
        self.keeping, self._run, self._now = keeping, run, now
        self.company, self._forms = Company(), Forms()
        self.position, self.key, self.since = 0, "", 1
        self.given_up = False
        self.lost_before: datetime | None = None
        self.changed_at = monotonic()
        self._start_anew()
        self._waiting = Waiting()
        self._changing = asyncio.Lock()
        self.settling = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    @property
    def text(self) -> str:
        """What the draft says now."""
        return str(self._doc.get(TEXT, type=Text))

    @property
    def whole(self) -> bytes:
        """The document with all its addresses, as an update."""
        return self._doc.get_update()

    async def open(self) -> None:
        """Read what was written so far and begin to take updates."""
        await self.catch_up()
        self._task = asyncio.create_task(self._work(), name=f"draft {self.keeping.draft}")

    async def close(self) -> None:
        """Take nothing more. What is being kept just now is waited for: afterwards nothing writes here."""
        self.give_up("The server is being restarted.")
        async with self._changing:
            if self._task is not None:
                self._task.cancel()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    def enter(self, peer: Peer) -> None:
        """A window opens."""
        if self.given_up:
            peer.close(COME_BACK, "The draft is being opened again.")
        self.company.enter(peer, self._doc.get_state())

    def leave(self, peer: Peer) -> None:
        """A window closes."""
        self.company.leave(peer)

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
                    self.company.hear(peer, protocol.read_presences(message.body))
                case "who is here":
                    self.company.introduce(peer)
        except Malformed as error:
            peer.close(REFUSED, f"The message cannot be read: {error}.")

    def _want(self, peer: Peer, data: bytes) -> None:
        if data == b"\x00\x00":
            return
        if peer.may_write:
            self._waiting.put(Wanted(peer, data))
        else:
            peer.close(*peer.refusal)

    @property
    def is_busy(self) -> bool:
        """Whether somebody is here, or something waits or is being kept."""
        return bool(self.company or self._waiting or self._changing.locked())

    @property
    def queued(self) -> int:
        """How many updates wait to be kept."""
        return len(self._waiting)

    @property
    def is_changing(self) -> bool:
        """Whether something is being kept, closed or read: all of that takes in what others wrote."""
        return self._changing.locked()

    @property
    def open_steps(self) -> int:
        """How many rows were written since the draft was closed last."""
        return Place(self.position, self.key, self.since).open_steps

    async def close_up_to_now(self) -> Frozen:
        """Keep the versions, and make the raw steps unreadable; what the draft said then."""
        async with self._changing:
            await self._catch_up()
            if self.open_steps >= 1:
                place = Place(self.position, self.key, self.since)
                whole = self._doc.get_update()
                self.key, rows = await self._run(close_up_to_now, self.keeping, whole, place, self._now())
                self.since, self.lost_before = rows[0].position, None
                self.position = rows[-1].position
            return Frozen(self.text, self.position, self.since)

    async def edit(self, person: str, before: str, after: str) -> None:
        """Do what a form changed, as its person, and wait until it is kept. Raises Refused, NotKept."""
        async with self._forms.number(person) as client:
            # Comparing texts that are made for it takes a second; what comes in meanwhile is merged.
            update = await asyncio.to_thread(
                written, self.whole, lambda now: edits(before, after, now), client
            )
            if update is not None:
                await self.offer(person, update)

    async def offer(self, person: str, update: bytes) -> None:
        """Have an update of somebody kept, and wait until it is. Raises Refused, NotKept."""
        if self.given_up:
            raise NotKept("The draft is being opened again.")
        kept = asyncio.get_running_loop().create_future()
        form = Peer(person, "", "", may_write=True, sees_others=False)
        self._waiting.put(Wanted(form, update, kept))
        await kept

    def give_up(self, why: str) -> None:
        """Let everybody come back to a fresh room."""
        self.given_up = True
        self.company.send_away(why)
        self._waiting.give_up(why)

    async def catch_up(self) -> None:
        """Take in what was written elsewhere: before this room was opened, or in another process."""
        async with self._changing:
            await self._catch_up()

    async def _catch_up(self) -> None:
        for _ in range(TRIES):
            place = await self._run(self.keeping.place)
            if place[:2] == (self.position, self.key) or (place.position == self.position == 0 and self.key):
                return
            anew = not self.key or place.since > self.since
            after = place.since - 1 if anew else self.position
            changes = await self._run(lambda after=after: list(self.keeping.read(after)))
            if all(change.data is not None or change.kind == "versions" for change in changes):
                # Read after the rows: whoever wrote in one of them is known by then.
                self._taken_in(place, await self._run(self.keeping.writers), changes, anew=anew)
                if anew:
                    await self._destroy_earlier()
                return
            await self._run(begin_anew, self.keeping, place, self._now())
        raise DraftUnreadable(f"the key of draft {self.keeping.draft} is gone")

    def _taken_in(self, place: Place, writers: dict[int, str], changes: list[Change], *, anew: bool) -> None:
        """In one go, so that nobody sees half a draft."""
        if anew:
            self._start_anew()
            self.position, self.lost_before = place.since - 1, lost_before(changes)
        self.key, self.since = place.key, place.since
        self._gate.owners.update(writers)
        self._claimed.update(writers)
        for change in changes:
            self._apply(change)

    async def _destroy_earlier(self) -> None:
        """Earlier keys may be there still, if a process died before it destroyed them."""
        try:
            await self._run(self.keeping.destroy_earlier, self.since)
        except Exception:
            logger.exception("an earlier key could not be destroyed", extra={"draft": self.keeping.draft})

    def _start_anew(self) -> None:
        self._doc: Doc[Any] = Doc()
        self._doc.get(TEXT, type=Text)
        self._gate = Gate()
        self._claimed: set[int] = set()

    async def _work(self) -> None:
        while True:
            batch = await self._waiting.some()
            try:
                async with self._changing:
                    await self._keep(batch)
                for wanted in batch:
                    settle(wanted, None)
            except BaseException as error:
                for wanted in batch:
                    settle(wanted, NotKept("It could not be kept just now."))
                if isinstance(error, asyncio.CancelledError | KeyboardInterrupt | SystemExit):
                    raise  # What the document library dies of is a BaseException, too: it ends the room.
                logger.exception("a draft could not be kept", extra={"draft": self.keeping.draft})
                self.give_up("It could not be kept just now. Nothing is lost; it is sent again.")
                return

    async def _keep(self, batch: list[Wanted]) -> None:
        """Keep what passes. Where another process was quicker, it is looked at again after that."""
        for attempt in range(TRIES):
            if self.given_up:
                raise NotKept("The draft is being opened again.")
            passed = looked_at(batch, self._gate, self.company, self._doc)
            if not passed:
                return
            claims = [one for one in self._gate.owners.items() if one[0] not in self._claimed]
            rows = rows_of(passed)
            known = (None, self.position)
            try:
                kept = await self._run(self.keeping.keep, rows, self.key, claims, self._now(), *known)
            except (KeyReplaced, NotTheirNumber, Overtaken) as error:
                await self._take_back()
                if isinstance(error, Overtaken) and attempt:
                    # Nobody else waits for somebody who goes on writing in two processes at once.
                    batch = without(batch, error.authors, self._doc)
                continue
            self._claimed.update(client for client, _ in claims)
            if kept[0].position > self.position + 1:
                await self._catch_up()
            else:
                self._show([data for _, _, data in rows], kept[-1].position)
            return
        raise NotKept("Other processes write all the time.")

    async def _take_back(self) -> None:
        """The gate forgets what was not kept after all; then what others wrote comes in."""
        owners = {client: owner for client, owner in self._gate.owners.items() if client in self._claimed}
        self._gate = await self._run(Gate.of, self.whole, owners)
        await self._catch_up()

    def _apply(self, change: Change) -> None:
        """Make a durable change part of the document and tell everybody."""
        self.position, self.changed_at = change.position, monotonic()
        if change.kind == "versions" or change.data is None:
            return
        author = change.author if change.kind == "update" else None
        self._gate.take(read_update(change.data, most=KEPT_AT_MOST), author)
        self._show([change.data], change.position)

    def _show(self, updates: list[bytes], position: int) -> None:
        """Tell everybody, at once, what is durable and has passed the gate."""
        self.position, self.changed_at = position, monotonic()
        update = as_one(updates)
        self._doc.apply_update(update)
        self.company.tell(update)
