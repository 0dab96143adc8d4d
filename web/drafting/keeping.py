"""A draft on the disk: rows sealed under the draft's present key, read back and opened."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple
from uuid import uuid4

from events.log import boxes
from events.log.boxes import Key
from events.log.drafts import DraftKind, DraftRow, DraftStreams, Place, Written
from events.log.keys import KeyStore


class Change(NamedTuple):
    """Something that was written, opened. `data` None: its key is gone."""

    position: int
    author: str
    kind: DraftKind
    at: datetime
    data: bytes | None


class Keeping:
    """One draft. The methods wait for the database, so call them in a thread."""

    def __init__(
        self, streams: DraftStreams, keys: KeyStore, partnership: str, draft: str, language: str = ""
    ) -> None:
        self._streams, self._keys = streams, keys
        self.partnership, self.draft, self.language = partnership, draft, language
        self._versions = f"draft:{draft}:versions"
        self._present: tuple[str, Key] | None = None

    def place(self) -> Place:
        """Where the draft stands; before the first word, with a key that nobody has used yet."""
        return self._streams.head(self.partnership, self.draft) or Place(0, self.new_key(), 1)

    def new_key(self) -> str:
        """The name of a key of this draft; it is made when something is sealed under it."""
        return f"draft:{self.draft}:{uuid4().hex[:12]}"

    def writers(self) -> dict[int, str]:
        """Whose every number is."""
        return self._streams.writers(self.partnership, self.draft)

    def read(self, after: int) -> Iterator[Change]:
        """What was written after a position, opened."""
        for row in self._streams.read(self.partnership, self.draft, after):
            yield self._opened(row)

    def one(self, position: int) -> Change | None:
        """What was written at a position, opened."""
        row = self._streams.one(self.partnership, self.draft, position)
        return self._opened(row) if row else None

    def leaves(self, upto: int) -> list[bytes]:
        """The hashes of the rows up to a position."""
        return self._streams.leaves(self.partnership, self.draft, upto)

    def keep(
        self,
        changes: Sequence[tuple[str, DraftKind, bytes]],
        key: str,
        claims: Sequence[tuple[int, str]],
        at: datetime,
        instead_of: str | None = None,
        after: int | None = None,
    ) -> list[Change]:
        """Seal and keep changes of authors, in one transaction. Versions have a key that stays."""
        written = [self._sealed(author, kind, data, key) for author, kind, data in changes]
        self._keys.flush()
        rows = self._streams.append(self.partnership, self.draft, written, claims, at, key, instead_of, after)
        opened = zip(rows, changes, strict=True)
        return [
            Change(row.header.position, who, kind, row.header.at, data) for row, (who, kind, data) in opened
        ]

    def destroy(self, key: str) -> None:
        """Make everything that was sealed under a key unreadable for ever."""
        self._present = None
        self._keys.destroy_person(self.partnership, key)

    def is_destroyed(self, key: str) -> bool:
        """Whether a key was destroyed, by this server or before a backup was brought back."""
        return self._keys.is_destroyed(self.partnership, key)

    def destroy_earlier(self, since: int) -> None:
        """Destroy the keys of everything before a position again: a crash may have come in between."""
        rows = self._streams.read(self.partnership, self.draft)
        before = takewhile(lambda row: row.header.position < since, rows)
        for key in dict.fromkeys(row.header.key for row in before if row.header.kind != "versions"):
            self._keys.forget_person(self.partnership, key)
            if self._keys.shared_key(self.partnership, key):
                self.destroy(key)

    def destroy_before(self, since: int) -> None:
        """The same for the key of the row before a closing alone: one look, however long the draft is."""
        row = self._streams.one(self.partnership, self.draft, since - 1)
        if row and row.header.kind != "versions" and self._keys.shared_key(self.partnership, row.header.key):
            self.destroy(row.header.key)

    def _sealed(self, author: str, kind: DraftKind, data: bytes, key: str) -> Written:
        name = self._versions if kind == "versions" else key
        sealing = self._key_of(name)
        return Written(author, kind, name, boxes.shut(sealing, data, self._belongs_to(name, kind, author)))

    def _key_of(self, name: str) -> Key:
        """The key to seal under. The present one is not asked for again at every row.

        Another process may have destroyed it meanwhile: then the draft stands under another key, and
        nothing that was sealed under this one is kept.
        """
        # Work whose request was given up goes on in its thread: nobody else's name may get this key.
        present = self._present
        if present is None or present[0] != name:
            present = self._present = name, self._keys.shared_key(self.partnership, name, make=True)[0]
        return present[1]

    def _opened(self, row: DraftRow) -> Change:
        header = row.header
        data = self._content(row)
        if data is None and header.kind == "versions":
            # Two processes may each have made this key; here only the own one is remembered.
            self._keys.forget_person(self.partnership, header.key)
            data = self._content(row)
        return Change(header.position, header.author, header.kind, header.at, data)

    def _content(self, row: DraftRow) -> bytes | None:
        header = row.header
        keys: tuple[Key, ...] = self._keys.shared_key(self.partnership, header.key)
        return boxes.opened_by_one(keys, row.box, self._belongs_to(header.key, header.kind, header.author))

    def _belongs_to(self, key: str, kind: DraftKind, author: str) -> bytes:
        """What a box belongs to. Its position is not known yet when it is shut; the leaf covers that."""
        return f"draft\0{self.partnership}\0{self.draft}\0{key}\0{kind}\0{author}".encode()
