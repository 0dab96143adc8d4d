"""The versions of a draft as they are kept when it is closed: a list of the pauses, and packets of texts.

Whoever looks at one pause reads the list and one packet. Rows of earlier days are one packet without a
list; they are read as they are.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from web.drafting.steady import Steady
from web.drafting.story import Version

TOGETHER = 32
"""Versions in a packet. They resemble each other, so that many take little more room than one."""
UNKNOWN = -1


class Pause(msgspec.Struct, frozen=True, array_like=True):
    """When nothing was written for a while, and how far the draft was then."""

    position: int
    at: datetime


class Closed(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a stretch of a draft that was closed.

    `authors` stand in the order of their first passage. `steady` is how steady the meaning was at the end,
    `before` the position of the row that closed the stretch before; 0 when there is none. `lost` counts the
    steps in between that nobody can read any more: the draft began anew here (`anew.py`).
    """

    pauses: tuple[Pause, ...] = ()
    authors: tuple[str, ...] = ()
    steady: Steady | None = None
    before: int = 0
    packets: tuple[bytes, ...] = ()
    lost: int = 0

    def version(self, number: int) -> Version:
        """The version at a pause; `number` counts from 0."""
        packet, place = divmod(number, TOGETHER)
        return opened(self.packets[packet])[place]

    def versions(self) -> Iterator[Version]:
        """All of them."""
        for packet in self.packets:
            yield from opened(packet)


_closed = msgspec.msgpack.Decoder(Closed)
_versions = msgspec.msgpack.Decoder(tuple[Version, ...])
_written_earlier = msgspec.json.Decoder(tuple[Version, ...])


def closed(
    versions: Sequence[Version], steady: Steady | None = None, before: int = 0, lost: int = 0
) -> Closed:
    """What is to be kept of versions."""
    packets = (versions[begin : begin + TOGETHER] for begin in range(0, len(versions), TOGETHER))
    return Closed(
        tuple(Pause(one.position, one.at) for one in versions),
        tuple(authors(versions)),
        steady,
        before,
        tuple(zlib.compress(msgspec.msgpack.encode(packet), 6) for packet in packets),
        lost,
    )


def as_bytes(stretch: Closed) -> bytes:
    """The bytes of a row."""
    return msgspec.msgpack.encode(stretch)


def read_closed(data: bytes) -> Closed:
    """What a row keeps."""
    if data[:1] != b"\x78":  # With this byte begins what is compressed, and no list of ours.
        return _closed.decode(data)
    return closed(_written_earlier.decode(zlib.decompress(data)), before=UNKNOWN)


def opened(packet: bytes) -> tuple[Version, ...]:
    """The versions of a packet."""
    return _versions.decode(zlib.decompress(packet))


def letters(version: Version) -> dict[str, int]:
    """How many letters of a text each of its authors wrote, in the order in which they come in it."""
    found: dict[str, int] = {}
    for span in version.spans:
        if span.text:
            found[span.author] = found.get(span.author, 0) + len(span.text)
    return found


def authors(versions: Iterable[Version]) -> list[str]:
    """Everybody who wrote or took something out, in the order of their first passage."""
    found: dict[str, None] = {}
    for one in versions:
        found.update(dict.fromkeys(span.author for span in one.spans))
        found.update(dict.fromkeys(taken.by for taken in one.taken))
    return list(found)
