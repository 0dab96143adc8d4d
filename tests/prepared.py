"""What an empty database needs before the product can use it: its tables."""

from __future__ import annotations

from events.log.migrations import KEYS, LOG, migrate
from web.accounts.migrations import CHAIN as ACCOUNTS
from web.settings.addresses import beside


def prepare(url: str) -> None:
    """Make the tables by the migrations, exactly as `everyseat serve` would have them."""
    migrate(url, LOG)
    migrate(beside(url, "keys"), KEYS)
    migrate(beside(url, "accounts"), ACCOUNTS)
