"""Closing a draft up to now: versions are kept, the raw steps become unreadable, the text stays.

In one transaction the versions at pauses and the text as it is follow under a new key; then the old key
is destroyed, and with it everything that somebody wrote and took out again; then the partnership's record
commits to the draft's steps by their root. Each step can be repeated after a crash.
"""

import zlib
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import msgspec

from events.log.drafts import Place
from web.drafting.keeping import Change, Keeping
from web.drafting.story import Telling, Version, versions

SERVER = "clock"
"""Whose row it is when nobody wrote it."""

_versions = msgspec.json.Decoder(tuple[Version, ...])


def close_up_to_now(keeping: Keeping, text: bytes, place: Place, now: datetime) -> tuple[str, list[Change]]:
    """Replace a draft's key. `text` is the whole document at a place; the new key's name, and what was kept.

    The caller holds the draft: nothing else is written in this process. Raises KeyReplaced when another
    process has written or closed it meanwhile, and what the log raises.
    """
    told = versions(telling_from(keeping, place), keeping.read(place.since - 1))
    next_key = keeping.new_key()
    packed = zlib.compress(msgspec.json.encode(told), 9)
    rows = keeping.keep(
        [(SERVER, "versions", packed), (SERVER, "compacted", text)],
        next_key,
        [],
        now,
        instead_of=place.key,
        after=place.position,
    )
    keeping.destroy(place.key)
    return next_key, rows


def telling_from(keeping: Keeping, place: Place) -> Telling:
    """A telling that begins where the draft was closed last."""
    for change in keeping.read(place.since - 1):
        if change.kind == "versions" and (kept := read_versions(change)):
            return Telling(kept[-1].spans)
        break
    return Telling()


def read_versions(change: Change) -> tuple[Version, ...]:
    """The versions in a row."""
    return _versions.decode(zlib.decompress(change.data)) if change.data else ()


def all_versions(keeping: Keeping) -> list[Version]:
    """Every version, those that were closed and those since."""
    place = keeping.place()
    closed = [one for change in keeping.read(0) if change.kind == "versions" for one in read_versions(change)]
    return closed + versions(telling_from(keeping, place), keeping.read(place.since - 1))


def root(leaves: Iterable[bytes]) -> str:
    """The Merkle tree hash of RFC 6962 over leaf hashes, level by level, in hexadecimal digits."""
    level = list(leaves)
    if not level:
        return sha256().hexdigest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\x01" + one + other).digest() for one, other in pairs] + odd
    return level[0].hex()
