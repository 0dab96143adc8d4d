"""Looking at every event as it goes by: nothing missing, nothing altered, the heads where they should be.

So are the steps of live drafts; they are not part of the proof, but what is wrong with them is told alike.
"""

from hashlib import sha256
from typing import Any

from sqlalchemy import Table

from events.log.codec import leaf
from events.log.tables import events, heads
from web.operating.proving_drafts import COMMITTING, KEPT_SO, ProvingDrafts
from web.operating.reading import Row

LOOKED_AT = (heads, events, *KEPT_SO)
"""The tables whose rows are looked at, in the order that is needed."""

Proof = dict[str, tuple[int, str]]
"""For each partnership its last position, and one hash over all its leaves in order."""


class Proving:
    """Takes rows in the order of their keys and remembers what is wrong with them."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self._heads: dict[str, int] = {}
        self._leaves: dict[str, tuple[int, Any]] = {}
        self._drafts = ProvingDrafts()

    def look(self, table: Table, row: Row) -> None:
        """One row of any table."""
        if table is heads:
            partnership, position, _ = row
            self._heads[partnership] = position
        elif table is events:
            self._look_at_event(*row)
        else:
            self._drafts.look(table, row)

    def _look_at_event(self, partnership: str, position: int, name: str, state: bytes, kept: bytes) -> None:
        before, digest = self._leaves.get(partnership) or (0, sha256())
        if position != before + 1:
            self.troubles.append(f"{partnership}: after moment {before} comes {position}")
        if leaf(state) != kept:
            self.troubles.append(f"{partnership}: moment {position} is not what was kept")
        if name in COMMITTING:
            self._drafts.promised(partnership, state)
        digest.update(kept)
        self._leaves[partnership] = (position, digest)

    def proof(self) -> Proof:
        """What there was. Call it when the last row went by; it also compares the heads."""
        self._drafts.end()
        for partnership in sorted({*self._heads, *self._leaves}):
            last = self._leaves.get(partnership, (0, None))[0]
            head = self._heads.get(partnership, 0)
            if head != last:
                self.troubles.append(f"{partnership}: the head says {head}, the last moment is {last}")
        self.troubles += self._drafts.troubles
        return {name: (last, digest.hexdigest()) for name, (last, digest) in sorted(self._leaves.items())}
