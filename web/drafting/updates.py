"""What stands in a Yjs update (version 1), read without applying it.

A draft is plain text, so an update may hold texts, deletions and nothing else: no formats, no embedded
things, no nested types. That alone keeps out what makes a document unreadable for ever.
Source: `yjs/src/utils/encoding.js`, `structs/*.js` (MIT).
"""

import re
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import msgspec

from web.drafting.encoding import Malformed, Reader, number, with_length

TEXT = "text"
"""The name of the one text in a draft's document."""

COLLECTED, SKIPPED, DELETED, STRING = 0, 10, 1, 4
HAS_LEFT, HAS_RIGHT, HAS_KEY = 0x80, 0x40, 0x20
MOST_STRUCTS = 20_000
"""Pieces in one update of a client."""
MOST_RANGES = 40_000
"""Deletions in one update: whoever comes back says again all that is deleted in the draft."""
LARGEST_WRITTEN = 64 * 1024
"""Bytes of what is written in one update. What is taken out comes besides."""
MOST_CLIENTS = 64
KEPT_AT_MOST = 2_000_000
"""The same for what was kept: rows of several updates, and a whole document."""
LONGEST = 1_000_000
"""UTF-16 units that one piece may stand for."""
LAST_CLOCK = 2**31
"""How far one client may ever count. The document library has 32 bits for it and dies of more."""


class LeftOut(Exception):
    """The update skips something that has to come first."""


class TooMuch(Exception):
    """More is written in the update than anybody writes at once."""


class Id(msgspec.Struct, frozen=True, gc=False):
    """A character's address: who wrote it, and their how many-eth it was."""

    client: int
    clock: int


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Something written at one go. `text` is None where it was deleted again before it was sent."""

    clock: int
    length: int
    left: Id | None
    right: Id | None
    text: str | None

    @property
    def end(self) -> int:
        """The clock after it."""
        return self.clock + self.length


class Block(msgspec.Struct, frozen=True, gc=False):
    """What one client wrote, from a clock on, without gaps; `raw` is how it stood in the update."""

    client: int
    clock: int
    pieces: tuple[Piece, ...]
    raw: bytes

    @property
    def end(self) -> int:
        """The clock after it."""
        return self.pieces[-1].end

    def since(self, clock: int) -> "Block":
        """What of it comes from a clock on, as whoever sends only the rest would write it."""
        if self.clock >= clock:
            return self
        pieces = tuple(_rest(piece, self.client, clock) for piece in self.pieces if piece.end > clock)
        head = number(len(pieces)) + number(self.client) + number(clock)
        return Block(self.client, clock, pieces, head + b"".join(map(_encoded, pieces)))


def _rest(piece: Piece, client: int, clock: int) -> Piece:
    """A piece from a clock on. It must not stand between the halves of a character."""
    if piece.clock >= clock:
        return piece
    text = piece.text
    if text is not None:
        text = text.encode("utf-16-le")[2 * (clock - piece.clock) :].decode("utf-16-le")
    return Piece(clock, piece.end - clock, Id(client, clock - 1), piece.right, text)


def _encoded(piece: Piece) -> bytes:
    """A piece as it travels."""
    sides = (HAS_LEFT if piece.left else 0) | (HAS_RIGHT if piece.right else 0)
    made = bytes(((DELETED if piece.text is None else STRING) | sides,))
    for one in (piece.left, piece.right):
        if one is not None:
            made += number(one.client) + number(one.clock)
    if not sides:
        made += number(1) + with_length(TEXT.encode())
    return made + (number(piece.length) if piece.text is None else with_length(piece.text.encode()))


class Range(msgspec.Struct, frozen=True, gc=False):
    """Characters of one client that are deleted."""

    client: int
    clock: int
    length: int


class Update(msgspec.Struct, frozen=True, gc=False):
    """All of it. `deletions` is how the ranges stood in the update."""

    blocks: tuple[Block, ...]
    ranges: tuple[Range, ...]
    deletions: bytes

    @property
    def built_on(self) -> set[int]:
        """The clients of the characters that it stands beside or takes out."""
        found = {one.client for one in self.ranges}
        for block in self.blocks:
            found.add(block.client)
            for piece in block.pieces:
                if piece.left is not None:
                    found.add(piece.left.client)
                if piece.right is not None:
                    found.add(piece.right.client)
        return found

    @property
    def whole(self) -> bytes:
        """All of it as it travels."""
        return number(len(self.blocks)) + b"".join(block.raw for block in self.blocks) + self.deletions

    def only(self, blocks: tuple[Block, ...], ranges: tuple[Range, ...]) -> "Update":
        """The update with these blocks and deletions alone."""
        if blocks == self.blocks and ranges == self.ranges:
            return self
        return Update(blocks, ranges, self.deletions if ranges == self.ranges else deletions_of(ranges))


def deletions_of(ranges: tuple[Range, ...]) -> bytes:
    """Deletions as they travel. Those of one client stand together."""
    of_each = {client: list(some) for client, some in groupby(ranges, key=attrgetter("client"))}
    made = [number(len(of_each))]
    for client, some in of_each.items():
        made += [number(client), number(len(some))]
        made += [number(one.clock) + number(one.length) for one in some]
    return b"".join(made)


NUMBER = rb"([\x80-\xff]{0,6}[\x00-\x7f])"
TYPED = re.compile(
    rb"\x01\x01" + NUMBER * 2 + rb"\xc4" + NUMBER * 4 + rb"([\x01-\x7f])([\x00-\x7f]+)\x00", re.DOTALL
)
"""One writer, one piece of ASCII between two characters, nothing taken out: what typing is made of."""


def read_update(data: bytes, most: int = MOST_STRUCTS) -> Update:
    """Read an update. Raises Malformed for whatever a plain text does not need, LeftOut and TooMuch."""
    if typed := TYPED.fullmatch(data):
        *numbers, length, text = typed.groups()
        client, clock, left, left_clock, right, right_clock = map(_value, numbers)
        if length[0] == len(text) and clock + len(text) <= LAST_CLOCK:
            between = Id(left, left_clock), Id(right, right_clock)
            piece = Piece(clock, len(text), *between, text.decode("ascii"))
            return Update((Block(client, clock, (piece,), data[1:-1]),), (), b"\x00")
    return read_whatever(data, most)


@lru_cache(4_096)
def _value(data: bytes) -> int:
    """A number that was cut out already; the same ones come again and again."""
    return Reader(data).number()


def read_whatever(data: bytes, most: int) -> Update:
    """The same, step by step. Raises Malformed, LeftOut and TooMuch."""
    reader, strict = Reader(data), most == MOST_STRUCTS
    count = _at_most(reader.number(), MOST_CLIENTS if strict else most, "too many writers")
    blocks = list[Block]()
    for _ in range(count):
        blocks.append(_block(reader, data, most))
        if strict and reader.at > LARGEST_WRITTEN:
            raise TooMuch
    begin = reader.at
    ranges = tuple(_ranges(reader, most))
    if not reader.done:
        raise Malformed("something follows its end")
    return Update(tuple(blocks), ranges, data[begin:])


def _block(reader: Reader, data: bytes, most: int) -> Block:
    begin = reader.at
    count = _at_most(reader.number(), most, "too many pieces")
    client, clock = reader.number(), reader.number()
    if not count:
        raise Malformed("a writer writes nothing")
    pieces, at = [], clock
    for _ in range(count):
        piece = _piece(reader, at, most)
        pieces.append(piece)
        at = _at_most(piece.end, LAST_CLOCK, "a writer counts too far")
    return Block(client, clock, tuple(pieces), data[begin : reader.at])


def _piece(reader: Reader, clock: int, most: int) -> Piece:
    info = reader.byte()
    kind = info & 0x1F
    if info == COLLECTED:
        if (
            most == MOST_STRUCTS
        ):  # Only what is inside of something else is ever collected, and here is nothing.
            raise Malformed("it is not plain text")
        return Piece(clock, _length(reader), None, None, None)
    if info == SKIPPED:
        raise LeftOut
    left = Id(reader.number(), reader.number()) if info & HAS_LEFT else None
    right = Id(reader.number(), reader.number()) if info & HAS_RIGHT else None
    if left is None and right is None:
        _parent(reader, info)
    if kind == DELETED:
        return Piece(clock, _length(reader), left, right, None)
    if kind != STRING:
        raise Malformed("it is not plain text")
    text = reader.text()
    return Piece(clock, _at_least_one(units(text)), left, right, text)


def _parent(reader: Reader, info: int) -> None:
    """The first thing in the text says where it is; it can be nowhere else."""
    if reader.number() != 1 or reader.text() != TEXT or info & HAS_KEY:
        raise Malformed("it is not about the text of the draft")


def _ranges(reader: Reader, most: int) -> list[Range]:
    found: list[Range] = []
    named, strict = set[int](), most == MOST_STRUCTS
    most = MOST_RANGES if strict else most
    for _ in range(_at_most(reader.number(), most, "too many deletions")):
        client, end = reader.number(), 0
        for _ in range(_at_most(reader.number(), most, "too many deletions")):
            one = Range(client, reader.number(), _length(reader))
            if strict and (client in named or one.clock < end):
                # Of stretches that overlap or go back, every kind of client deletes something else.
                raise Malformed("its deletions are not in order")
            found.append(one)
            _at_most(len(found), most, "too many deletions")
            end = one.clock + one.length
        named.add(client)
    return found


def _length(reader: Reader) -> int:
    return _at_least_one(_at_most(reader.number(), LONGEST, "a piece is too long"))


def _at_least_one(value: int) -> int:
    if value < 1:
        raise Malformed("a piece is empty")
    return value


def _at_most(value: int, most: int, why: str) -> int:
    if value > most:
        raise Malformed(why)
    return value


def units(text: str) -> int:
    """How long a text is for a browser: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
