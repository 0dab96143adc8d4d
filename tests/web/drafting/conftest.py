"""A server with a draft, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.faults.conftest import counted
from tests.web.drafting.house import Drafting, drafting

__all__ = ["counted", "draft_house"]


@pytest_asyncio.fixture
async def draft_house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Drafting]:
    """A running server with a draft of a mission."""
    async with drafting(migrated_database_url, tmp_path) as house:
        yield house
