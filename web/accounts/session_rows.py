"""Reading and writing the rows of sessions."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from web.accounts.store import Store, hashed, new_token
from web.accounts.tables import accounts, notice_count, notices, people, sessions

SESSION_LASTS = 30 * 86_400
IDLE_FOR = 14 * 86_400
BORROWED_RESTS = 1_800
"""Seconds of rest after which a session on somebody else's device ends."""


class Seated(NamedTuple):
    """Who an account is in a partnership, and the partner it acts for there (None: not chosen)."""

    person: str
    acting: str | None


class SessionRow(NamedTuple):
    """A session with all that a page wants to know of its account."""

    hash: bytes
    account: str
    email: str | None
    language: str
    zone: str
    epoch: int
    seen: int
    expires: int
    rests: int
    people: Mapping[str, "Seated"]


class Notice(NamedTuple):
    """Something happened to an account (`session` None) or to one session of it."""

    number: int
    account: str
    session: bytes | None
    epoch: int


class SessionRows:
    """The tables behind `Sessions`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def start(self, account: str, rests: int = IDLE_FOR) -> str:
        """A new session of an account; the token is for its browser alone."""
        token, now = new_token(), self.store.now()
        with self.store.writing() as connection:
            epoch = connection.execute(select(accounts.c.epoch).where(accounts.c.id == account)).scalar_one()
            connection.execute(delete(sessions).where(sessions.c.expires < now))
            connection.execute(
                insert(sessions).values(
                    hash=hashed(token),
                    account=account,
                    epoch=epoch,
                    created=now,
                    seen=now,
                    expires=now + SESSION_LASTS,
                    rests=rests,
                )
            )
        return token

    def read(self, key: bytes) -> SessionRow | None:
        """The session with this hash, unless it ended, expired, rested too long or lost its rights."""
        now = self.store.now()
        query = (
            select(
                sessions.c.hash, sessions.c.account, accounts.c.email, accounts.c.language,
                accounts.c.zone, sessions.c.epoch, sessions.c.seen, sessions.c.expires, sessions.c.rests,
            )
            .join_from(sessions, accounts, sessions.c.account == accounts.c.id)
            .where(sessions.c.hash == key, sessions.c.epoch == accounts.c.epoch)
            .where(sessions.c.expires > now, sessions.c.seen > now - sessions.c.rests)
        )  # fmt: skip
        with self.store.reading() as connection:
            row = connection.execute(query).first()
            return SessionRow(*row, people=persons(connection, row.account)) if row else None

    def end(self, key: bytes) -> None:
        """End one session, and tell every process."""
        gone = delete(sessions).where(sessions.c.hash == key).returning(sessions.c.account, sessions.c.epoch)
        with self.store.writing() as connection:
            row = connection.execute(gone).first()
            if row:
                self.store.tell(connection, row.account, row.epoch, key)

    def touch(self, keys: list[bytes]) -> None:
        """Note that these sessions were used just now."""
        with self.store.writing() as connection:
            connection.execute(
                update(sessions).where(sessions.c.hash.in_(keys)).values(seen=self.store.now())
            )

    def last_notice(self) -> int:
        """The number of the latest notice."""
        with self.store.reading() as connection:
            return int(connection.execute(select(notice_count.c.number)).scalar_one())

    def notices(self, after: int) -> list[Notice] | None:
        """The notices after a number, oldest first; None when some of them are gone already."""
        query = (
            select(notices.c.number, notices.c.account, notices.c.session, notices.c.epoch)
            .where(notices.c.number > after)
            .order_by(notices.c.number)
        )
        with self.store.reading() as connection:
            found = [Notice(*row) for row in connection.execute(query)]
            first = connection.scalar(select(func.min(notices.c.number))) if found else None
        return None if found and first is not None and first > after + 1 else found


def persons(connection: Connection, account: str) -> dict[str, Seated]:
    """Partnership → who an account is there."""
    query = select(people.c.partnership, people.c.person, people.c.acting)
    rows = connection.execute(query.where(people.c.account == account))
    return {row.partnership: Seated(row.person, row.acting) for row in rows}
