"""Which keys were destroyed, as far as any list tells. What is on a list never comes back."""

from collections.abc import Iterable
from pathlib import Path

from events.log.key_tables import destroyed, person_keys, word_keys
from web.operating.lines import Reader
from web.operating.reading import Row

Named = tuple[str, str, str, bytes]


class Erasures:
    """Lists of destroyed keys put together, and the people of whom no key is left."""

    def __init__(self) -> None:
        self._named: set[Named] = set()
        self._alive: set[tuple[str, str]] = set()
        self.left_out = 0

    def learn(self, rows: Iterable[Row]) -> None:
        """Take in rows of a list."""
        for partnership, kind, name, made in rows:
            self._named.add((partnership, kind, name, bytes(made)))

    def learn_from(self, backup: Path) -> None:
        """Take in the list of another backup, of either kind of file."""
        reader = Reader(backup)
        try:
            for table, row in reader.rows():
                if table is not destroyed:
                    # The list stands before everything else.
                    break
                self.learn([row])
        finally:
            reader.close()

    def spares_person_key(self, row: Row) -> bool:
        """Whether a person's key may be kept; if so, the person is one who has not been erased."""
        partnership, person, made, _ = row
        if (partnership, "person", person, bytes(made)) in self._named:
            self.left_out += 1
            return False
        self.lives(partnership, person)
        return True

    def spares_word_key(self, row: Row) -> bool:
        """Whether the key of a text may be kept."""
        partnership, ref, _, _ = row
        spared = (partnership, "words", ref, b"") not in self._named
        self.left_out += not spared
        return spared

    def lives(self, partnership: str, person: str) -> None:
        """A key of this person is there."""
        self._alive.add((partnership, person))

    def erased(self, partnership: str, person: str) -> bool:
        """Whether a person's keys were destroyed and none was made since."""
        return (partnership, person) in self._erased

    def settle(self) -> None:
        """All keys went by: from now on it is known who was erased."""
        people = {(partnership, name) for partnership, kind, name, _ in self._named if kind == "person"}
        self._erased = people - self._alive

    @property
    def rows(self) -> list[Row]:
        """The whole list."""
        return sorted(self._named)


KEPT_IF = {person_keys: Erasures.spares_person_key, word_keys: Erasures.spares_word_key}
