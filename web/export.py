"""A partnership as a file that can be checked and read elsewhere: one line of JSON for each event.

`header` and `payload` are the event as it is kept, `leaf` the hash that seals it: SHA-256 of a zero
byte, the stored bytes of the header, and the SHA-256 of the stored bytes of the payload. Both stand in
the line byte for byte as they were stored, so a reader can compute the hash again. `words` opens what
people wrote, by the path of the field, as far as its key is there. What is personal stays sealed, and so
does what nobody may read yet: its line says with `until` what has to happen first.
An event that cannot be read stands there with its position, its leaf and `unreadable`: its bytes in base64.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from events.charter import IdeasRevealed, InterestDeclared
from events.log.codec import decode, reading
from events.log.keys import KeyStore, Unreadable
from events.log.log import Log, Stored
from events.readers import readers_of
from events.sealed import Words
from events.vocabulary import BY_CLASS, Recorded
from web.engine.unreadable import UNREADABLE

AT_ONCE = 500
IDEAS = frozenset(BY_CLASS[kind].name for kind in (InterestDeclared, IdeasRevealed))


def lines(log: Log, keys: KeyStore, partnership: str, upto: int, unreadable: list[int]) -> Iterator[bytes]:
    """The lines, oldest first, each with its newline. Positions that cannot be read are added to the list."""
    kept_back = withheld(log, partnership, upto)
    for chunk in log.read_chunks(partnership, 0, upto, AT_ONCE):
        recorded = [readable(stored) for stored in chunk]
        told = [one for one in recorded if one is not None and one.header.position not in kept_back]
        texts = opened_words(keys, partnership, told)
        for stored, one in zip(chunk, recorded, strict=True):
            if one is None:
                unreadable.append(stored.position)
                yield as_it_is(stored)
            elif stored.position in kept_back:
                yield line(stored.state, stored.leaf, until=readers_of(one.event).until)
            else:
                yield line(stored.state, stored.leaf, dict(islice(texts, len(words_of(one)))))


def withheld(log: Log, partnership: str, upto: int) -> set[int]:
    """The positions of ideas that are not shown yet, or that their author replaced or took back before."""
    said: dict[str, dict[str, int]] = {}
    found: set[int] = set()
    for chunk in log.read_chunks(partnership, 0, upto, AT_ONCE):
        for one in filter(None, map(readable, (stored for stored in chunk if stored.name in IDEAS))):
            match one.event:
                case InterestDeclared(round=asked):
                    found.add(one.header.position)
                    said.setdefault(asked, {})[one.header.person] = one.header.position
                case IdeasRevealed(round=asked):
                    found.difference_update(said.get(asked, {}).values())
    return found


def readable(stored: Stored) -> Recorded | None:
    """The event, or None when its bytes are broken or its name is unknown here."""
    try:
        return decode(stored.state)
    except UNREADABLE:
        return None


def as_it_is(stored: Stored) -> bytes:
    """The line of an event that cannot be read: nothing of it is left out."""
    shown = {
        "leaf": stored.leaf.hex(),
        "position": stored.position,
        "unreadable": b64encode(stored.state).decode(),
    }
    return msgspec.json.encode(shown) + b"\n"


def in_words(unreadable: Sequence[int]) -> str:
    """Which moments cannot be read, as a sentence for the person at the keyboard."""
    some = ", ".join(map(str, unreadable[:20])) + (" and more" if len(unreadable) > 20 else "")
    return (
        f"{len(unreadable)} moments cannot be read: {some}. Either a newer version of Everyseat wrote them, "
        "or the database is damaged; everyseat doctor says more."
    )


def line(
    state: bytes, leaf: bytes, words: dict[str, str | None] | None = None, until: str | None = None
) -> bytes:
    """One line. The stored bytes go in as they are: they are JSON without newlines already."""
    header, _, payload = state.partition(b"\n")
    opened = b',"words":' + msgspec.json.encode(words) if words else b""
    opened += b',"until":' + msgspec.json.encode(until) if until else b""
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
