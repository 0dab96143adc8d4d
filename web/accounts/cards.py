"""The way back of somebody who reads no mail: a card with a code and a PIN of their own.

People make their own card while they are signed in; nobody else can make one for them. A new one ends the
one before. It opens as often as they need it, for a year.
"""

from sqlalchemy import delete, insert, select

from web.accounts.printed import Printed, hashed_code, hashed_pin, new_printed, tried
from web.accounts.store import Store
from web.accounts.tables import cards

CARD_LASTS = 365 * 86_400


class Cards:
    """The table of cards."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, account: str) -> Printed:
        """A new card instead of the one before."""
        printed, now = new_printed(), self._store.now()
        values = {"code": hashed_code(printed.code), "pin": hashed_pin(printed.pin), "tries": 0, "locked": 0}
        moments = {"created": now, "expires": now + CARD_LASTS}
        with self._store.writing() as connection:
            connection.execute(delete(cards).where(cards.c.account == account))
            connection.execute(insert(cards).values(account=account, **values, **moments))
        return printed

    def end(self, account: str) -> None:
        """The card opens nothing any more."""
        with self._store.writing() as connection:
            connection.execute(delete(cards).where(cards.c.account == account))

    def since(self, account: str) -> int | None:
        """When the card was made; None: there is none that opens anything."""
        query = select(cards.c.created).where(cards.c.account == account, cards.c.expires > self._store.now())
        with self._store.reading() as connection:
            return connection.scalar(query)

    def account_of(self, code: str, pin: str) -> str | None:
        """Whose card it is; None for a wrong PIN, which is counted, and for no card at all."""
        row = tried(self._store, cards, code, pin)
        if row is None or row.expires <= self._store.now():
            return None
        account: str = row.account
        return account
