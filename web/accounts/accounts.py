"""Accounts, and the person each of them is in a partnership."""

import secrets
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from web.accounts.addresses import normalised
from web.accounts.cards import Cards
from web.accounts.foundings import Foundings
from web.accounts.invitations import Invitations
from web.accounts.links import SignInLinks
from web.accounts.session_rows import Seated, persons
from web.accounts.sessions import Sessions
from web.accounts.store import Store
from web.accounts.tables import accounts, people, personas
from web.accounts.tokens import Tokens


class Account(NamedTuple):
    """Somebody who may come in. A persona of the demo has no address."""

    id: str
    email: str | None
    language: str
    zone: str
    epoch: int


class Persona(NamedTuple):
    """Somebody that a visitor of the demo can be with one touch."""

    key: str
    account: str


class AddressTaken(Exception):
    """The address belongs to another account already."""


class Accounts:
    """Everything about accounts. The plain methods wait for the database; in the server use `run`.

    `await accounts.run(accounts.find, "ana@example.org")`
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run = store.run
        self.links = SignInLinks(store)
        self.invitations = Invitations(store)
        self.cards = Cards(store)
        self.foundings = Foundings(store)
        self.sessions = Sessions(store)
        self.tokens = Tokens(store)

    @classmethod
    def at(cls, url: str) -> "Accounts":
        """Open the accounts at an address; the tables must be there."""
        return cls(Store(url))

    async def start(self) -> None:
        """Begin to hear what other processes do to accounts."""
        await self.sessions.start()

    async def stop(self) -> None:
        """Stop hearing, and close the database."""
        await self.sessions.stop()
        self.store.close()

    def find(self, email: str) -> Account | None:
        """The account of an address."""
        return self._one(accounts.c.email == normalised(email))

    def get(self, account: str) -> Account | None:
        """The account with an id."""
        return self._one(accounts.c.id == account)

    def create(self, email: str | None, language: str = "en", zone: str = "UTC") -> Account:
        """A new account; for an address that has one, that one, as it is."""
        address = None if email is None else normalised(email)
        account = Account(secrets.token_hex(16), address, language, zone, 0)
        try:
            with self.store.writing() as connection:
                connection.execute(insert(accounts).values(created=self.store.now(), **account._asdict()))
        except IntegrityError:
            found = self.find(email or "")
            if found is None:
                raise
            return found
        return account

    def link(self, account: str, partnership: str, person: str) -> None:
        """Say which person of a partnership an account is. Saying it again does nothing."""
        where = (people.c.account == account) & (people.c.partnership == partnership)
        with self.store.writing() as connection:
            before = connection.scalar(select(people.c.person).where(where))
            if before == person:
                return
            connection.execute(delete(people).where(where))
            connection.execute(insert(people).values(account=account, partnership=partnership, person=person))
            self._tell(connection, account)

    def act_for(self, account: str, partnership: str, partner: str) -> None:
        """Keep for whom somebody wants to act from now on. Whether they may is asked at each act."""
        where = (people.c.account == account) & (people.c.partnership == partnership)
        with self.store.writing() as connection:
            connection.execute(update(people).where(where).values(acting=partner))
            self._tell(connection, account)

    def people(self, account: str) -> dict[str, Seated]:
        """Partnership → who this account is there."""
        with self.store.reading() as connection:
            return persons(connection, account)

    def account_of(self, partnership: str, person: str) -> Account | None:
        """The account behind a person."""
        query = select(people.c.account).where(people.c.partnership == partnership, people.c.person == person)
        with self.store.reading() as connection:
            found = connection.scalar(query)
        return self.get(found) if found else None

    def choose(self, account: str, *, language: str | None = None, zone: str | None = None) -> None:
        """Keep the language and the time zone somebody reads in."""
        chosen = {name: value for name, value in (("language", language), ("zone", zone)) if value}
        if not chosen:
            return
        with self.store.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.id == account).values(**chosen))
            self._tell(connection, account)

    def withdraw(self, account: str) -> None:
        """End every session of an account everywhere: its rights are no longer what they were."""
        with self.store.writing() as connection:
            epoch = accounts.c.epoch + 1
            connection.execute(update(accounts).where(accounts.c.id == account).values(epoch=epoch))
            self._tell(connection, account)

    def forget(self, account: str) -> None:
        """Delete an account with all that hangs on it."""
        self.withdraw(account)
        with self.store.writing() as connection:
            connection.execute(delete(accounts).where(accounts.c.id == account))

    def add_persona(self, key: str, account: str, sort: int) -> None:
        """Offer an account to the visitors of the demo. Offering it again replaces it."""
        with self.store.writing() as connection:
            connection.execute(delete(personas).where(personas.c.key == key))
            connection.execute(insert(personas).values(key=key, account=account, sort=sort))

    def personas(self) -> list[Persona]:
        """Whom a visitor of the demo can be, in the order in which they are offered."""
        query = select(personas.c.key, personas.c.account).order_by(personas.c.sort, personas.c.key)
        with self.store.reading() as connection:
            return [Persona(*row) for row in connection.execute(query)]

    def answers(self) -> None:
        """Raise unless the database answers."""
        with self.store.reading() as connection:
            connection.execute(text("SELECT 1"))

    def _one(self, which: object) -> Account | None:
        columns = [accounts.c[name] for name in Account._fields]
        with self.store.reading() as connection:
            row = connection.execute(select(*columns).where(which)).first()  # type: ignore[arg-type]
        return Account(*row) if row else None

    def _tell(self, connection: Connection, account: str) -> None:
        epoch = connection.scalar(select(accounts.c.epoch).where(accounts.c.id == account))
        if epoch is not None:
            self.store.tell(connection, account, epoch)
