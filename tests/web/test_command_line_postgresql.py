"""The same command line on PostgreSQL, where several processes write and tables are made on request only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.keys import GIVEN_KEYS
from tests.web.commanded import done, refused
from tests.web.polis_files import HERE, expected, tallies


@pytest.fixture
def env(postgresql_url: str) -> dict[str, str]:
    """The settings of a server on an empty PostgreSQL."""
    return {
        "EVERYSEAT_DATABASE_URL": postgresql_url,
        **GIVEN_KEYS,
    }


def test_without_its_tables_nothing_starts_and_nothing_is_made(env: dict[str, str], tmp_path: Path) -> None:
    for command in (["partnerships"], ["serve", "--port", "0"]):
        assert "everyseat migrate" in refused(tmp_path, *command, env=env)
    said = refused(tmp_path, "import", "polis", str(HERE), "--partnership", "Listening", env=env)
    assert "everyseat migrate" in said


def test_an_import_counts_as_on_sqlite_and_a_second_run_adds_nothing(
    env: dict[str, str], tmp_path: Path
) -> None:
    done(tmp_path, "migrate", env=env)
    bring = ["import", "polis", str(HERE), "--partnership", "Listening"]
    done(tmp_path, *bring, env=env)
    shown = json.loads(done(tmp_path, "show", "goals", "--partnership", "Listening", "--json", env=env))
    assert tallies(shown, HERE / "comments.csv") == expected()
    assert ": 0 new" in done(tmp_path, *bring, env=env)
    listed = json.loads(done(tmp_path, "partnerships", "--json", env=env))["partnerships"]
    assert [one["position"] for one in listed] == [shown["position"]]


def test_the_keys_must_be_given(env: dict[str, str], tmp_path: Path) -> None:
    del env["EVERYSEAT_MASTER_KEY"]
    assert "EVERYSEAT_MASTER_KEY" in refused(tmp_path, "migrate", env=env)


def test_a_list_invites_once_and_the_first_administrator_comes_in(
    env: dict[str, str], tmp_path: Path
) -> None:
    done(tmp_path, "migrate", env=env)
    done(tmp_path, "import", "polis", str(HERE), "--partnership", "Listening", env=env)
    assert "/sign-in/link/" in done(tmp_path, "administrator", "ana@example.org", env=env)
    (tmp_path / "people.csv").write_text(
        "name,email,organisation,group\nBen,ben@x.org,Clinic,clinic\nEva,,,\n"
    )
    bring = ("import", "roster", str(tmp_path / "people.csv"), "--partnership", "Listening", "--json")
    first, again = (json.loads(done(tmp_path, *bring, env=env)) for _ in range(2))
    assert [bool(one["link"]) for one in first["invitations"]] == [True, False]
    assert again["invitations"] == []
