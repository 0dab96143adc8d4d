"""Invitations on their way: to whom one was sent, what opens it, and who began to join with it.

The record says that somebody was invited, for whom and with which role; an address never stands there. Here
the address can be deleted, and of links, codes and PINs there are hashes only.

A link goes to an address and proves that its holder reads the mail there. It makes an account for that
address, once; where there is an account already, it opens nothing: one signs in as always, and goes on. So an
old mail that is passed on never lets anybody into an account. A printed code makes an account without an
address. Until its holder has joined they may use it again, since they have no other way back.
"""

import secrets
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from events.partners import Role
from web.accounts.addresses import normalised
from web.accounts.printed import hashed_code, hashed_pin, new_printed, tried
from web.accounts.store import Store, hashed, new_token
from web.accounts.tables import accounts, invitations, people


class Secret(NamedTuple):
    """What only the invited person gets: a link's token, or a code with its PIN."""

    token: str | None
    code: str | None
    pin: str | None


class Invitation(NamedTuple):
    """One invitation as the accounts know it. `person` and `account` as soon as somebody began to join."""

    partnership: str
    id: str
    address: str | None
    partner: str | None
    role: Role
    language: str
    expires: int
    account: str | None
    person: str | None
    terms: int | None
    used: int | None


class Begun(NamedTuple):
    """Somebody began to join. `signs_in` is whether what they held is enough to sign them in."""

    invitation: Invitation
    account: str
    signs_in: bool


COLUMNS = [invitations.c[name] for name in Invitation._fields]


class Invitations:
    """The table of invitations."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(
        self,
        partnership: str,
        invitation_id: str,
        address: str | None,
        partner: str | None,
        role: Role,
        expires: datetime,
        language: str = "en",
    ) -> Secret:
        """Keep an invitation, and give what opens it: a token for an address, else a code and a PIN.

        `invitation_id` is the one of `PartnerInvited`, `expires` its `until`. Made again, it has a new
        secret, and the one before opens nothing any more.
        """
        secret, kept = new_secret(printed=address is None)
        values = {
            "address": None if address is None else normalised(address),
            "partner": partner,
            "role": role,
            "language": language,
            "expires": int(expires.timestamp()),
            **kept,
        }
        mine = (invitations.c.partnership == partnership) & (invitations.c.id == invitation_id)
        fresh = {"partnership": partnership, "id": invitation_id, "created": self._store.now()}
        with self._store.writing() as connection:
            if connection.scalar(select(invitations.c.id).where(mine)) is None:
                connection.execute(insert(invitations).values(**fresh, **values))
            else:
                connection.execute(update(invitations).where(mine).values(**values))
        return secret

    def renew(self, partnership: str, invitation_id: str) -> Secret | None:
        """A new secret for an invitation that is still open; None where there is none."""
        now = self._store.now()
        with self._store.writing() as connection:
            where = self._open(now) & (invitations.c.partnership == partnership)
            row = connection.execute(
                select(*COLUMNS).where(where & (invitations.c.id == invitation_id))
            ).first()
            if row is None:
                return None
            secret, kept = new_secret(printed=row.address is None)
            connection.execute(
                update(invitations)
                .where(invitations.c.partnership == partnership, invitations.c.id == invitation_id)
                .values(**kept, account=None, person=None, terms=None)
            )
        return secret

    def withdraw(self, partnership: str, invitation_id: str) -> None:
        """It opens nothing any more, and the address is forgotten."""
        with self._store.writing() as connection:
            connection.execute(
                update(invitations)
                .where(invitations.c.partnership == partnership, invitations.c.id == invitation_id)
                .values(withdrawn=self._store.now(), address=None, link=None, code=None, pin=None)
            )

    def open_in(self, partnership: str) -> dict[str, Invitation]:
        """What is open in a partnership, by id: for facilitators, who see the addresses here alone."""
        query = select(*COLUMNS).where(
            self._open(self._store.now()), invitations.c.partnership == partnership
        )
        with self._store.reading() as connection:
            return {row.id: of_row(row) for row in connection.execute(query)}

    def of_link(self, token: str) -> Invitation | None:
        """What a link is for, as long as it opens something. Looking uses nothing up."""
        query = select(*COLUMNS).where(invitations.c.link == hashed(token), self._open(self._store.now()))
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return of_row(row) if row else None

    def by_code(self, code: str, pin: str) -> Invitation | None:
        """What code and PIN are for, as long as they open something; a wrong PIN is counted."""
        row = tried(self._store, invitations, code, pin)
        if row is None or row.used or row.withdrawn or row.expires <= self._store.now():
            return None
        return of_row(row)

    def begin(self, invitation: Invitation, own: str | None = None, zone: str = "UTC") -> Begun | None:
        """Begin to join, as the account `own` where somebody is signed in; None when it is too late.

        Also None for a printed code whose account opens more by now: that has a way back of its own.
        """
        now = self._store.now()
        with self._store.writing() as connection:
            query = select(*COLUMNS).where(is_this(invitation), self._open(now)).with_for_update()
            row = connection.execute(query).first()
            if row is None:
                return None
            known = known_account(connection, row, own)
            if known is None:
                made = new_account(connection, row.address, row.language, zone, now)
                return Begun(self._claim(connection, row, made), made, signs_in=True)
            if own is None and row.address is None and opens_more(connection, known):
                return None
            signs_in = own is None and row.address is None
            return Begun(self._claim(connection, row, known), known, signs_in)

    def begun_by(self, account: str) -> list[Invitation]:
        """What an account began to join and has not finished, the oldest first."""
        query = select(*COLUMNS).where(invitations.c.account == account, self._open(self._store.now()))
        with self._store.reading() as connection:
            return [of_row(row) for row in connection.execute(query.order_by(invitations.c.created))]

    def began(self, account: str, invitation_id: str) -> Invitation | None:
        """The invitation that an account began with, also when it is used up by now."""
        query = select(*COLUMNS).where(
            invitations.c.account == account, invitations.c.id == invitation_id,
            invitations.c.withdrawn.is_(None),
        )  # fmt: skip
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return of_row(row) if row else None

    def read_terms(self, invitation: Invitation, terms: int) -> None:
        """They have read what is kept; it is written down when they are in."""
        with self._store.writing() as connection:
            connection.execute(update(invitations).where(is_this(invitation)).values(terms=terms))

    def use_up(self, invitation: Invitation) -> None:
        """They are in: the invitation opens nothing any more, and whom it was sent to is forgotten."""
        values = {"used": self._store.now(), "address": None, "link": None, "code": None, "pin": None}
        with self._store.writing() as connection:
            connection.execute(update(invitations).where(is_this(invitation)).values(**values))

    def _claim(self, connection: Connection, row: Any, account: str) -> Invitation:
        """From now on it is this account's invitation, and nobody else's."""
        if row.account == account and row.person:
            return of_row(row)
        seated = select(people.c.person).where(
            people.c.account == account, people.c.partnership == row.partnership
        )
        person = connection.scalar(seated) or secrets.token_hex(16)
        found = of_row(row)._replace(account=account, person=person)
        connection.execute(update(invitations).where(is_this(found)).values(account=account, person=person))
        return found

    def _open(self, now: int) -> Any:
        return (
            invitations.c.used.is_(None) & invitations.c.withdrawn.is_(None) & (invitations.c.expires > now)
        )

    def forget_old(self, before: int) -> None:
        """Delete invitations that ended before a moment."""
        ended = func.coalesce(invitations.c.used, invitations.c.withdrawn, invitations.c.expires)
        with self._store.writing() as connection:
            connection.execute(delete(invitations).where(ended < before))


def known_account(connection: Connection, row: Any, own: str | None) -> str | None:
    """Whose an invitation is: of the account with its address; else of who began, or is signed in."""
    if row.address is None:
        return row.account or own
    return connection.scalar(select(accounts.c.id).where(accounts.c.email == row.address))


def of_row(row: Any) -> Invitation:
    """The invitation in a row, which may have more columns."""
    return Invitation(*(getattr(row, name) for name in Invitation._fields))


def new_secret(*, printed: bool) -> tuple[Secret, dict[str, Any]]:
    """A secret, and what the table holds of it."""
    kept: dict[str, Any] = {"link": None, "code": None, "pin": None, "tries": 0, "locked": 0}
    if not printed:
        token = new_token()
        return Secret(token, None, None), kept | {"link": hashed(token)}
    code, pin = new_printed()
    return Secret(None, code, pin), kept | {"code": hashed_code(code), "pin": hashed_pin(pin)}


def is_this(invitation: Invitation) -> Any:
    """The row of an invitation."""
    return (invitations.c.partnership == invitation.partnership) & (invitations.c.id == invitation.id)


def new_account(connection: Connection, address: str | None, language: str, zone: str, now: int) -> str:
    """An account, in the transaction that needs it."""
    account = secrets.token_hex(16)
    values = {"id": account, "email": address, "language": language, "zone": zone, "created": now, "epoch": 0}
    connection.execute(insert(accounts).values(**values))
    return account


def opens_more(connection: Connection, account: str) -> bool:
    """Whether an account is more than what a printed code made: it has an address, or a partnership."""
    address = connection.scalar(select(accounts.c.email).where(accounts.c.id == account))
    seats = connection.scalar(select(func.count()).select_from(people).where(people.c.account == account))
    return address is not None or bool(seats)
