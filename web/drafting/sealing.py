"""Closing a draft up to now: versions are kept, the raw steps become unreadable, the text stays.

In one transaction the versions at pauses and the text as it is follow under a new key; then the old key
is destroyed, and with it everything that somebody wrote and took out again; then the partnership's record
commits to the draft's steps by their root. Each step can be repeated after a crash.
"""

from collections.abc import Iterable
from datetime import datetime

from events.charter import Letters
from events.log.drafts import Place
from events.log.tree import Tree
from web.drafting.keeping import Change, Keeping
from web.drafting.pauses import as_bytes, closed, letters
from web.drafting.since import row_closed, since_closing
from web.drafting.story import Version

SERVER = "clock"
"""Whose row it is when nobody wrote it."""


def close_up_to_now(keeping: Keeping, text: bytes, place: Place, now: datetime) -> tuple[str, list[Change]]:
    """Replace a draft's key. `text` is the whole document at a place; the new key's name, and what was kept.

    The caller holds the draft: nothing else is written in this process. Raises KeyReplaced when another
    process has written or closed it meanwhile, and what the log raises.
    """
    versions = as_bytes(closed(*since_closing(keeping, place)))
    next_key = keeping.new_key()
    rows = keeping.keep(
        [(SERVER, "versions", versions), (SERVER, "compacted", text)],
        next_key,
        [],
        now,
        instead_of=place.key,
        after=place.position,
    )
    keeping.destroy(place.key)
    return next_key, rows


def letters_left(keeping: Keeping, row: int) -> tuple[Letters, ...]:
    """Who wrote how much of what was left when that row closed the draft."""
    change = keeping.one(row)
    kept = row_closed(change) if change else None
    if kept is None or not kept.pauses:
        return ()
    last = kept.version(len(kept.pauses) - 1)
    return tuple(Letters(person, count) for person, count in letters(last).items())


def all_versions(keeping: Keeping) -> list[Version]:
    """Every version, those that were closed and those since. Pages read only what they show."""
    kept = [one for change in keeping.read(0) if (one := row_closed(change))]
    return [one for stretch in kept for one in stretch.versions()] + since_closing(
        keeping, keeping.place()
    ).versions


def root(leaves: Iterable[bytes]) -> str:
    """The Merkle tree hash of RFC 6962 over leaf hashes, in hexadecimal digits."""
    tree = Tree()
    for position, leaf in enumerate(leaves, 1):
        tree.grow(position, leaf)
    return tree.root
