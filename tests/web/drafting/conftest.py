"""A server with a draft, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.faults.conftest import counted
from tests.web.drafting.elsewhere import Elsewhere
from tests.web.drafting.house import Drafting, drafting

__all__ = ["counted", "draft_house", "elsewhere"]


@pytest_asyncio.fixture
async def draft_house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Drafting]:
    """A running server with a draft of a mission."""
    async with drafting(migrated_database_url, tmp_path) as house:
        yield house


@pytest_asyncio.fixture
async def elsewhere(draft_house: Drafting) -> AsyncIterator[Elsewhere]:
    """Rooms beside the server's."""
    found = Elsewhere(draft_house)
    yield found
    for room in found.opened:
        await room.close()
