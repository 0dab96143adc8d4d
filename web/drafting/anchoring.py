"""Where a passage stands in a draft: two places that move with the text, as Yjs relative positions.

A place is a character's address, so it stays with the character whatever others write around it, and a
closing or a restart leaves it alone. Addresses count UTF-16 units and the document library counts bytes: so
places are looked up in a shadow of the document whose every unit is one byte, with the same addresses.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any, NamedTuple

from pycrdt import Assoc, Doc, StickyIndex, Text

from events.anchors import Anchor
from events.log.keys import KeyStore
from events.sealed import Words
from web.door import clean
from web.drafting.encoding import Malformed, Reader, number, with_length
from web.drafting.updates import COLLECTED, DELETED, HAS_LEFT, HAS_RIGHT, TEXT, units

AFTER, BEFORE = 0x00, 0x41
"""Whether a place holds on to the character behind it, or to the one in front: 0 and −1 as they travel."""


class Span(NamedTuple):
    """From the character of one number to before that of another."""

    begin: int
    end: int


class Places:
    """The places of one state of a draft. `whole` is the document as an update that passed the gate."""

    def __init__(self, whole: bytes) -> None:
        doc: Doc[Any] = Doc()
        doc.apply_update(whole)
        self.text = str(doc.get(TEXT, type=Text))
        shadow, self._written = in_units(whole)
        self._shadow: Doc[Any] = Doc()
        self._shadow.apply_update(shadow)
        self._units = self._shadow.get(TEXT, type=Text)

    def anchor(self, span: Span) -> Anchor:
        """The places of the first and the last character of a passage, which is not empty."""
        begin, end = (units(self.text[:at]) for at in span)
        first = StickyIndex.new(self._units, begin, Assoc.AFTER).encode()
        last = StickyIndex.new(self._units, end, Assoc.BEFORE).encode()
        return Anchor(b64encode(first).decode(), b64encode(last).decode())

    def span(self, anchor: Anchor) -> Span | None:
        """Where the passage stands now; nothing is left of it where both are the same. None: never here."""
        begin, end = self._place(anchor.begin, AFTER), self._place(anchor.end, BEFORE)
        if begin is None or end is None:
            return None
        return Span(self._character(begin), max(self._character(begin), self._character(end)))

    def words(self, anchor: Anchor) -> str | None:
        """What stands there now, as the door would keep it."""
        span = self.span(anchor)
        return None if span is None else clean(self.text[span.begin : span.end])

    def _place(self, given: str, side: int) -> int | None:
        """The library gives up the whole process over a place that it does not know, so we look first."""
        try:
            data = b64decode(given, validate=True)
            reader = Reader(data)
            kind, client, clock, kept = reader.byte(), reader.number(), reader.number(), reader.byte()
        except (Malformed, binascii.Error, ValueError):
            return None
        if kind or kept != side or not reader.done or clock >= self._written.get(client, 0):
            return None
        return StickyIndex.decode(data, self._units).get_index()

    def _character(self, unit: int) -> int:
        return len(self.text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", errors="ignore"))


def still_there(
    keys: KeyStore, partnership: str, whole: bytes, passages: Iterable[tuple[str, Anchor, Words]]
) -> dict[str, bool]:
    """Of each passage, by the name it is given here, whether it still reads as it did."""
    asked = list(passages)
    if not asked:
        return {}
    places, opened = Places(whole), keys.open_many(partnership, [words for _, _, words in asked])
    return {
        name: places.words(anchor) == words for (name, anchor, _), words in zip(asked, opened, strict=True)
    }


def in_units(update: bytes) -> tuple[bytes, dict[int, int]]:
    """An update with a letter for each UTF-16 unit of its texts, and how far each client has written."""
    reader, made, written = Reader(update), bytearray(), dict[int, int]()
    clients = reader.number()
    made += number(clients)
    for _ in range(clients):
        count, client, clock = reader.number(), reader.number(), reader.number()
        made += number(count) + number(client) + number(clock)
        for _ in range(count):
            length, piece = _piece(reader, update)
            made += piece
            clock += length
        written[client] = clock
    return bytes(made) + update[reader.at :], written


def _piece(reader: Reader, update: bytes) -> tuple[int, bytes]:
    """How many units a piece takes, and how it stands in the shadow."""
    begin = reader.at
    info = reader.byte()
    if info != COLLECTED:
        for side in (HAS_LEFT, HAS_RIGHT):
            if info & side:
                reader.number(), reader.number()
        if not info & (HAS_LEFT | HAS_RIGHT):
            reader.number(), reader.text()
        if info & 0x1F != DELETED:
            head, length = update[begin : reader.at], units(reader.text())
            return length, head + with_length(b"x" * length)
    length = reader.number()
    return length, update[begin : reader.at]
