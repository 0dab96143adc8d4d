"""Everything moves from one kind of database to the other, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytest_asyncio

from events.log.keys import KeyStore, Unreadable
from events.log.log import Log
from events.log.migrations import LOG, revision_of
from events.log.serving import serve_lock
from tests.keys import MASTER, OTHER_MASTER, written
from tests.web.commanded import done, refused, run
from tests.web.conftest import House
from tests.web.kept import (
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
from web.settings.addresses import beside, sqlite_file


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str) -> House:
    return await furnished(migrated_sqlite_url)


def move(source: str, target: str, folder: Path) -> str:
    result = run(folder, "move", "--database", source, "--to", target, env=secrets())
    assert result.exit_code == 0, result.output
    return result.stderr


def refusal(source: str, target: str, folder: Path, env: dict[str, str] | None = None) -> str:
    return refused(folder, "move", "--database", source, "--to", target, env=env or secrets())


def test_there_and_back_again_nothing_has_changed(house: House, postgresql_url: str, tmp_path: Path) -> None:
    before = everything(house.url)
    assert "each was verified" in move(house.url, postgresql_url, tmp_path)
    assert everything(postgresql_url) == before
    back = empty_beside(tmp_path)
    move(postgresql_url, back, tmp_path)
    assert everything(back) == before == everything(house.url)
    with Log.open(house.url, read_only=True) as one, Log.open(back, read_only=True) as other:
        assert one.heads() == other.heads() != {}
    (words, *_) = first_words(back, house.partnership)
    assert readable(back, house.partnership, words) == "Goal 0"


def test_what_was_destroyed_stays_so_and_is_remembered(
    house: House, postgresql_url: str, tmp_path: Path
) -> None:
    taken = first_words(house.url, house.partnership)[0]
    keys = KeyStore.at(beside(house.url, "keys"), MASTER)
    keys.destroy_words(house.partnership, taken.ref)
    keys.close()
    move(house.url, postgresql_url, tmp_path)
    assert readable(postgresql_url, house.partnership, taken) == Unreadable("taken back")
    assert rows(postgresql_url, "destroyed") == [(house.partnership, "words", taken.ref, b"")]


@pytest.mark.parametrize(("harm", "says"), HARMED_DRAFTS)
def test_a_draft_with_damage_is_not_moved(
    house: House, postgresql_url: str, tmp_path: Path, harm: str, says: str
) -> None:
    change(house.url, harm)
    assert says in refusal(house.url, postgresql_url, tmp_path)
    assert rows(postgresql_url, "draft_events") == rows(postgresql_url, "events") == []


def test_a_served_file_is_not_moved(house: House, postgresql_url: str, tmp_path: Path) -> None:
    with serve_lock(sqlite_file(house.url)):
        assert "Stop it first" in refusal(house.url, postgresql_url, tmp_path)
    assert revision_of(postgresql_url, LOG) is None, "nothing was touched there"


def test_a_served_postgresql_is_not_moved(house: House, postgresql_url: str, tmp_path: Path) -> None:
    move(house.url, postgresql_url, tmp_path)
    with Log.open(postgresql_url) as served:
        assert served.heads()
        assert "Stop it first" in refusal(postgresql_url, empty_beside(tmp_path), tmp_path)


def test_a_full_database_is_not_written_over(house: House, postgresql_url: str, tmp_path: Path) -> None:
    move(house.url, postgresql_url, tmp_path)
    before = everything(postgresql_url)
    assert "something in that database already" in refusal(house.url, postgresql_url, tmp_path)
    assert everything(postgresql_url) == before


def test_it_does_not_move_onto_itself(house: House, tmp_path: Path) -> None:
    assert "same database" in refusal(house.url, house.url.replace("sqlite:///", "sqlite:////"), tmp_path)


def test_a_damaged_record_is_not_moved(house: House, postgresql_url: str, tmp_path: Path) -> None:
    change(house.url, "UPDATE events SET state = CAST(state || ' ' AS BLOB) WHERE position = 3")
    assert "doctor --full" in refusal(house.url, postgresql_url, tmp_path)
    assert rows(postgresql_url, "events") == rows(postgresql_url, "heads") == []


def test_a_master_key_that_does_not_fit_is_noticed(house: House, postgresql_url: str, tmp_path: Path) -> None:
    other = secrets() | {"EVERYSEAT_MASTER_KEY": written(OTHER_MASTER)}
    assert "another one" in refusal(house.url, postgresql_url, tmp_path, other)
    assert rows(postgresql_url, "events") == []


def test_the_servers_of_a_postgresql_are_told_which_key_they_need(
    house: House, postgresql_url: str, tmp_path: Path
) -> None:
    keys = sqlite_file(house.url).parent / "master.key"
    keys.write_text(secrets()["EVERYSEAT_MASTER_KEY"])
    result = run(keys.parent, "move", "--to", postgresql_url)
    assert result.exit_code == 0, result.output
    assert f"EVERYSEAT_MASTER_KEY: the content of {keys}" in result.stderr


def test_files_take_their_master_key_along(house: House, tmp_path: Path) -> None:
    old = sqlite_file(house.url).parent
    (old / "master.key").write_text(secrets()["EVERYSEAT_MASTER_KEY"])
    new = sqlite_file(empty_beside(tmp_path)).parent
    result = run(
        old,
        "move",
        "--to",
        empty_beside(tmp_path),
        env={"EVERYSEAT_DATA": "", "EVERYSEAT_DATABASE_URL": house.url},
    )
    assert result.exit_code == 0, result.output
    assert (new / "master.key").read_text().strip() == secrets()["EVERYSEAT_MASTER_KEY"]
    assert (new / "master.key").stat().st_mode & 0o077 == 0
    assert house.partnership in done(new, "partnerships", "--json")
