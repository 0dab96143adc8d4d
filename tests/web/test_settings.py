"""What an owner may write, and what they are told when it cannot be."""

from __future__ import annotations

import base64
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from web.settings import Settings, SettingsProblem, load_settings
from web.settings.addresses import beside

KEY = base64.b64encode(bytes(range(32))).decode()
POSTGRESQL = "postgresql://everyseat:secret@db.example/everyseat"


def loaded(data: Path, **environment: str) -> Settings:
    return load_settings({"EVERYSEAT_DATA": str(data)} | environment)


def test_without_any_setting_everything_lies_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings({})
    assert settings.data == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/everyseat.sqlite"
    assert settings.keys_url == f"sqlite:///{tmp_path}/data/everyseat-keys.sqlite"
    assert settings.accounts_url == f"sqlite:///{tmp_path}/data/everyseat-accounts.sqlite"
    assert not settings.demo
    assert not (tmp_path / "data").exists(), "reading the settings writes nothing"


def test_the_command_line_wins(tmp_path: Path) -> None:
    settings = load_settings(
        {"EVERYSEAT_DATABASE_URL": POSTGRESQL}, database=f"sqlite:///{tmp_path}/mine.sqlite", port=9000
    )
    assert settings.on_sqlite
    assert settings.data == tmp_path
    assert settings.base_url == "http://127.0.0.1:9000"


def test_on_postgresql_keys_and_accounts_share_the_server(tmp_path: Path) -> None:
    settings = loaded(tmp_path, EVERYSEAT_DATABASE_URL=POSTGRESQL)
    assert {settings.database_url, settings.keys_url, settings.accounts_url} == {POSTGRESQL}


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text(f"{POSTGRESQL}\n")
    assert loaded(tmp_path, EVERYSEAT_DATABASE_URL_FILE=str(tmp_path / "url")).database_url == POSTGRESQL


def test_an_empty_value_is_none(tmp_path: Path) -> None:
    assert loaded(tmp_path, EVERYSEAT_MAIL_URL="", EVERYSEAT_SECRET=" ").mail_url is None


def test_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first = loaded(tmp_path / "new")
    first.prepare()
    for name in ("master.key", "signing.key"):
        assert stat.S_IMODE((tmp_path / "new" / name).stat().st_mode) == 0o600
    second = loaded(tmp_path / "new")
    second.prepare()
    assert (first.master_key, first.secret) == (second.master_key, second.secret)
    assert len(first.master_key) == 32
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"master.key", "signing.key"}


def test_given_keys_are_not_written_down(tmp_path: Path) -> None:
    settings = loaded(tmp_path, EVERYSEAT_MASTER_KEY=KEY, EVERYSEAT_SECRET=KEY)
    settings.prepare()
    assert settings.master_key == bytes(range(32))
    assert list(tmp_path.iterdir()) == []


def test_the_demo_makes_its_keys_on_postgresql_too(tmp_path: Path) -> None:
    settings = loaded(tmp_path, EVERYSEAT_DATABASE_URL=POSTGRESQL, EVERYSEAT_DEMO="yes")
    settings.prepare()
    assert len(settings.master_key) == 32


@pytest.mark.parametrize("missing", ["EVERYSEAT_SECRET", "EVERYSEAT_MASTER_KEY"])
def test_servers_that_share_a_postgresql_must_be_given_the_same_keys(tmp_path: Path, missing: str) -> None:
    given = {"EVERYSEAT_DATABASE_URL": POSTGRESQL, "EVERYSEAT_SECRET": KEY, "EVERYSEAT_MASTER_KEY": KEY}
    del given[missing]
    with pytest.raises(SettingsProblem, match=f"{missing} is missing"):
        loaded(tmp_path, **given).prepare()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EVERYSEAT_DATABASE_URL", "mysql://localhost/x", "database address"),
        ("EVERYSEAT_DATABASE_URL", "everyseat.sqlite", "database address"),
        ("EVERYSEAT_DATABASE_URL", "sqlite://", "database address"),
        ("EVERYSEAT_DATABASE_URL", "postgresql://localhost", "database address"),
        ("EVERYSEAT_MASTER_KEY", "not base64!", "not base64"),
        ("EVERYSEAT_MASTER_KEY", "c2hvcnQ=", "at least 32 bytes"),
        ("EVERYSEAT_SECRET", "c2hvcnQ=", "at least 16 bytes"),
        ("EVERYSEAT_BASE_URL", "table.example", "EVERYSEAT_BASE_URL"),
        ("EVERYSEAT_BASE_URL", "ftp://table.example", "EVERYSEAT_BASE_URL"),
        ("EVERYSEAT_BASE_URL", "https://table.example/app", "only scheme and host"),
        ("EVERYSEAT_BASE_URL", "https://table.example:99999", "EVERYSEAT_BASE_URL"),
        ("EVERYSEAT_MAIL_URL", "http://mail.example", "EVERYSEAT_MAIL_URL"),
        ("EVERYSEAT_DEMO", "maybe", "yes or no"),
        ("EVERYSEAT_SECRET_FILE", "/nowhere/at/all", "cannot be read"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsProblem, match=said):
        loaded(tmp_path, **{name: value})


def test_a_problem_never_repeats_a_secret(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem) as caught:
        loaded(tmp_path, EVERYSEAT_DATABASE_URL="mysql://ana:hunter2@localhost/x")
    assert "hunter2" not in str(caught.value)


def test_a_value_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="both given"):
        loaded(tmp_path, EVERYSEAT_SECRET=KEY, EVERYSEAT_SECRET_FILE=str(tmp_path))


@pytest.mark.parametrize("more", [{"host": "0.0.0.0"}, {"base": "https://table.example"}])
def test_the_demo_runs_on_this_machine_only(tmp_path: Path, more: dict[str, str]) -> None:
    environment = {"EVERYSEAT_DATA": str(tmp_path)}
    if "base" in more:
        environment["EVERYSEAT_BASE_URL"] = more["base"]
    with pytest.raises(SettingsProblem, match="only runs on this machine"):
        load_settings(environment, host=more.get("host", "127.0.0.1"), demo=True)


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    with pytest.raises(SettingsProblem, match="cannot be written to"):
        loaded(tmp_path / "file").prepare()


def test_an_unwritable_data_folder_is_told(tmp_path: Path) -> None:
    """Root may write everywhere, so the attempt is made without its rights."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == Path(tmp_path).owner() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    program = (
        "import os, sys; from pathlib import Path; from web.settings.keyfiles import make_writable_folder\n"
        "os.getuid() or os.setuid(65534)\n"
        "make_writable_folder(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=False
    )
    assert "cannot be written to (Permission denied). Nothing was changed." in done.stderr
    assert list(folder.iterdir()) == []


def test_what_lies_beside_a_database_is_named_after_it() -> None:
    assert beside("sqlite:////srv/a.db", "keys") == "sqlite:////srv/a-keys.db"
    assert beside(POSTGRESQL, "keys") == POSTGRESQL


def test_settings_that_are_printed_hold_no_secret(tmp_path: Path) -> None:
    settings = loaded(tmp_path, EVERYSEAT_DATABASE_URL=POSTGRESQL, EVERYSEAT_SECRET=KEY)
    assert "secret" not in repr(settings)
    assert repr(bytes(range(32))) not in repr(settings)


@pytest.mark.parametrize(
    ("given", "demo", "who"),
    [
        ("", False, "administrators"),
        ("", True, "anyone"),
        ("anyone", False, "anyone"),
        ("administrators", True, "administrators"),
    ],
)
def test_who_may_start_a_partnership_is_a_setting(given: str, demo: bool, who: str) -> None:
    assert load_settings({"EVERYSEAT_FOUNDING": given}, demo=demo).founding == who


def test_nobody_in_particular_may_start_a_partnership() -> None:
    with pytest.raises(SettingsProblem, match="EVERYSEAT_FOUNDING"):
        load_settings({"EVERYSEAT_FOUNDING": "friends"})
