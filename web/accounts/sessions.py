"""Sessions in memory: a page asks nobody who its reader is, and a withdrawn right ends within two seconds.

Every process keeps the sessions in use (at most `SESSIONS_KEPT`) and looks every second for notices of
what other processes did to accounts. A session object is shared by pages and sockets; when it ends,
`ended` becomes true on the object itself, so whoever holds it knows at once.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from weakref import WeakSet

import structlog

from events.log.recent import Recent
from web.accounts.session_rows import BORROWED_RESTS, IDLE_FOR, Notice, Seated, SessionRow, SessionRows
from web.accounts.store import Store, hashed

logger = structlog.get_logger(__name__)

SESSIONS_KEPT = 10_000
LOOK_EVERY = 1.0
TOUCH_AFTER = 3600
"""Seconds after which a session's use is written down again."""


class Session:
    """One signed-in browser. `people` says who the account is in each partnership."""

    def __init__(self, row: SessionRow) -> None:
        self.hash, self.account, self.email = row.hash, row.account, row.email
        self.language, self.zone = row.language, row.zone
        self.people: Mapping[str, Seated] = row.people
        self.epoch, self.seen, self.expires, self.rests = row.epoch, row.seen, row.expires, row.rests
        self.ended = False

    @property
    def borrowed(self) -> bool:
        """Whether the device belongs to somebody else: then it ends after a short rest."""
        return self.rests == BORROWED_RESTS

    @property
    def key(self) -> str:
        """What limits are counted by; it opens nothing."""
        return self.hash.hex()

    def person(self, partnership: str) -> str | None:
        """Which person this account is in a partnership; None: nobody there."""
        seated = self.people.get(partnership)
        return seated.person if seated else None

    def acting(self, partnership: str) -> str | None:
        """The partner this account chose to act for in a partnership. Whether it may is for the rules."""
        seated = self.people.get(partnership)
        return seated.acting if seated else None


Listener = Callable[[str], None]


class Sessions:
    """The sessions of this process."""

    def __init__(self, store: Store) -> None:
        self.rows = SessionRows(store)
        self._store = store
        self._recent: Recent[bytes, Session] = Recent(SESSIONS_KEPT)
        self._held: defaultdict[str, WeakSet[Session]] = defaultdict(WeakSet)
        self._listeners: list[Listener] = []
        self._touched: set[bytes] = set()
        self._heard = 0
        self._task: asyncio.Task[None] | None = None

    def on_change(self, listener: Listener) -> None:
        """Have `listener(account)` called when a session of an account ended or its rights moved."""
        self._listeners.append(listener)

    def valid(self, session: Session) -> bool:
        """Whether a session still counts. Costs nothing; ask as often as you like."""
        now = self._store.now()
        return not session.ended and session.expires > now and session.seen > now - session.rests

    def recent(self, token: str, *, by_itself: bool = False) -> Session | None:
        """The session of a cookie if it is in memory; this asks no database.

        `by_itself`: an open page asked, not the person in front of it; a session rests all the same.
        """
        session = self._recent.get(hashed(token))
        if session is None or not self.valid(session):
            return None
        if not by_itself:
            self.acts(session)
        return session

    def acts(self, session: Session) -> None:
        """The person in front of it did something. What has rested too long stays at rest."""
        now = self._store.now()
        if self.valid(session) and now - session.seen > min(TOUCH_AFTER, session.rests // 30):
            session.seen = now
            self._touched.add(session.hash)

    async def still_valid(self, session: Session) -> bool:
        """The same as `valid` for a session that is held: another process may have seen its person since."""
        if not self.valid(session) and not session.ended:
            await self._read(session.hash)
            if (known := self._recent.get(session.hash)) is not None:
                session.seen = max(session.seen, known.seen)
        return self.valid(session)

    async def find(self, token: str, *, by_itself: bool = False) -> Session | None:
        """The session of a cookie."""
        known = self._recent.get(hashed(token))
        if known is None or not self.valid(known):
            # Also where it has rested too long here: another process may have seen its person since.
            await self._read(hashed(token))
        return self.recent(token, by_itself=by_itself)

    async def _read(self, key: bytes) -> None:
        """Bring a session into memory, if there is one."""
        while True:
            heard = self._heard
            row = await self._store.run(self.rows.read, key)
            if self._heard == heard:
                break  # Otherwise a notice came while we read, and what we read may be from before it.
        if row is None:
            return
        session = self._recent.get(key) or Session(row)
        session.seen = max(session.seen, row.seen)
        self._sweep()
        self._recent.put(key, session)
        self._held[row.account].add(session)

    def _sweep(self) -> None:
        """Forget accounts none of whose sessions is held by anything any more."""
        if len(self._held) > 2 * SESSIONS_KEPT:
            for account in [account for account, held in self._held.items() if not held]:
                del self._held[account]

    async def start_for(
        self, account: str, instead_of: Session | None = None, *, borrowed: bool = False
    ) -> str:
        """Sign an account in with a fresh token; the session the browser had before ends."""
        if instead_of is not None:
            await self.end(instead_of)
        return await self._store.run(self.rows.start, account, BORROWED_RESTS if borrowed else IDLE_FOR)

    async def rotate(self, session: Session) -> str:
        """The same sign-in under a new token, for when rights grew."""
        return await self.start_for(session.account, instead_of=session, borrowed=session.borrowed)

    async def end(self, session: Session) -> None:
        """Sign out."""
        await self._store.run(self.rows.end, session.hash)
        await self.listen()

    async def start(self) -> None:
        """Begin to listen for notices."""
        self._heard = await self._store.run(self.rows.last_notice)
        self._task = asyncio.create_task(self._keep_listening(), name="account-notices")

    async def stop(self) -> None:
        """Stop listening, and write down which sessions were in use."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with contextlib.suppress(Exception):
            await self._write_touched()

    async def listen(self) -> None:
        """Hear everything there is to hear now."""
        heard = await self._store.run(self.rows.notices, self._heard)
        if heard is None:
            self._heard = await self._store.run(self.rows.last_notice)
            for account in list(self._held):
                self._end(account, lambda _: True)
        for notice in heard or ():
            self._hear(notice)

    def _hear(self, notice: Notice) -> None:
        if notice.number <= self._heard:
            return  # Two looks at the same time: the other one was first.
        self._heard = notice.number
        self._end(notice.account, lambda one: one.epoch < notice.epoch or one.hash == notice.session)

    def _end(self, account: str, gone: Callable[[Session], bool]) -> None:
        held = self._held.pop(account, None) or WeakSet()
        staying: WeakSet[Session] = WeakSet()
        for session in list(held):
            self._recent.drop_one(session.hash)
            session.ended = session.ended or gone(session)
            if not session.ended:
                staying.add(session)
        if staying:
            self._held[account] = staying
        for listener in self._listeners:
            listener(account)

    async def _keep_listening(self) -> None:
        reachable = True
        while True:
            try:
                await self.listen()
                await self._write_touched()
                reachable = True
            except Exception as error:
                if reachable:
                    logger.warning("accounts_unreachable", exc_info=error)
                reachable = False
            await asyncio.sleep(LOOK_EVERY)

    async def _write_touched(self) -> None:
        keys, self._touched = list(self._touched), set()
        if keys:
            await self._store.run(self.rows.touch, keys)
