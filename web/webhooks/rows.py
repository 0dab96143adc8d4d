"""The rows of webhooks: where each leads, how far it was told, and when it is tried again.

That is the whole outbox: what there is to tell stands in the record itself, so one row for each webhook
is enough, however long the other side is away.
"""

import secrets
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from web.accounts.store import Store
from web.accounts.tables import webhooks

MOST = 10
"""Webhooks that a partnership may have."""
MOST_TRIES = 10
FIRST_WAIT = 5
LONGEST_WAIT = 3600
CLAIMED_FOR = 60
"""Seconds that one process has for a try; afterwards another may take it up."""


class Webhook(NamedTuple):
    """A webhook. `position`: everything up to there was told. `answered`: what came back last, in a word."""

    id: str
    partnership: str
    person: str
    url: str
    created: int
    position: int
    upto: int | None
    tries: int
    next_try: int
    claimed: int
    paused: int | None
    answered: str | None
    delivered: int | None


class TooManyWebhooks(Exception):
    """A partnership has as many as it may have."""


class WebhookRows:
    """Reading and writing them. All methods wait for the database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, partnership: str, person: str, url: str, position: int, made: str = "") -> Webhook:
        """A new one, told of what happens from now on. With the id `made` of one that is there: that one."""
        now = self._store.now()
        fresh = made or secrets.token_hex(16)
        one = Webhook(fresh, partnership, person, url, now, position, None, 0, 0, 0, None, None, None)
        with self._store.writing() as connection:
            there = connection.execute(select(webhooks).where(which(partnership, one.id))).first()
            if there:
                return Webhook(*there)
            count = select(func.count()).select_from(webhooks).where(webhooks.c.partnership == partnership)
            if int(connection.execute(count).scalar_one()) >= MOST:
                raise TooManyWebhooks
            connection.execute(insert(webhooks).values(**one._asdict()))
        return one

    def of_partnership(self, partnership: str) -> list[Webhook]:
        """All of a partnership, oldest first."""
        query = select(webhooks).where(webhooks.c.partnership == partnership).order_by(webhooks.c.created)
        with self._store.reading() as connection:
            return [Webhook(*row) for row in connection.execute(query)]

    def end(self, partnership: str, webhook: str) -> bool:
        """Take one away; whether it was there."""
        with self._store.writing() as connection:
            gone = delete(webhooks).where(which(partnership, webhook)).returning(webhooks.c.id)
            return connection.execute(gone).first() is not None

    def resume(self, partnership: str, webhook: str) -> Webhook | None:
        """Try one again from where it stopped."""
        anew = {"paused": None, "tries": 0, "next_try": 0}
        with self._store.writing() as connection:
            row = connection.execute(
                update(webhooks).where(which(partnership, webhook)).values(anew).returning(*webhooks.c)
            ).first()
        return Webhook(*row) if row else None

    def waiting(self) -> list[Webhook]:
        """Those whose turn it may be."""
        with self._store.reading() as connection:
            return [Webhook(*row) for row in connection.execute(select(webhooks).where(self._may_try()))]

    def claim(self, one: Webhook, upto: int) -> Webhook | None:
        """Take a try for this process; None when another one has it. What is told stays as first begun."""
        mine = and_(self._may_try(), webhooks.c.id == one.id, webhooks.c.position == one.position)
        values = {"claimed": self._store.now() + CLAIMED_FOR, "upto": func.coalesce(webhooks.c.upto, upto)}
        with self._store.writing() as connection:
            row = connection.execute(
                update(webhooks).where(mine).values(values).returning(*webhooks.c)
            ).first()
        return Webhook(*row) if row else None

    def told(self, one: Webhook, answered: str | None) -> None:
        """The other side has heard it; `answered` None: there was nothing in it to tell."""
        values: dict[str, object] = {"position": one.upto, "upto": None, "tries": 0}
        values |= {"next_try": 0, "claimed": 0}
        if answered is not None:
            values |= {"answered": answered, "delivered": self._store.now()}
        self._settle(one, values)

    def failed(self, one: Webhook, answered: str, *, for_good: bool = False) -> None:
        """It did not work: wait longer each time, and after the last time pause until somebody looks."""
        now, tries = self._store.now(), one.tries + 1
        wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
        over = for_good or tries >= MOST_TRIES
        values = {"tries": tries, "next_try": now + wait, "claimed": 0, "answered": answered}
        self._settle(one, values | ({"paused": now} if over else {}))

    def _settle(self, one: Webhook, values: Mapping[str, object]) -> None:
        mine = and_(webhooks.c.id == one.id, webhooks.c.claimed == one.claimed)
        with self._store.writing() as connection:
            connection.execute(update(webhooks).where(mine).values(values))

    def _may_try(self) -> ColumnElement[bool]:
        now = self._store.now()
        return and_(webhooks.c.paused.is_(None), webhooks.c.next_try <= now, webhooks.c.claimed <= now)


def which(partnership: str, webhook: str) -> ColumnElement[bool]:
    """One webhook of one partnership."""
    return and_(webhooks.c.partnership == partnership, webhooks.c.id == webhook)
