"""One-time links: the way in for somebody who can read the mail of an address."""

from typing import NamedTuple

from sqlalchemy import delete, insert, update

from web.accounts.store import Store, hashed, new_token
from web.accounts.tables import sign_in_links

LINK_LASTS = 600
"""Seconds. Long enough to find the mail, short enough that an old mail opens nothing."""

USED_LINKS_KEPT = 86_400


class UsedLink(NamedTuple):
    """What a link was for."""

    account: str
    next: str


class SignInLinks:
    """The table of links. It holds hashes only: who reads the database cannot sign in with it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, account: str, next: str = "/") -> str:  # noqa: A002 — the word in the address.
        """A token that lets its holder in as this account, once, within ten minutes."""
        token, now = new_token(), self._store.now()
        with self._store.writing() as connection:
            connection.execute(delete(sign_in_links).where(sign_in_links.c.expires < now - USED_LINKS_KEPT))
            connection.execute(
                insert(sign_in_links).values(
                    hash=hashed(token), account=account, next=next, expires=now + LINK_LASTS
                )
            )
        return token

    def use(self, token: str) -> UsedLink | None:
        """What the link is for, and never again; None when it was used, is too old, or never was."""
        links, now = sign_in_links.c, self._store.now()
        statement = (
            update(sign_in_links)
            .where(links.hash == hashed(token), links.used.is_(None), links.expires > now)
            .values(used=now)
            .returning(links.account, links.next)
        )
        with self._store.writing() as connection:
            row = connection.execute(statement).first()
        return UsedLink(*row) if row else None
