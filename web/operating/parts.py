"""What is kept, in the three parts that lie apart: the record, accounts and keys.

Left out is what can be made again (snapshots, how far views have got) and what should end with a move
or a restore (sessions, links to sign in, tokens of programs, webhooks): everybody signs in again, and nothing
comes back that was withdrawn since.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Table

from events.log import key_tables, tables
from events.log.migrations import KEYS, LOG, Chain
from web.accounts import CHAIN
from web.accounts import tables as account_tables
from web.settings import Settings


class Part(NamedTuple):
    """A group of tables with its own line of revisions; on SQLite each has a file to itself."""

    name: str
    chain: Chain
    tables: Sequence[Table]


# The destroyed keys come first: whoever reads a backup knows what to leave out before it comes.
KEY_STORE = Part("keys", KEYS, (key_tables.destroyed, key_tables.person_keys, key_tables.word_keys))
RECORD = Part(
    "record",
    LOG,
    (
        *(tables.heads, tables.events, tables.commands, tables.due),
        *(tables.draft_heads, tables.draft_events, tables.draft_writers),
    ),
)
ACCOUNTS = Part(
    "accounts",
    CHAIN,
    (
        *(account_tables.accounts, account_tables.people, account_tables.personas),
        *(account_tables.invitations, account_tables.cards),
        *(account_tables.administrators, account_tables.foundings),
    ),
)
PARTS = (RECORD, ACCOUNTS, KEY_STORE)
TABLES = {table.name: table for part in PARTS for table in part.tables}


class OperatingProblem(Exception):
    """It cannot be done; the text says why and what to do."""


def address(part: Part, settings: Settings) -> str:
    """Where a part is kept."""
    by_name = {
        "record": settings.database_url,
        "accounts": settings.accounts_url,
        "keys": settings.keys_url,
    }
    return by_name[part.name]
