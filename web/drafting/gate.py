"""The gate that every update passes before it is applied or stored.

It knows of the document only how far each client has written, whose client it is, and where characters
stand that take two UTF-16 units, so that nobody cuts one in half. Why: ADR 16.
"""

from bisect import bisect_left, insort
from collections.abc import Callable
from heapq import heappop, heappush
from typing import NamedTuple, Self

from web.drafting.encoding import Malformed
from web.drafting.stretches import Stretches
from web.drafting.updates import (
    KEPT_AT_MOST,
    Block,
    Id,
    LeftOut,
    Piece,
    Range,
    TooMuch,
    Update,
    read_update,
    units,
)

LARGEST_UPDATE = 64 * 1024
"""Bytes of what is new in an update."""
LARGEST_RETURN = 512 * 1024
"""The same with what is known: whoever comes back says again all that is deleted in the draft."""
MOST_HOLES = 32_000
"""Stretches that may be deleted in a draft: all of them find room in the update of whoever comes back."""
LARGEST_DOCUMENT = 1024 * 1024
PIECE_WEIGHT = 16
"""Bytes that a piece weighs besides its text: addresses and lengths."""
MOST_CLIENTS_EACH = 2_000
"""Clients of one person in one draft: every window that ever wrote in it counts."""
NOTHING = b"\x00\x00"


class Refused(Exception):
    """The update is not taken. The text says why, in words for the log and the closing frame."""


class TooLong(Refused):
    """There is no room for what it says."""


class ComesTooEarly(Exception):
    """Something that has to come first is missing: ask the client for all it has."""


class Passed(NamedTuple):
    """What may be stored and applied. `data` None: there is nothing new in it."""

    data: bytes | None
    update: Update


class Gate:
    """Looks at updates, one after the other; `take` makes what passed part of what it knows."""

    def __init__(self) -> None:
        self.written: dict[int, int] = {}
        self.owners: dict[int, str] = {}
        self.weight = self.holes = 0
        self._heavy = LARGEST_DOCUMENT // 2
        self._second_halves: dict[int, list[int]] = {}
        self._deleted: dict[int, Stretches] = {}

    @classmethod
    def of(cls, whole: bytes, owners: dict[int, str]) -> Self:
        """A gate that knows a whole document."""
        gate = cls()
        gate.owners.update(owners)
        gate.take(read_update(whole, KEPT_AT_MOST), None)
        return gate

    def look(self, data: bytes, person: str) -> Passed:
        """Whether a person may do this. Raises Refused or ComesTooEarly and then knows nothing more."""
        update = read(data)
        own, ranges = self._own(update, person), self._new(update.ranges)
        self._refuse_gaps(own, ranges)
        self._refuse_halves(own, ranges)
        self._refuse_too_much(own, ranges)
        if not (own or ranges):
            return Passed(None, update)
        new = update.only(tuple(block.since(self.written.get(block.client, 0)) for block in own), ranges)
        if new is not update:
            data = new.whole
        if len(data) > LARGEST_UPDATE:
            raise TooLong("The update is too large.")
        return Passed(data, new)

    def take(self, update: Update, person: str | None) -> None:
        """An update that passed is part of the draft from now on; of several people's if it is nobody's."""
        for block in update.blocks:
            if person is not None:
                self.owners.setdefault(block.client, person)
            before = self.written.get(block.client, 0)
            self.weight += weight_of(block, before)
            for clock in second_halves(block) if is_wide(block) else ():
                if clock >= before:
                    insort(self._second_halves.setdefault(block.client, []), clock)
            self.written[block.client] = max(before, block.end)
        for one in update.ranges:
            deleted = self._deleted.setdefault(one.client, Stretches())
            self.holes -= len(deleted)
            deleted.add(one.clock, one.clock + one.length)
            self.holes += len(deleted)

    def weigh(self, whole: Callable[[], bytes]) -> None:
        """Weigh the draft anew when it has become heavy.

        Each change is weighed as it comes. In the document the pieces that belong together are one, and
        what was taken out again is only counted: a draft that many polish for long does not become too long.
        """
        if self.weight < self._heavy:
            return
        blocks = read_update(whole(), KEPT_AT_MOST).blocks
        self.weight = sum(weight_of(block, 0) for block in blocks)
        self._heavy = max(LARGEST_DOCUMENT // 2, (self.weight + LARGEST_DOCUMENT) // 2)

    def _new(self, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
        """What is deleted and was not before: whoever comes back repeats a lot."""
        nothing = Stretches()
        return tuple(
            one
            for one in ranges
            if not self._deleted.get(one.client, nothing).holds(one.clock, one.clock + one.length)
        )

    def _refuse_too_much(self, blocks: tuple[Block, ...], ranges: tuple[Range, ...]) -> None:
        """There must be room for it, and the draft must stay such that everybody can come back to it."""
        added = sum(weight_of(block, self.written.get(block.client, 0)) for block in blocks)
        if self.weight + added > LARGEST_DOCUMENT:
            raise TooLong("The draft has become too long.")
        nothing = Stretches()
        holes = sum(
            1 - self._deleted.get(one.client, nothing).touched(one.clock, one.clock + one.length)
            for one in ranges
        )
        if holes > 0 and self.holes + holes > MOST_HOLES:
            raise TooLong("Too many passages have been taken out of the draft.")

    def _own(self, update: Update, person: str) -> tuple[Block, ...]:
        """The blocks that say something new, which only their owner may.

        What is known already is left out, later also where a block begins with it: kept beside something
        newer of the same writer, with what comes between left to an earlier update, the two merged would
        have a gap.
        """
        own, new = list[Block](), set[int]()
        for block in update.blocks:
            if block.end > self.written.get(block.client, 0):
                own.append(block)
                owner = self.owners.get(block.client)
                if owner is None:
                    new.add(block.client)
                elif owner != person:
                    raise Refused("The update writes under somebody else's number.")
        if new and len(new) + sum(owner == person for owner in self.owners.values()) > MOST_CLIENTS_EACH:
            raise Refused("Too many windows have written to this draft.")
        return tuple(own)

    def _refuse_gaps(self, blocks: tuple[Block, ...], ranges: tuple[Range, ...]) -> None:
        """Everything that the update builds on must be there, in an order in which it can be built."""
        if len(blocks) == 1 and not ranges:
            if not self._builds(blocks[0]):
                raise ComesTooEarly
            return
        written = dict(self.written)
        waiting = {block.client: list(block.pieces[::-1]) for block in blocks}
        if len(waiting) != len(blocks):
            raise Refused("The update names a writer twice.")
        _build(waiting, written)
        if any(waiting.values()):
            raise ComesTooEarly
        if any(one.clock + one.length > written.get(one.client, 0) for one in ranges):
            raise ComesTooEarly

    def _builds(self, block: Block) -> bool:
        """Whether what a single client wrote can be built."""
        written, client = self.written, block.client
        reached = written.get(client, 0)
        for piece in block.pieces:
            if piece.clock > reached:
                return False
            for one in (piece.left, piece.right):
                if one and one.clock >= (reached if one.client == client else written.get(one.client, 0)):
                    return False
            reached = max(reached, piece.end)
        return True

    def _refuse_halves(self, blocks: tuple[Block, ...], ranges: tuple[Range, ...]) -> None:
        """No boundary may fall between the two halves of a character."""
        if not self._second_halves and not any(map(is_wide, blocks)):
            return
        new = {block.client: second_halves(block) for block in blocks}
        cuts = [cut for block in blocks for piece in block.pieces for cut in cuts_of(piece)]
        cuts += [Id(one.client, clock) for one in ranges for clock in (one.clock, one.clock + one.length)]
        # Where a block repeats what is known, only its rest is taken, from there on.
        cuts += [Id(one.client, max(one.clock, self.written.get(one.client, 0))) for one in blocks]
        for cut in cuts:
            if cut.clock in new.get(cut.client, ()) or self._is_second_half(cut):
                raise Refused("The update cuts a character in half.")

    def _is_second_half(self, cut: Id) -> bool:
        known = self._second_halves.get(cut.client)
        if not known:
            return False
        at = bisect_left(known, cut.clock)
        return at < len(known) and known[at] == cut.clock


def read(data: bytes) -> Update:
    """What stands in an update. Raises Refused and ComesTooEarly."""
    try:
        if len(data) > LARGEST_RETURN:
            raise TooMuch
        return read_update(data)
    except TooMuch:
        raise TooLong("The update is too large.") from None
    except Malformed as error:
        raise Refused(f"The update cannot be read: {error}.") from None
    except LeftOut:
        raise ComesTooEarly from None


def _build(waiting: dict[int, list[Piece]], written: dict[int, int]) -> None:
    """Build what can be built. A client is looked at again only when what it waits for is there.

    To look at all of them in turns would let 64 writers who wait for each other occupy a server.
    """
    ready, held = list(waiting), dict[int, list[tuple[int, int]]]()
    while ready:
        client = ready.pop()
        missing = _go_on(client, waiting[client], written)
        if missing is not None:
            heappush(held.setdefault(missing.client, []), (missing.clock, client))
        freed = held.get(client, [])
        while freed and freed[0][0] < written.get(client, 0):
            ready.append(heappop(freed)[1])


def _go_on(client: int, pieces: list[Piece], written: dict[int, int]) -> Id | None:
    """Build the pieces of one client as far as they go; what is missing then. `pieces` is reversed."""
    while pieces:
        piece = pieces[-1]
        if piece.clock > written.get(client, 0):
            return Id(client, piece.clock - 1)
        for one in (piece.left, piece.right):
            if one and one.clock >= written.get(one.client, 0):
                return one
        written[client] = max(written.get(client, 0), piece.end)
        pieces.pop()
    return None


def cuts_of(piece: Piece) -> list[Id]:
    """Where a piece wants to come in: after the character to its left, before the one to its right."""
    left = [Id(piece.left.client, piece.left.clock + 1)] if piece.left else []
    return [*left, piece.right] if piece.right else left


def is_wide(block: Block) -> bool:
    """Whether it has characters of two UTF-16 units."""
    return any(piece.text is not None and piece.length != len(piece.text) for piece in block.pieces)


def second_halves(block: Block) -> set[int]:
    """The clocks at which the second half of a character stands."""
    found = set()
    for piece in block.pieces:
        if piece.text is None or piece.length == len(piece.text):
            continue
        clock = piece.clock
        for character in piece.text:
            if units(character) == 2:
                found.add(clock + 1)
            clock += units(character)
    return found


def weight_of(block: Block, known: int) -> int:
    """How much a block adds to the draft, in bytes, where it is known up to a clock."""
    weight = 0
    for piece in block.pieces:
        if piece.end > known:
            text = piece.text or ""
            weight += PIECE_WEIGHT + (len(text) if text.isascii() else len(text.encode()))
    return weight
