"""Tokens: what a program holds that reads or acts for one person in one partnership.

A token is looked up at most once a second, so whatever ends it — it was taken back, its day has come, the
account's rights were withdrawn, the person is no longer this account's — holds everywhere within two seconds.
"""

import secrets
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, insert, select, update

from events.log.recent import Recent
from web.accounts.store import Store, hashed
from web.accounts.tables import accounts, api_tokens, people

Scope = Literal["read", "act"]

MARK = "everyseat_"
"""What every token begins with, so that a person or a scanner recognises one that lies around."""
A_DAY = 86_400
LONGEST_DAYS = 365
MOST_EACH = 20
"""Tokens that one person may have at a time."""
LABEL_LENGTH = 80
KEPT = 10_000
LOOK_AGAIN = 1
"""Seconds. No token is believed for longer without looking."""


class Token(NamedTuple):
    """A token as its owner sees it. Nothing in it opens anything. `used` is a day since 1970."""

    id: str
    account: str
    partnership: str
    person: str
    scope: Scope
    label: str
    created: int
    expires: int
    used: int | None


class Bearer(NamedTuple):
    """A token that a request came with, and what is known of its account."""

    token: Token
    language: str
    zone: str
    acting: str | None

    @property
    def key(self) -> str:
        """What limits are counted by."""
        return f"token:{self.token.id}"

    @property
    def may_act(self) -> bool:
        """Whether it may do more than look."""
        return self.token.scope == "act"


class TooMany(Exception):
    """The person has as many tokens as one may have; one has to be taken back first."""


class Tokens:
    """The tokens of all accounts. The plain methods wait for the database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recent: Recent[bytes, tuple[int, Bearer | None]] = Recent(KEPT)

    def make(
        self,
        account: str,
        partnership: str,
        person: str,
        *,
        scope: Scope,
        label: str,
        days: int,
        made: str = "",
    ) -> str | None:
        """A new token in plain text, which nobody can be shown a second time.

        None: one with the id `made` was made before. Raises TooMany when the person has too many already.
        """
        text, now = MARK + secrets.token_urlsafe(32), self._store.now()
        token = Token(
            made or secrets.token_hex(16), account, partnership, person, scope, label[:LABEL_LENGTH],
            now, now + min(max(days, 1), LONGEST_DAYS) * A_DAY, None,
        )  # fmt: skip
        with self._store.writing() as connection:
            if connection.scalar(select(api_tokens.c.id).where(api_tokens.c.id == token.id)):
                return None
            live = select(func.count()).select_from(api_tokens).where(self._lives(), of(partnership, person))
            if int(connection.execute(live).scalar_one()) >= MOST_EACH:
                raise TooMany
            epoch = connection.execute(select(accounts.c.epoch).where(accounts.c.id == account)).scalar_one()
            connection.execute(insert(api_tokens).values(hash=hashed(text), epoch=epoch, **token._asdict()))
        return text

    def of_person(self, partnership: str, person: str) -> list[Token]:
        """The tokens of a person that still work, newest first."""
        query = select(*columns()).where(self._lives(), of(partnership, person))
        query = query.order_by(api_tokens.c.created.desc(), api_tokens.c.id)
        with self._store.reading() as connection:
            return [Token(*row) for row in connection.execute(query)]

    def of_partnership(self, partnership: str) -> list[Token]:
        """All tokens of a partnership that still work."""
        query = select(*columns()).where(self._lives(), api_tokens.c.partnership == partnership)
        with self._store.reading() as connection:
            return [Token(*row) for row in connection.execute(query.order_by(api_tokens.c.created))]

    def withdraw(self, partnership: str, person: str, token: str) -> bool:
        """End a token of this person; whether there was one to end."""
        which = and_(of(partnership, person), api_tokens.c.id == token, api_tokens.c.withdrawn.is_(None))
        with self._store.writing() as connection:
            ended = connection.execute(
                update(api_tokens).where(which).values(withdrawn=self._store.now()).returning(api_tokens.c.id)
            ).first()
        return ended is not None

    def recent(self, text: str) -> Bearer | None:
        """The bearer of a token that was looked up just now; this asks no database."""
        held = self._recent.get(hashed(text))
        return held[1] if held and self._store.now() - held[0] < LOOK_AGAIN else None

    async def find(self, text: str) -> Bearer | None:
        """The bearer of a token; None when it never worked or no longer does."""
        found = self.recent(text)
        if found is None and text.startswith(MARK) and len(text) < 200:
            found = await self._store.run(self._read, hashed(text))
            if found is not None:
                self._recent.put(hashed(text), (self._store.now(), found))
        return found

    def _read(self, key: bytes) -> Bearer | None:
        with self._store.reading() as connection:
            row = connection.execute(bearers().where(self._lives(), api_tokens.c.hash == key)).first()
        if row is None:
            return None
        width = len(Token._fields)
        bearer = Bearer(Token(*row[:width]), *row[width:])
        self._note_day(bearer.token)
        return bearer

    def _note_day(self, token: Token) -> None:
        """Keep the day on which a token was last used; the time of day is nobody's business."""
        today = self._store.now() // A_DAY
        if token.used != today:
            with self._store.writing() as connection:
                connection.execute(update(api_tokens).where(api_tokens.c.id == token.id).values(used=today))

    def _lives(self) -> ColumnElement[bool]:
        return and_(api_tokens.c.withdrawn.is_(None), api_tokens.c.expires > self._store.now())


def of(partnership: str, person: str) -> ColumnElement[bool]:
    """Whose tokens."""
    return and_(api_tokens.c.partnership == partnership, api_tokens.c.person == person)


def columns() -> list[Any]:
    """What makes a Token."""
    return [api_tokens.c[name] for name in Token._fields]


def bearers() -> Select[Any]:
    """Tokens with their account, as long as its rights are those of the day the token was made.

    The account must still be this very person there.
    """
    theirs = and_(
        people.c.account == api_tokens.c.account,
        people.c.partnership == api_tokens.c.partnership,
        people.c.person == api_tokens.c.person,
    )
    return (
        select(*columns(), accounts.c.language, accounts.c.zone, people.c.acting)
        .join_from(api_tokens, accounts, api_tokens.c.account == accounts.c.id)
        .join(people, theirs)
        .where(api_tokens.c.epoch == accounts.c.epoch)
    )
