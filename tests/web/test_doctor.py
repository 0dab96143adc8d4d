"""The doctor finds what was broken on purpose, says what to do, and changes nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import pytest_asyncio
from msgspec.structs import replace
from sqlalchemy import create_engine, select

from events.log.codec import leaf
from events.log.connecting import driver_url
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.tables import draft_events
from tests.keys import MASTER, OTHER_MASTER, written
from tests.web.commanded import Server, done, refused, run
from tests.web.conftest import House
from tests.web.kept import HARMED_DRAFTS, change, everything, first_words, furnished, readable, secrets
from web.engine.live_views import VIEWS
from web.health import CLOCK_JUMPED
from web.operating.doctor.serving import reasons_of
from web.settings import load_settings
from web.settings.addresses import beside, sqlite_file

ANOTHER = {"EVERYSEAT_MASTER_KEY": written(OTHER_MASTER)}


@pytest_asyncio.fixture
async def house(migrated_database_url: str) -> House:
    made = await furnished(migrated_database_url)
    if migrated_database_url.startswith("sqlite"):
        for file in sqlite_file(migrated_database_url).parent.iterdir():
            file.chmod(0o600)
    return made


def examined(house: House, *more: str, env: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    """The exit code, and what is not well by what it is about."""
    folder = sqlite_file(house.url).parent if house.url.startswith("sqlite") else Path.cwd()
    environment = secrets() | {"EVERYSEAT_DATA": str(folder)} | (env or {})
    result = run(folder, "doctor", "--json", "--database", house.url, *more, env=environment)
    assert "Traceback" not in result.output
    told = json.loads(result.stdout)
    assert told["well"] == (result.exit_code == 0)
    return result.exit_code, {one["what"]: one for one in told["findings"] if one["state"] != "well"}


def wrong_with(house: House, what: str, *more: str, env: dict[str, str] | None = None) -> str:
    """What is said; it has to be wrong, with an advice."""
    code, found = examined(house, *more, env=env)
    assert code == 1
    assert found[what]["state"] == "wrong", found
    assert found[what]["advice"]
    return str(found[what]["says"])


@pytest.mark.parametrize("how", [[], ["--full"]])
def test_a_sound_house_is_well(house: House, how: list[str]) -> None:
    before = everything(house.url)
    assert examined(house, *how) == (0, {})
    assert everything(house.url) == before


def test_a_missing_moment_is_found(house: House) -> None:
    change(house.url, "DELETE FROM events WHERE position = 2")
    assert "missing" in wrong_with(house, "record")


def test_a_head_that_is_elsewhere_is_found(house: House) -> None:
    change(house.url, "UPDATE heads SET position = position + 1")
    assert "its head says" in wrong_with(house, "record")


def test_an_altered_moment_is_found(house: House) -> None:
    other = "SELECT one.leaf FROM events one WHERE one.position = 2"
    change(house.url, f"UPDATE events SET leaf = ({other}) WHERE position = 3")
    assert "moment 3 is not what was kept" in wrong_with(house, "record")


@pytest.mark.parametrize(("harm", "says"), HARMED_DRAFTS)
def test_damage_in_a_draft_is_found(house: House, harm: str, says: str) -> None:
    change(house.url, harm)
    assert says in wrong_with(house, "drafts", "--full")


@pytest.mark.parametrize(
    ("where", "says"), [("position = 4", "some are missing"), ("position = 5", "head says 5")]
)
def test_a_missing_step_of_a_draft_is_found_without_looking_at_each(
    house: House, where: str, says: str
) -> None:
    change(house.url, f"DELETE FROM draft_events WHERE {where}")
    assert says in wrong_with(house, "drafts")


def test_a_draft_that_was_rewritten_as_a_whole_is_not_what_the_record_commits_to(house: House) -> None:
    """Row and hash fit each other; the root in the partnership's record does not fit them."""
    engine = create_engine(driver_url(house.url))
    with engine.begin() as connection:
        row = connection.execute(select(draft_events).where(draft_events.c.position == 2)).one()
        state = row.state[:-1] + bytes([row.state[-1] ^ 1])
        written = draft_events.update().where(draft_events.c.position == 2)
        connection.execute(written.values(state=state, leaf=leaf(state)))
    engine.dispose()
    assert "commits to other steps up to 3" in wrong_with(house, "drafts", "--full")


def test_a_draft_that_was_cut_off_is_less_than_the_record_commits_to(house: House) -> None:
    change(house.url, "DELETE FROM draft_events WHERE position > 2")
    change(house.url, "UPDATE draft_heads SET position = 2")
    assert "commits to 3 steps, and 2 are there" in wrong_with(house, "drafts", "--full")


def test_a_useless_snapshot_is_told_and_harms_nobody(house: House) -> None:
    with Log.open(house.url) as log:
        log.save_snapshot(house.partnership, VIEWS[0].name, VIEWS[0].key, 3, b"broken")
    code, found = examined(house)
    assert (code, found["snapshots"]["state"]) == (0, "notice")


def test_a_list_that_is_ahead_of_the_record_is_found(house: House) -> None:
    with Log.open(house.url) as log:
        log.track("search", 1, house.partnership, 999)
    assert "999" in wrong_with(house, "tracking")


def test_the_wrong_master_key_is_found(house: House) -> None:
    assert "does not open" in wrong_with(house, "master key", env=ANOTHER)


def test_a_lost_key_is_told_from_a_destroyed_one_and_can_be_brought_back(
    house: House, tmp_path: Path
) -> None:
    file = tmp_path / "monday"
    run(tmp_path, "backup", str(file), "--database", house.url, env=secrets())
    lost, taken, _ = first_words(house.url, house.partnership)
    keys = KeyStore.at(beside(house.url, "keys"), MASTER)
    keys.destroy_words(house.partnership, taken.ref)
    keys.close()
    assert examined(house) == (0, {})
    schema = "" if house.url.startswith("sqlite") else "keys."
    change(beside(house.url, "keys"), f"DELETE FROM {schema}word_keys WHERE ref = '{lost.ref}'")
    assert "1 text without a key" in wrong_with(house, "keys")
    command = ["restore", f"{file}.keys", "--only-keys", "--database", house.url]
    done(tmp_path, *command, env=secrets())
    assert examined(house) == (0, {})
    assert readable(house.url, house.partnership, lost) == "Goal 0"
    assert str(readable(house.url, house.partnership, taken)) == "Unreadable(why='taken back')"


def test_what_nobody_did_is_told(house: House) -> None:
    change(house.url, "UPDATE due SET at = 1000000")
    code, found = examined(house)
    assert (code, found["due"]["state"]) == (0, "notice"), "no server runs, so nothing is wrong with one"


async def test_what_a_running_server_does_not_do_is_wrong(migrated_postgresql_url: str) -> None:
    house = await furnished(migrated_postgresql_url)
    change(house.url, "UPDATE due SET at = 1000000")
    with Log.open(house.url) as served:
        assert served.heads()
        assert "Waiting since 1970" in wrong_with(house, "due")


def test_moments_from_the_future_are_found(house: House) -> None:
    change(house.url, "UPDATE heads SET recorded_at = 4102444800000000")
    assert "future" in wrong_with(house, "clock")


def test_a_clock_that_jumped_under_a_running_server_is_told_with_what_to_do(house: House) -> None:
    """Only the server remembers what the time was before."""

    class Ready(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/readyz"
            body = json.dumps({"status": "not ready", "reasons": [CLOCK_JUMPED]}).encode()
            self.send_response(503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    settings = load_settings(secrets() | {"EVERYSEAT_DATABASE_URL": house.url})
    with ThreadingHTTPServer(("127.0.0.1", 0), Ready) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        assert reasons_of(replace(settings, port=server.server_port)) == [CLOCK_JUMPED]
        server.shutdown()
    assert reasons_of(replace(settings, port=server.server_port)) is None
    assert "set it right" in CLOCK_JUMPED
    assert "start the server again" in CLOCK_JUMPED


@pytest.mark.parametrize(("revision", "says"), [("log_0000", "newer"), ("log_9999", "newer")])
def test_tables_of_another_version_are_found(house: House, revision: str, says: str) -> None:
    change(house.url, f"UPDATE log_version SET version_num = '{revision}'")
    assert says in wrong_with(house, "record")


def test_missing_tables_are_found(tmp_path: Path) -> None:
    result = run(tmp_path, "doctor")
    assert result.exit_code == 1
    assert "✗ record: There is no log" in result.stdout
    assert "→ Run `everyseat migrate`" in result.stdout


def test_keys_that_others_may_read_are_found(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done(data, "migrate")
    assert "All is well." in done(data, "doctor")
    data.chmod(0o755)
    (data / "master.key").chmod(0o644)
    result = run(data, "doctor")
    assert result.exit_code == 1
    assert f"chmod 600 {data / 'master.key'}" in result.stdout


def test_settings_and_databases_that_cannot_be_used_are_found(tmp_path: Path) -> None:
    given = {"EVERYSEAT_DATABASE_URL": "mysql://nobody"}
    result = run(tmp_path, "doctor", env=given)
    assert (result.exit_code, "✗ settings" in result.stdout) == (1, True)
    given = secrets() | {"EVERYSEAT_DATABASE_URL": "postgresql://nobody:pw@127.0.0.1:1/nothing"}
    result = run(tmp_path, "doctor", env=given)
    assert (result.exit_code, "✗ database" in result.stdout) == (1, True)


def test_a_file_that_is_no_database_any_more_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done(data, "migrate")
    (data / "everyseat.sqlite").write_bytes(b"nothing of the kind" * 1_000)
    result = run(data, "doctor")
    assert (result.exit_code, "✗ database" in result.stdout) == (1, True)
    assert "everyseat restore" in result.stdout
    assert "not a database" in refused(data, "backup", str(tmp_path / "file"))
    assert not (tmp_path / "file").exists()


async def test_a_damaged_page_is_found(migrated_sqlite_url: str) -> None:
    house = await furnished(migrated_sqlite_url, goals=60)
    with closing(sqlite3.connect(sqlite_file(house.url))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'due_at'").fetchone()
    with sqlite_file(house.url).open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(b"\xff" * 64)
    assert "damaged" in wrong_with(house, "files", "--full")


def test_a_server_may_run_meanwhile(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Server(data, "--demo"):
        said = done(data, "doctor", "--full")
    assert "A server is running." in said
    assert "All is well." in said
