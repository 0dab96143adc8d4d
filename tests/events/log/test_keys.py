"""Sealed content opens only while its key exists, for the partnership and field it belongs to."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from unicodedata import normalize

import msgspec
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from events.log.key_rows import KeyRows
from events.log.keys import KeyStore, NoKeyStore, Unreadable, WrongMasterKey
from events.log.migrations import KEYS, migrate

MASTER = b"m" * 32


@pytest.fixture
def keys_url(database_url: str) -> str:
    migrate(database_url, KEYS)
    return database_url


@pytest.fixture
def open_keys(keys_url: str) -> Iterator[Callable[[], KeyStore]]:
    """Open the store as another process would."""
    with ExitStack() as opened:

        def another() -> KeyStore:
            store = KeyStore.at(keys_url, MASTER)
            opened.callback(store.close)
            return store

        yield another


@pytest.fixture
def keys(open_keys: Callable[[], KeyStore]) -> KeyStore:
    return open_keys()


def test_sealed_content_opens_here_and_after_a_restart(
    keys: KeyStore, open_keys: Callable[[], KeyStore]
) -> None:
    words = keys.seal_words("p", "alice", "c1", "smart.specific", "Más cafe\u0301", "es")
    about = keys.seal_personal("p", "alice", "c1", "display_name", "Alice")
    assert words.ref.startswith("c1.smart.specific.")
    assert words.lang == "es"
    assert keys.open_many("p", [words, about]) == ["Más café", "Alice"]
    keys.flush()
    assert open_keys().open_many("p", [about, words]) == ["Alice", normalize("NFC", "Más cafe\u0301")]


def test_what_was_not_flushed_is_not_kept(keys: KeyStore, open_keys: Callable[[], KeyStore]) -> None:
    words = keys.seal_words("p", "alice", "c1", "why", "because", "en")
    assert open_keys().open("p", words) == Unreadable("taken back")


def test_a_box_opens_only_where_it_belongs(keys: KeyStore) -> None:
    words = keys.seal_words("p", "alice", "c1", "why", "because", "en")
    other = keys.seal_words("p", "alice", "c1", "why", "otherwise", "en")
    about = keys.seal_personal("p", "alice", "c1", "name", "Alice")
    keys.seal_personal("q", "alice", "c1", "name", "Alice")
    assert keys.open("q", words) == Unreadable("taken back")
    assert keys.open("p", msgspec.structs.replace(words, box=other.box)) == Unreadable("altered")
    assert keys.open("p", msgspec.structs.replace(words, box="no base64")) == Unreadable("altered")
    assert keys.open("q", about) == Unreadable("altered")
    assert keys.open("p", msgspec.structs.replace(about, ref="c2.name.00")) == Unreadable("altered")
    assert keys.open("p", msgspec.structs.replace(about, person="bob")) == Unreadable("erased")


def test_words_taken_back_are_gone_everywhere(keys: KeyStore, open_keys: Callable[[], KeyStore]) -> None:
    words = keys.seal_words("p", "alice", "c1", "why", "because", "en")
    other = keys.seal_words("p", "alice", "c1", "why", "otherwise", "en")
    keys.flush()
    elsewhere = open_keys()
    assert elsewhere.open("p", words) == "because"
    keys.destroy_words("p", words.ref)
    keys.destroy_words("p", words.ref)
    elsewhere.forget_words("p", words.ref)
    for store in (keys, elsewhere, open_keys()):
        assert store.open_many("p", [words, other]) == [Unreadable("taken back"), "otherwise"]


def test_an_erased_person_leaves_nothing_readable(keys: KeyStore, open_keys: Callable[[], KeyStore]) -> None:
    words = keys.seal_words("p", "alice", "c1", "why", "because", "en")
    about = keys.seal_personal("p", "alice", "c1", "name", "Alice")
    bobs = keys.seal_words("p", "bob", "c2", "why", "so", "en")
    elsewhere_alice = keys.seal_personal("q", "alice", "c1", "name", "Alice")
    keys.flush()
    keys.destroy_person("p", "alice")
    for store in (keys, open_keys()):
        assert store.open_many("p", [words, about, bobs]) == [
            Unreadable("erased"),
            Unreadable("erased"),
            "so",
        ]
        assert store.open("q", elsewhere_alice) == "Alice"


def test_two_processes_that_meet_a_person_at_once_lose_nothing(
    keys: KeyStore, open_keys: Callable[[], KeyStore]
) -> None:
    other = open_keys()
    sealed = [store.seal_words("p", "alice", "c1", "why", "because", "en") for store in (keys, other)] + [
        store.seal_personal("p", "alice", "c1", "name", "because") for store in (keys, other)
    ]
    keys.flush()
    other.flush()
    for store in (keys, other, open_keys()):
        assert store.open_many("p", sealed) == ["because"] * 4
    keys.destroy_person("p", "alice")
    assert open_keys().open_many("p", sealed) == [Unreadable("erased")] * 4


def test_a_new_master_key_makes_the_old_one_useless(keys: KeyStore, keys_url: str) -> None:
    words = keys.seal_words("p", "alice", "c1", "why", "because", "en")
    keys.rotate_master(b"n" * 32)
    assert keys.open("p", words) == "because"
    with pytest.raises(WrongMasterKey):
        KeyStore.at(keys_url, MASTER)
    again = KeyStore.at(keys_url, b"n" * 32)
    assert again.open("p", words) == "because"
    again.close()


def test_without_a_store_everything_but_words_works() -> None:
    store = KeyStore.missing()
    store.flush()
    with pytest.raises(NoKeyStore):
        store.seal_words("p", "alice", "c1", "why", "because", "en")
    with pytest.raises(NoKeyStore):
        store.destroy_person("p", "alice")


def test_a_store_that_went_away_leaves_words_unreadable(sqlite_url: str) -> None:
    migrate(sqlite_url, KEYS)
    store = KeyStore.at(sqlite_url, MASTER)
    words = store.seal_words("p", "alice", "c1", "why", "because", "en")
    store.close()
    assert KeyStore.missing().open("p", words) == Unreadable("no key store")
    again = KeyStore.at(sqlite_url, MASTER)
    with sqlite3.connect(make_url(sqlite_url).database or "") as file:
        file.execute("DROP TABLE word_keys")
    assert again.open("p", words) == Unreadable("no key store")
    again.close()


def test_a_store_opened_for_reading_opens_and_does_not_write(sqlite_url: str) -> None:
    migrate(sqlite_url, KEYS)
    store = KeyStore.at(sqlite_url, MASTER)
    words = store.seal_words("p", "alice", "c1", "why", "because", "en")
    store.flush()
    reading = KeyStore.at(sqlite_url, MASTER, read_only=True)
    assert reading.open("p", words) == "because"
    with pytest.raises(OperationalError, match="readonly"):
        reading.destroy_words("p", words.ref)
    reading.close()
    store.close()


def test_many_are_sealed_and_opened_at_once(keys: KeyStore, open_keys: Callable[[], KeyStore]) -> None:
    people = [f"person{number}" for number in range(40)]
    keys.warm("p", people)
    sealed = [
        keys.seal_words("p", people[number % 40], "c1", "title", f"text {number}", "en")
        for number in range(2500)
    ]
    keys.flush()
    assert open_keys().open_many("p", sealed) == [f"text {number}" for number in range(2500)]


def test_memory_is_bounded(keys_url: str) -> None:
    small = KeyStore(KeyRows(keys_url), MASTER, people=2, words=3)
    sealed = [small.seal_words("p", f"person{n}", "c1", "why", f"text {n}", "en") for n in range(10)]
    assert [small.open("p", one) for one in sealed] == [f"text {n}" for n in range(10)]
    small.flush()
    assert small.open_many("p", sealed) == [f"text {n}" for n in range(10)]
    assert len(small._word_keys) <= 3
    small.close()


def all_bytes_beside(url: str) -> bytes:
    """What stands in the file of the keys and in all that SQLite keeps beside it."""
    folder = Path(make_url(url).database or "").parent
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_a_destroyed_key_is_not_in_the_file_any_more(sqlite_url: str) -> None:
    migrate(sqlite_url, KEYS)
    store = KeyStore.at(sqlite_url, MASTER)
    words = store.seal_words("p", "alice", "c1", "why", "because", "en")
    wrapped = next(iter(store._new_words.values())).wrapped
    store.flush()
    assert wrapped in all_bytes_beside(sqlite_url)
    store.destroy_words("p", words.ref)
    assert wrapped not in all_bytes_beside(sqlite_url)
    store.close()


def test_a_destroyed_key_of_a_draft_is_not_in_the_file_any_more(sqlite_url: str) -> None:
    migrate(sqlite_url, KEYS)
    store = KeyStore.at(sqlite_url, MASTER)
    wrapped = {}
    for name in ("draft:d:1", "draft:d:2", "draft:d:3"):
        store.shared_key("p", name, make=True)
        wrapped[name] = store._new_people["p", name].wrapped
        store.flush()
    assert all(one in all_bytes_beside(sqlite_url) for one in wrapped.values())
    for gone in ("draft:d:2", "draft:d:3"):
        store.destroy_person("p", gone)
        assert store.shared_key("p", gone) == ()
        assert store.is_destroyed("p", gone)
    found = all_bytes_beside(sqlite_url)
    assert [name for name in wrapped if wrapped[name] in found] == ["draft:d:1"]
    store.close()


def test_every_sealing_is_different(keys: KeyStore) -> None:
    one, other = (keys.seal_personal("p", "alice", "c1", "name", "Alice") for _ in range(2))
    assert one.ref != other.ref
    assert one.box != other.box
