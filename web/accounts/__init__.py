"""Who may come in: accounts, the person each is in a partnership, one-time links, sessions.

All of it is ordinary rows that can be deleted, never part of the record: the record knows a person only
by a pseudonymous id that is their own in each partnership, and here alone it says whose id that is.
"""

from web.accounts.accounts import Account, Accounts, AddressTaken, Persona
from web.accounts.migrations import CHAIN, migrate
from web.accounts.sessions import Session, Sessions
from web.accounts.tokens import Bearer, Token

__all__ = [
    "CHAIN",
    "Account",
    "Accounts",
    "AddressTaken",
    "Bearer",
    "Persona",
    "Session",
    "Sessions",
    "Token",
    "migrate",
]
