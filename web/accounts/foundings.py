"""Partnerships that somebody is about to found: what they entered so far, until it is founded or given up.

Nobody but the account itself gets at it. What stands in it is the pages' own; here it is text.
"""

import secrets
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, func, insert, select, update

from web.accounts.store import Store
from web.accounts.tables import administrators, foundings

KEPT_FOR = 60 * 86_400
"""Seconds after the last change."""
MOST = 5
LARGEST = 400_000
"""Characters of one founding: a whole roster, and every other page filled to the brim."""


class Founding(NamedTuple):
    """One founding. `step` is the page to go on with."""

    id: str
    step: str
    entered: str
    changed: int


class TooLarge(Exception):
    """What was entered does not fit."""


class Foundings:
    """The table of foundings, and who may begin one where not everybody may."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, account: str, step: str, entered: str) -> str | None:
        """A new founding; None when the account has begun so many that they should look after those first."""
        now = self._store.now()
        with self._store.writing() as connection:
            connection.execute(delete(foundings).where(foundings.c.changed < now - KEPT_FOR))
            mine = select(func.count()).select_from(foundings).where(foundings.c.account == account)
            if (connection.scalar(mine) or 0) >= MOST:
                return None
            founding = secrets.token_hex(16)
            values = {"id": founding, "account": account, "step": step, "entered": entered}
            connection.execute(insert(foundings).values(**values, created=now, changed=now))
        return founding

    def of(self, account: str) -> list[Founding]:
        """What an account has begun, the latest first."""
        query = self._query().where(foundings.c.account == account).order_by(foundings.c.changed.desc())
        with self._store.reading() as connection:
            return [Founding(*row) for row in connection.execute(query)]

    def get(self, account: str, founding: str) -> Founding | None:
        """One of an account's foundings."""
        query = self._query().where(foundings.c.account == account, foundings.c.id == founding)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return Founding(*row) if row else None

    def keep(self, account: str, founding: str, step: str, entered: str, *, instead_of: str) -> bool:
        """Keep what was entered `instead_of` what had been read; False when another window was quicker."""
        if len(entered) > LARGEST:
            raise TooLarge
        mine = (foundings.c.account == account) & (foundings.c.id == founding)
        statement = (
            update(foundings)
            .where(mine, foundings.c.entered == instead_of)
            .values(step=step, entered=entered, changed=self._store.now())
        )
        with self._store.writing() as connection:
            return connection.execute(statement).rowcount == 1

    def remove(self, account: str, founding: str) -> None:
        """It is founded, or given up."""
        with self._store.writing() as connection:
            connection.execute(
                delete(foundings).where(foundings.c.account == account, foundings.c.id == founding)
            )

    def appoint(self, account: str) -> None:
        """Make an account an administrator's. Saying it again does nothing."""
        with self._store.writing() as connection:
            if connection.scalar(self._administrator(account)) is None:
                connection.execute(insert(administrators).values(account=account, since=self._store.now()))

    def is_administrator(self, account: str) -> bool:
        """Whether an account is an administrator's."""
        with self._store.reading() as connection:
            return connection.scalar(self._administrator(account)) is not None

    def _administrator(self, account: str) -> Select[Any]:
        return select(administrators.c.account).where(administrators.c.account == account)

    def _query(self) -> Select[Any]:
        return select(
            foundings.c.id,
            foundings.c.step,
            foundings.c.entered,
            foundings.c.changed,
        ).where(foundings.c.changed >= self._store.now() - KEPT_FOR)
