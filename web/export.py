"""A partnership as a file that can be checked and read elsewhere: one line of JSON for each event.

`header` and `payload` are the event as it is kept, `leaf` the hash that seals it: SHA-256 of a zero
byte, the stored bytes of the header, and the SHA-256 of the stored bytes of the payload. Both stand in
the line byte for byte as they were stored, so a reader can compute the hash again. `words` opens what
people wrote, by the path of the field, as far as its key is there. What is personal stays sealed.
"""

from collections.abc import Iterator
from itertools import islice

import msgspec

from events.log.codec import decode, reading
from events.log.keys import KeyStore, Unreadable
from events.log.log import Log
from events.sealed import Words
from events.vocabulary import Recorded

AT_ONCE = 500


def lines(log: Log, keys: KeyStore, partnership: str, upto: int) -> Iterator[bytes]:
    """The lines, oldest first, each with its newline."""
    for chunk in log.read_chunks(partnership, 0, upto, AT_ONCE):
        recorded = [decode(stored.state) for stored in chunk]
        texts = opened_words(keys, partnership, recorded)
        for stored, one in zip(chunk, recorded, strict=True):
            yield line(stored.state, stored.leaf, dict(islice(texts, len(words_of(one)))))


def line(state: bytes, leaf: bytes, words: dict[str, str | None]) -> bytes:
    """One line. The stored bytes go in as they are: they are JSON without newlines already."""
    header, _, payload = state.partition(b"\n")
    opened = b',"words":' + msgspec.json.encode(words) if words else b""
    return b'{"header":%s,"leaf":"%s","payload":%s%s}\n' % (header, leaf.hex().encode(), payload, opened)


def opened_words(
    keys: KeyStore, partnership: str, recorded: list[Recorded]
) -> Iterator[tuple[str, str | None]]:
    """Path and text of all words in these events, in order; None for what cannot be read."""
    found = [pair for one in recorded for pair in words_of(one)]
    texts = keys.open_many(partnership, [words for _, words in found])
    for (path, _), text in zip(found, texts, strict=True):
        yield path, None if isinstance(text, Unreadable) else text


def words_of(recorded: Recorded) -> list[tuple[str, Words]]:
    """The words in an event, with the path of the field they stand in."""
    known = reading(recorded.header.name)
    sealed = known.shape.sealed if known else None
    if sealed is None:
        return []
    return [(path, value) for path, value in sealed(recorded.event, "") if isinstance(value, Words)]
