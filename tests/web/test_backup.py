"""A backup brings back everything, from and to either kind of database, except what must not come back."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import pytest_asyncio
from click.testing import Result

from events.log.keys import KeyStore, Unreadable
from events.log.log import Log, Stored
from tests.keys import MASTER, OTHER_MASTER, written
from tests.web.commanded import Server, done, refused, run
from tests.web.conftest import House
from tests.web.kept import (
    DRAFT,
    HARMED_DRAFTS,
    change,
    empty_beside,
    everything,
    first_words,
    furnished,
    readable,
    rows,
    secrets,
)
from web.operating.parts import RECORD
from web.settings.addresses import beside

Command = Callable[..., Result]


@pytest_asyncio.fixture
async def house(migrated_database_url: str) -> House:
    return await furnished(migrated_database_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place of each kind."""
    if request.param == "sqlite":
        return empty_beside(tmp_path)
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "monday"


def back_up(house: House, file: Path, *more: str) -> str:
    result = run(file.parent, "backup", str(file), "--database", house.url, *more, env=secrets())
    assert result.exit_code == 0, result.output
    return result.stderr


def restore(file: Path, url: str, *more: str) -> str:
    result = run(file.parent, "restore", str(file), "--database", url, *more, env=secrets())
    assert result.exit_code == 0, result.output
    return result.stderr


def refusal(file: Path, url: str, *more: str, env: dict[str, str] | None = None) -> str:
    return refused(file.parent, "restore", str(file), "--database", url, *more, env=env or secrets())


def destroyer(house: House) -> KeyStore:
    return KeyStore.at(beside(house.url, "keys"), MASTER)


def test_everything_is_there_again(house: House, file: Path, elsewhere: str) -> None:
    told = back_up(house, file)
    assert "both" in told
    assert "master key" in told
    assert "each was verified" in restore(file, elsewhere)
    assert everything(elsewhere) == everything(house.url)
    titles = [
        readable(elsewhere, house.partnership, words) for words in first_words(elsewhere, house.partnership)
    ]
    assert titles == ["Goal 0", "Goal 1", "Goal 2"]


def test_the_keys_are_apart_and_nobody_else_may_read_either_file(house: House, file: Path) -> None:
    back_up(house, file)
    record = gzip.decompress(file.read_bytes())
    keys = gzip.decompress(file.with_name("monday.keys").read_bytes())
    assert b'["word_keys"' in keys
    assert b'["person_keys"' not in record
    assert b'["word_keys"' not in record
    assert b"Goal 1" not in record + keys
    for one in (file, file.with_name("monday.keys")):
        assert one.stat().st_mode & 0o077 == 0


def test_a_backup_is_not_written_over(house: House, file: Path) -> None:
    back_up(house, file)
    said = refused(file.parent, "backup", str(file), "--database", house.url, env=secrets())
    assert "exists already" in said
    back_up(house, file, "--force")


def test_a_full_database_is_not_written_over(house: House, file: Path) -> None:
    back_up(house, file)
    before = everything(house.url)
    assert "something in that database already" in refusal(file, house.url)
    assert everything(house.url) == before


def test_erased_people_and_words_taken_back_stay_so(house: House, file: Path, elsewhere: str) -> None:
    """The list in a newer backup, of either kind, is enough."""
    for person in ("ben", "cleo"):
        change(
            beside(house.url, "accounts"),
            "INSERT INTO invitations (partnership, id, person, address, role, language, tries, locked,"
            f" created, expires) VALUES ('{house.partnership}', '{person}', '{person}',"
            f" '{person}@example.org', 'member', 'en', 0, 0, 0, 4102444800)",
        )
    back_up(house, file)
    kept, taken, _ = first_words(house.url, house.partnership)
    keys = destroyer(house)
    keys.destroy_words(house.partnership, taken.ref)
    keys.destroy_person(house.partnership, "ben")
    keys.close()
    newer = file.with_name("tuesday")
    back_up(house, newer)
    assert "stayed out" in restore(file, elsewhere, "--erasures", str(newer))
    assert readable(elsewhere, house.partnership, taken) == Unreadable("taken back")
    assert readable(elsewhere, house.partnership, kept) == "Goal 0"
    assert "ben" not in [row[1] for row in rows(beside(elsewhere, "keys"), "person_keys")]
    assert "ben" not in [row[2] for row in rows(beside(elsewhere, "accounts"), "people")]
    addresses = [row[1] for row in rows(beside(elsewhere, "accounts"), "accounts")]
    assert sorted(filter(None, map(str, addresses))) == ["ana@example.org", "cleo@example.org"]
    assert "ben@example.org" not in str(rows(beside(elsewhere, "accounts"), "invitations"))
    assert "cleo@example.org" in str(rows(beside(elsewhere, "accounts"), "invitations"))
    assert len(rows(beside(elsewhere, "keys"), "destroyed")) == 2


def test_a_key_store_that_is_still_there_is_listened_to(house: House, file: Path) -> None:
    """The record was lost; the keys were not, and know more than the backup."""
    back_up(house, file)
    taken = first_words(house.url, house.partnership)[1]
    keys = destroyer(house)
    keys.destroy_words(house.partnership, taken.ref)
    later = keys.seal_words(house.partnership, "ana", "c9", "text", "Written later", "en")
    keys.close()
    for table in RECORD.tables:
        change(house.url, f"DELETE FROM {table}")
    for table in ("people", "accounts"):
        change(beside(house.url, "accounts"), f"DELETE FROM {table}")
    restore(file, house.url)
    assert readable(house.url, house.partnership, taken) == Unreadable("taken back")
    assert readable(house.url, house.partnership, later) == "Written later"


@pytest.mark.parametrize("harm", ["cut", "altered", "dropped"])
def test_a_harmed_backup_is_refused_and_nothing_is_kept(
    house: House, file: Path, elsewhere: str, harm: str
) -> None:
    back_up(house, file)
    sound = file.read_bytes()
    lines = gzip.decompress(sound).splitlines(keepends=True)
    event = next(number for number, line in enumerate(lines) if line.startswith(b'["events"'))
    if harm == "cut":
        lines = lines[:-1]
    elif harm == "altered":
        lines[event] = lines[event].replace(b'"PartnershipFounded"', b'"PartnershipFoumded"')
    else:
        del lines[event]
    file.write_bytes(gzip.compress(b"".join(lines)))
    assert "not a whole backup" in refusal(file, elsewhere)
    assert rows(elsewhere, "events") == rows(elsewhere, "heads") == []
    assert rows(beside(elsewhere, "keys"), "person_keys") == []
    file.write_bytes(sound)
    restore(file, elsewhere)
    assert everything(elsewhere) == everything(house.url)


def test_damage_in_the_record_is_told_and_does_not_come_back(
    house: House, file: Path, tmp_path: Path
) -> None:
    other = "SELECT one.leaf FROM events one WHERE one.position = 2"
    change(house.url, f"UPDATE events SET leaf = ({other}) WHERE position = 3")
    result = run(file.parent, "backup", str(file), "--database", house.url, env=secrets())
    assert result.exit_code == 1
    assert "doctor" in result.stderr
    assert "moment 3" in refusal(file, empty_beside(tmp_path))


@pytest.mark.parametrize(("harm", "says"), HARMED_DRAFTS)
def test_damage_in_a_draft_is_told_and_does_not_come_back(
    house: House, file: Path, tmp_path: Path, harm: str, says: str
) -> None:
    change(house.url, harm)
    result = run(file.parent, "backup", str(file), "--database", house.url, env=secrets())
    assert result.exit_code == 1
    assert says in result.stderr
    there = empty_beside(tmp_path)
    assert says in refusal(file, there)
    assert rows(there, "draft_events") == rows(there, "events") == []


def test_a_backup_proves_drafts_without_saying_so(house: House, file: Path) -> None:
    """So files of earlier days are as good."""
    back_up(house, file)
    end = json.loads(gzip.decompress(file.read_bytes()).splitlines()[-1])
    assert list(end["proof"]) == [house.partnership]
    assert DRAFT not in str(end)


def test_the_master_key_of_that_time_is_needed(house: House, file: Path, tmp_path: Path) -> None:
    back_up(house, file)
    there = tmp_path / "new"
    missing = refused(there, "restore", str(file))
    assert "master.key" in missing
    assert not (there / "master.key").exists(), "a new one would open nothing"
    other = {"EVERYSEAT_MASTER_KEY": written(OTHER_MASTER)}
    assert "another one" in refusal(file, empty_beside(tmp_path), env=other)


def test_without_its_keys_only_the_record_comes_back(house: House, file: Path, tmp_path: Path) -> None:
    back_up(house, file)
    file.with_name("monday.keys").unlink()
    assert "--without-keys" in refusal(file, empty_beside(tmp_path))
    restore(file, empty_beside(tmp_path), "--without-keys")
    (words, *_) = first_words(empty_beside(tmp_path), house.partnership)
    assert readable(empty_beside(tmp_path), house.partnership, words) == Unreadable("taken back")


def test_the_two_files_are_not_mistaken_for_each_other(house: House, file: Path, tmp_path: Path) -> None:
    back_up(house, file)
    keys = file.with_name("monday.keys")
    assert "holds the keys" in refusal(keys, empty_beside(tmp_path), "--keys", str(keys))
    assert "holds the record" in refusal(file, empty_beside(tmp_path), "--keys", str(file))


def test_a_backup_is_whole_while_a_server_writes(tmp_path: Path) -> None:
    """The demonstration is served meanwhile; a restore beside it is refused."""
    data = tmp_path / "data"
    with Server(data, "--demo") as server:
        done(data, "backup", str(tmp_path / "live"))
        assert "serving" in refused(data, "restore", str(tmp_path / "live"))
        assert server.process.poll() is None
    new = tmp_path / "new"
    new.mkdir()
    (new / "master.key").write_bytes((data / "master.key").read_bytes())
    done(new, "restore", str(tmp_path / "live"))
    kept, whole = history(new), history(data)
    assert kept
    assert kept == whole[: len(kept)], "what came after the backup comes after it"


def history(data: Path) -> list[Stored]:
    with Log.open(f"sqlite:///{data}/everyseat.sqlite", read_only=True) as log:
        (partnership,) = log.heads()
        return [*log.read(partnership)]
