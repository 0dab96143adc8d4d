"""The key store: what people wrote can be opened only with a key from here.

A person's key wraps the keys of the words they wrote and opens what is about them; the master key
wraps the persons' keys. Destroying a key makes what it opened unreadable for ever, in every view,
copy and backup of the log. The store is a database of its own with its own backup.

Order matters: `flush()` comes before the transaction of the events, so that no event is ever kept
whose key was lost. Sealing itself only works in memory.
"""

from collections.abc import Sequence
from os import urandom
from threading import RLock
from typing import Literal, NamedTuple
from unicodedata import normalize

from sqlalchemy.exc import SQLAlchemyError

from events.log import boxes
from events.log.boxes import Key, new_ref
from events.log.key_rows import KeyRows, PersonRow, WordRow, belongs_to
from events.log.recent import Recent
from events.log.records import DatabaseAway
from events.sealed import Personal, Words

AT_ONCE = 1_000

Why = Literal["taken back", "erased", "altered", "no key store"]


class Unreadable(NamedTuple):
    """Why sealed content cannot be shown."""

    why: Why


class NoKeyStore(Exception):
    """Something should be sealed, but there is no key store to keep its key."""


class WrongMasterKey(Exception):
    """The master key does not fit this key store."""


class KeyStore:
    """Seals and opens. Safe to use from several threads."""

    def __init__(
        self, rows: KeyRows | None, master: bytes, *, people: int = 20_000, words: int = 50_000
    ) -> None:
        self._rows = rows
        self._master = Key(master)
        self._lock = RLock()
        self._flushing = RLock()
        self._person_keys: Recent[tuple[str, str], tuple[Key, ...]] = Recent(people)
        self._word_keys: Recent[tuple[str, str], Key] = Recent(words)
        self._at_once = min(AT_ONCE, people, words)
        self._new_people: dict[tuple[str, str], PersonRow] = {}
        self._new_words: dict[tuple[str, str], WordRow] = {}

    @classmethod
    def at(cls, url: str, master: bytes, *, read_only: bool = False) -> "KeyStore":
        """Open the store at an address. Raises WrongMasterKey when the master key does not open it."""
        store = cls(KeyRows(url, read_only=read_only), master)
        store._try_master()
        return store

    @classmethod
    def missing(cls) -> "KeyStore":
        """What stands in when there is no store: nothing can be sealed, nothing sealed can be read."""
        return cls(None, boxes.new_key())

    # --- sealing ---------------------------------------------------------------------------------

    def seal_words(
        self, partnership: str, author: str, command: str, field: str, text: str, lang: str
    ) -> Words:
        """Seal what a person wrote under a key of its own. `field` is the dotted path in the event."""
        with self._lock:
            holder = self._key_for_sealing(partnership, author)
            ref = new_ref(command, field)
            secret = boxes.new_key()
            key = Key(secret)
            wrapped = boxes.shut(holder, secret, boxes.word_key_of(partnership, ref, author))
            self._new_words[partnership, ref] = WordRow(partnership, ref, author, wrapped)
            self._word_keys.put((partnership, ref), key)
        content = normalize("NFC", text).encode()
        return Words(lang, ref, boxes.as_text(boxes.shut(key, content, boxes.words_of(partnership, ref))))

    def seal_personal(self, partnership: str, person: str, command: str, field: str, text: str) -> Personal:
        """Seal something about a person under that person's key."""
        with self._lock:
            key = self._key_for_sealing(partnership, person)
        ref = new_ref(command, field)
        content = normalize("NFC", text).encode()
        box = boxes.shut(key, content, boxes.personal_of(partnership, ref, person))
        return Personal(person, ref, boxes.as_text(box))

    def warm(self, partnership: str, people: Sequence[str]) -> None:
        """Fetch the keys of many people at once, before an import seals for them."""
        with self._lock:
            self._fetch_people(partnership, people)

    def shared_key(self, partnership: str, name: str, *, make: bool = False) -> tuple[Key, ...]:
        """The keys of something written together, such as a draft; none when it was destroyed or never was.

        It is kept as if `name` were a person's, and destroyed in the same way. With `make` a new one is
        made where there is none, durable after the next `flush`.
        """
        with self._lock:
            known = self._all_keys_of(partnership, name)
            return known or (self._make_person(partnership, name) if make else ())

    def is_destroyed(self, partnership: str, name: str) -> bool:
        """Whether a shared key was destroyed; one that is only lost may come back."""
        return not self.shared_key(partnership, name) and self._store().is_destroyed(partnership, name)

    def flush(self) -> None:
        """Make every key made since the last time durable, in one transaction; none when there is none.

        Sealing goes on meanwhile: only what was new at the start is taken off the queue.
        """
        with self._flushing:
            people, words = list(self._new_people.items()), list(self._new_words.items())
            if not people and not words:
                return
            self._store().insert([row for _, row in people], [row for _, row in words])
            for name, _ in people:
                self._new_people.pop(name, None)
            for name, _ in words:
                self._new_words.pop(name, None)

    # --- opening ---------------------------------------------------------------------------------

    def open(self, partnership: str, sealed: Words | Personal) -> str | Unreadable:
        """The plain text, or why it cannot be read."""
        return self.open_many(partnership, [sealed])[0]

    def open_many(self, partnership: str, sealed: Sequence[Words | Personal]) -> list[str | Unreadable]:
        """The plain texts of a page, with at most three look-ups for all of them together."""
        if self._rows is None:
            return [Unreadable("no key store")] * len(sealed)
        texts: list[str | Unreadable] = []
        for start in range(0, len(sealed), self._at_once):
            texts += self._open_some(partnership, sealed[start : start + self._at_once])
        return texts

    def _open_some(self, partnership: str, sealed: Sequence[Words | Personal]) -> list[str | Unreadable]:
        words = [value.ref for value in sealed if isinstance(value, Words)]
        people = [value.person for value in sealed if isinstance(value, Personal)]
        try:
            with self._lock:
                erased = self._fetch_words(partnership, words)
                self._fetch_people(partnership, people)
                return [self._opened(partnership, value, erased) for value in sealed]
        except (SQLAlchemyError, DatabaseAway):
            return [Unreadable("no key store")] * len(sealed)

    def _opened(self, partnership: str, sealed: Words | Personal, erased: set[str]) -> str | Unreadable:
        keys: tuple[Key, ...]
        if isinstance(sealed, Words):
            belongs_to = boxes.words_of(partnership, sealed.ref)
            word_key = self._word_keys.get((partnership, sealed.ref))
            keys = (word_key,) if word_key else ()
            absent: Why = "erased" if sealed.ref in erased else "taken back"
        else:
            belongs_to = boxes.personal_of(partnership, sealed.ref, sealed.person)
            keys = self._person_keys.get((partnership, sealed.person)) or ()
            absent = "erased"
        content = boxes.opened_by_one(keys, boxes.from_text(sealed.box), belongs_to)
        if content is None and isinstance(sealed, Personal):
            keys = self._all_keys_of(partnership, sealed.person)
            content = boxes.opened_by_one(keys, boxes.from_text(sealed.box), belongs_to)
        if content is None:
            return Unreadable("altered" if keys else absent)
        return content.decode()

    # --- destroying ------------------------------------------------------------------------------

    def destroy_words(self, partnership: str, ref: str) -> None:
        """Make one piece of text unreadable for ever. Doing it again does nothing."""
        with self._flushing, self._lock:
            self._store().delete_words(partnership, ref)
            self.forget_words(partnership, ref)

    def destroy_person(self, partnership: str, person: str) -> None:
        """Make everything a person wrote, and everything about them, unreadable for ever."""
        with self._flushing, self._lock:
            self._store().delete_person(partnership, person)
            self.forget_person(partnership, person)

    def forget_words(self, partnership: str, ref: str) -> None:
        """Drop what this process remembers, because another one destroyed the key."""
        with self._lock:
            self._new_words.pop((partnership, ref), None)
            self._word_keys.drop_one((partnership, ref))

    def forget_person(self, partnership: str, person: str) -> None:
        """Drop what this process remembers, because another one destroyed the person's keys.

        Word keys are dropped for the whole partnership: memory does not know whose they were.
        """
        with self._lock:
            self._new_people.pop((partnership, person), None)
            self._person_keys.drop_one((partnership, person))
            self._word_keys.drop(lambda key: key[0] == partnership)

    def rotate_master(self, master: bytes) -> None:
        """Wrap every person's key anew, so that old copies of this store open nothing any more."""
        with self._flushing, self._lock:
            self.flush()
            rows = self._store().all_persons()
            new = Key(master)
            again = [(row, self._unwrapped(row)) for row in rows]
            self._store().rewrap((row, boxes.shut(new, secret, belongs_to(row))) for row, secret in again)
            self._master = new
            self._store().compact()

    def close(self) -> None:
        """Make new keys durable and let the connections go."""
        if self._rows is not None:
            try:
                self.flush()
            finally:
                self._rows.close()

    # --- keys ------------------------------------------------------------------------------------

    def _store(self) -> KeyRows:
        if self._rows is None:
            raise NoKeyStore("There is no key store, so nothing can be written or taken back.")
        return self._rows

    def _key_for_sealing(self, partnership: str, person: str) -> Key:
        """The person's key; a person who is new here gets one."""
        known = self._person_keys.get((partnership, person))
        if known:
            return known[0]
        self._store()
        self._fetch_people(partnership, [person])
        known = self._person_keys.get((partnership, person)) or self._make_person(partnership, person)
        return known[0]

    def _make_person(self, partnership: str, person: str) -> tuple[Key, ...]:
        secret = boxes.new_key()
        wrapped = boxes.shut(self._master, secret, boxes.person_key_of(partnership, person))
        self._new_people[partnership, person] = PersonRow(partnership, person, urandom(8), wrapped)
        self._person_keys.put((partnership, person), (Key(secret),))
        return (Key(secret),)

    def _fetch_people(self, partnership: str, people: Sequence[str]) -> None:
        """Bring the keys of people into memory."""
        unknown = [one for one in dict.fromkeys(people) if not self._person_keys.get((partnership, one))]
        if not unknown:
            return
        rows = {(row.person, row.made): row for row in self._store().persons(partnership, unknown)}
        for person in unknown:
            new = self._new_people.get((partnership, person))
            if new:
                rows[person, new.made] = new
        for row in rows.values():
            known = self._person_keys.get((partnership, row.person)) or ()
            self._person_keys.put((partnership, row.person), (*known, Key(self._unwrapped(row))))

    def _all_keys_of(self, partnership: str, person: str) -> tuple[Key, ...]:
        """A person's keys read anew: another process may have made one at the same moment as we did."""
        self._person_keys.drop_one((partnership, person))
        self._fetch_people(partnership, [person])
        return self._person_keys.get((partnership, person)) or ()

    def _fetch_words(self, partnership: str, refs: Sequence[str]) -> set[str]:
        """Bring the keys of words into memory; gives back the refs whose holder's key is gone."""
        unknown = [ref for ref in dict.fromkeys(refs) if not self._word_keys.get((partnership, ref))]
        if not unknown:
            return set()
        rows = self._store().words(partnership, unknown)
        rows += [row for row in map(self._new_words.get, [(partnership, ref) for ref in unknown]) if row]
        self._fetch_people(partnership, [row.holder for row in rows])
        return {row.ref for row in rows if not self._learn_word(row)}

    def _learn_word(self, row: WordRow) -> bool:
        holders = self._person_keys.get((row.partnership, row.holder)) or ()
        of = boxes.word_key_of(row.partnership, row.ref, row.holder)
        secret = boxes.opened_by_one(holders, row.wrapped, of) or boxes.opened_by_one(
            self._all_keys_of(row.partnership, row.holder), row.wrapped, of
        )
        if secret is None:
            return False
        self._word_keys.put((row.partnership, row.ref), Key(secret))
        return True

    def _unwrapped(self, row: PersonRow) -> bytes:
        secret = boxes.opened(self._master, row.wrapped, belongs_to(row))
        if secret is None:
            raise WrongMasterKey("The master key does not fit this key store.")
        return secret

    def _try_master(self) -> None:
        if row := self._store().any_person():
            self._unwrapped(row)
