"""What an empty database needs before the product can use it: its tables."""

from __future__ import annotations


def prepare(url: str) -> None:
    """Make the tables by the migrations, exactly as `everyseat serve` would have them."""
