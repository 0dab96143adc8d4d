"""The accounts' own line of revisions, beside the log's and the keys'."""

from pathlib import Path

from events.log.migrations import Chain
from events.log.migrations import migrate as bring_forward

CHAIN = Chain("accounts", Path(__file__).parent, "alembic_version_accounts")


def migrate(url: str) -> None:
    """Make or bring forward the tables of accounts. Running it again does nothing."""
    bring_forward(url, CHAIN)
