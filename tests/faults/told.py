"""What a server said that it keeps of a draft, to be looked for afterwards."""

from __future__ import annotations

from collections import defaultdict

from web.drafting.stretches import Stretches
from web.drafting.updates import KEPT_AT_MOST, read_update


class Told:
    """What the server said that it has: it is kept from then on."""

    def __init__(self) -> None:
        self.written: defaultdict[int, int] = defaultdict(int)
        self.removed: defaultdict[int, Stretches] = defaultdict(Stretches)
        self._heard = set[bytes]()

    def hear(self, update: bytes) -> None:
        """Everything in an update was durable before it was sent."""
        if update in self._heard:
            return  # The same is said to everybody.
        self._heard.add(update)
        said = read_update(update, KEPT_AT_MOST)
        for block in said.blocks:
            self.written[block.client] = max(self.written[block.client], block.end)
        for one in said.ranges:
            self.removed[one.client].add(one.clock, one.clock + one.length)

    def missing_in(self, whole: bytes) -> list[tuple[int, object]]:
        """What was said to be kept, and is not in a document."""
        held = Told()
        held.hear(whole)
        written = [(one, upto) for one, upto in self.written.items() if held.written[one] < upto]
        removed = [
            (client, stretch)
            for client, some in self.removed.items()
            for stretch in some.parts(0, self.written[client])
            if stretch[2] and not held.removed[client].holds(*stretch[:2])
        ]
        return [*written, *removed]
