"""A code and a PIN on paper: the way in for somebody who reads no mail of their own.

Of nine letters nobody mistakes one for another, and no two of them make a word. Five wrong PINs lock a
code for a quarter of an hour, twenty for good. Both are kept as slow hashes only: a code is short, so
whoever steals the database must not be able to try them all.
"""

import hmac
import secrets
from hashlib import scrypt
from typing import Any, NamedTuple

from sqlalchemy import Table, case, update

from web.accounts.store import Store

LETTERS = "CDFHJKMNPRTVWXY"
LENGTH = 9
PIN_LENGTH = 6
TRIES = 5
TRIES_IN_ALL = 20
LOCKED_FOR = 900
"""Seconds."""

EVERY_CODE = b"everyseat: a printed code"
"""The same salt for all codes, since a code has to be found again by its hash."""

NOBODYS = bytes(48)
"""Looked at where there is no such code, so that the answer takes as long."""


class Printed(NamedTuple):
    """What stands on the paper, and is known nowhere else."""

    code: str
    pin: str


def new_printed() -> Printed:
    """A fresh code, in groups of three letters, and a PIN."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    groups = [letters[start : start + 3] for start in range(0, LENGTH, 3)]
    return Printed("-".join(groups), f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}")


def typed_code(typed: str) -> str:
    """A code as it is compared: small letters, blanks and strokes between them do not matter."""
    return "".join(letter for letter in typed.upper()[:60] if letter.isascii() and letter.isalpha())


def typed_pin(typed: str) -> str:
    """A PIN as it is compared."""
    return "".join(digit for digit in typed[:60] if digit.isascii() and digit.isdigit())


def hashed_code(code: str) -> bytes:
    """What the database holds of a code."""
    return slowly(typed_code(code).encode(), EVERY_CODE)


def hashed_pin(pin: str) -> bytes:
    """What the database holds of a PIN: its salt and its hash."""
    salt = secrets.token_bytes(16)
    return salt + slowly(typed_pin(pin).encode(), salt)


def is_pin(pin: str, kept: bytes) -> bool:
    """Whether it is the PIN that is kept."""
    return hmac.compare_digest(slowly(typed_pin(pin).encode(), kept[:16]), kept[16:])


def slowly(secret: bytes, salt: bytes) -> bytes:
    """About a twentieth of a second on an ordinary machine."""
    return scrypt(secret, salt=salt, n=2**14, r=8, p=1, dklen=32)


def tried(store: Store, table: Table, code: str, pin: str) -> Any:
    """The row that code and PIN open; None, after the same time, where they open nothing.

    A try is counted before the PIN is looked at, so that asking from many places at once does not help.
    """
    key, now = hashed_code(code), store.now()
    with store.writing() as connection:
        row = connection.execute(counting(table, key, now)).first()
    if not is_pin(pin, NOBODYS if row is None else row.pin) or row is None:
        return None
    with store.writing() as connection:
        connection.execute(update(table).where(table.c.code == key).values(tries=0, locked=0))
    return row


def counting(table: Table, key: bytes, now: int) -> Any:
    """Count a try for a code that may be tried now, and give its row."""
    tries = table.c.tries + 1
    return (
        update(table)
        .where(table.c.code == key, table.c.locked <= now, table.c.tries < TRIES_IN_ALL)
        .values(tries=tries, locked=case((tries % TRIES == 0, now + LOCKED_FOR), else_=0))
        .returning(table)
    )
