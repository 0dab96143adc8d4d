"""The numbers under which people write by forms."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pycrdt import Doc


class Forms:
    """One number for each person as long as a room is open.

    With another one for each saving, somebody who writes without a script for long would come to the end of
    the numbers that one person may have. Two savings of a person never overlap: both would count on from the
    same character. What failed leaves open how far it counted, so its number is not used again.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def number(self, person: str) -> AsyncIterator[int]:
        """The person's number, for one saving."""
        async with self._turns[person]:
            number = self._numbers.pop(person, None) or Doc().client_id
            yield number
            self._numbers[person] = number
