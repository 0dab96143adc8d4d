"""Looking at every event as it goes by: nothing missing, nothing altered, the heads where they should be."""

from hashlib import sha256
from typing import Any

from sqlalchemy import Table

from events.log.codec import leaf
from events.log.tables import events, heads
from web.operating.reading import Row

Proof = dict[str, tuple[int, str]]
"""For each partnership its last position, and one hash over all its leaves in order."""


class Proving:
    """Takes rows in the order of their keys and remembers what is wrong with them."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self._heads: dict[str, int] = {}
        self._leaves: dict[str, tuple[int, Any]] = {}

    def look(self, table: Table, row: Row) -> None:
        """One row of any table."""
        if table is heads:
            partnership, position, _ = row
            self._heads[partnership] = position
        elif table is events:
            self._look_at_event(*row)

    def _look_at_event(self, partnership: str, position: int, name: str, state: bytes, kept: bytes) -> None:
        before, digest = self._leaves.get(partnership) or (0, sha256())
        if position != before + 1:
            self.troubles.append(f"{partnership}: after moment {before} comes {position}")
        if leaf(state) != kept:
            self.troubles.append(f"{partnership}: moment {position} is not what was kept")
        digest.update(kept)
        self._leaves[partnership] = (position, digest)

    def proof(self) -> Proof:
        """What there was. Call it when the last row went by; it also compares the heads."""
        for partnership in sorted({*self._heads, *self._leaves}):
            last = self._leaves.get(partnership, (0, None))[0]
            head = self._heads.get(partnership, 0)
            if head != last:
                self.troubles.append(f"{partnership}: the head says {head}, the last moment is {last}")
        return {name: (last, digest.hexdigest()) for name, (last, digest) in sorted(self._leaves.items())}
