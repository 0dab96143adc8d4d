"""Looking at every step of live drafts: none missing, none altered, all as the record commits to them."""

from sqlalchemy import Table

from events.charter import DraftSealed, WordingProposed
from events.log.codec import BrokenEvent, UnknownEvent, decode, leaf
from events.log.drafts import read_row
from events.log.tables import draft_events, draft_heads
from events.log.tree import Tree
from web.operating.reading import Row

Place = tuple[str, str]
COMMITTING = {"DraftSealed", "WordingProposed"}
"""The events by which a partnership's record commits to the steps of a draft."""
KEPT_SO = (draft_heads, draft_events)
"""The tables of the streams, in the order in which they are looked at."""


class ProvingDrafts:
    """Takes rows in the order of their keys: what the record says first, then heads, then steps."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self.steps = 0
        self._heads: dict[Place, int] = {}
        self._trees: dict[Place, Tree] = {}
        self._promised: dict[Place, dict[int, str]] = {}

    def look(self, table: Table, row: Row) -> None:
        """One row of any table."""
        if table is draft_heads:
            partnership, draft, _, _, position, _ = row
            self._heads[partnership, draft] = position
        elif table is draft_events:
            self._look_at_step(*row)

    def promised(self, partnership: str, state: bytes) -> None:
        """An event of a partnership that commits to the steps of a draft; a broken one is told elsewhere."""
        try:
            event = decode(state).event
        except (BrokenEvent, UnknownEvent):
            return
        match event:
            case DraftSealed(draft=draft, position=position, root=root):
                self._promise((partnership, draft), position, root)
            case WordingProposed(draft=str(draft), draft_position=int(position), draft_root=str(root)):
                self._promise((partnership, draft), position, root)

    def end(self) -> None:
        """The last row went by: what is short, and what was promised and is not there."""
        for place in sorted({*self._heads, *self._trees, *self._promised}):
            last = self._trees[place].count if place in self._trees else 0
            head = self._heads.get(place, 0)
            if head != last:
                self._wrong(place, f"its head says {head}, the last step is {last}")
            for position in sorted(self._promised.get(place, ())):
                if position > last:
                    self._wrong(place, f"the record commits to {position} steps, and {last} are there")

    def _promise(self, place: Place, position: int, root: str) -> None:
        self._promised.setdefault(place, {})[position] = root

    def _look_at_step(self, partnership: str, draft: str, position: int, state: bytes, kept: bytes) -> None:
        place = (partnership, draft)
        tree = self._trees.setdefault(place, Tree())
        if position != tree.count + 1:
            self._wrong(place, f"after step {tree.count} comes {position}")
            self._promised.pop(place, None)  # Nothing after a gap can be proved.
        if leaf(state) != kept or not belongs(state, partnership, draft, position):
            self._wrong(place, f"step {position} is not what was kept")
        self.steps += 1
        tree.grow(position, kept)
        if self._promised.get(place, {}).get(position) not in (None, tree.root):
            self._wrong(place, f"the record commits to other steps up to {position}")

    def _wrong(self, place: Place, what: str) -> None:
        self.troubles.append(f"{place[0]}, draft {place[1]}: {what}")


def belongs(state: bytes, partnership: str, draft: str, position: int) -> bool:
    """Whether the bytes are those of that step: rows can change places as a whole."""
    try:
        header = read_row(state, b"").header
    except ValueError:
        return False
    return (header.partnership, header.draft, header.position) == (partnership, draft, position)
