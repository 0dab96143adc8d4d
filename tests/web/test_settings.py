"""What an owner may write, and what they are told when it cannot be."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.keys import GIVEN_KEYS, MASTER, SECRET, written
from web.settings import Settings, SettingsProblem, load_settings, refuse_unchosen_printing
from web.settings.addresses import beside

KEY, OTHER_KEY = written(MASTER), written(SECRET)
PASSWORD = "x7Qd2mVr9LtB"
POSTGRESQL = f"postgresql://everyseat:{PASSWORD}@db.example/everyseat"


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
    settings = loaded(tmp_path, EVERYSEAT_MASTER_KEY=KEY, EVERYSEAT_SECRET=OTHER_KEY)
    settings.prepare()
    assert (settings.master_key, settings.secret) == (MASTER, SECRET)
    assert list(tmp_path.iterdir()) == []


def test_the_demo_makes_its_keys_on_postgresql_too(tmp_path: Path) -> None:
    settings = loaded(tmp_path, EVERYSEAT_DATABASE_URL=POSTGRESQL, EVERYSEAT_DEMO="yes")
    settings.prepare()
    assert len(settings.master_key) == 32


@pytest.mark.parametrize("missing", ["EVERYSEAT_SECRET", "EVERYSEAT_MASTER_KEY"])
def test_servers_that_share_a_postgresql_must_be_given_the_same_keys(tmp_path: Path, missing: str) -> None:
    given = {"EVERYSEAT_DATABASE_URL": POSTGRESQL, **GIVEN_KEYS}
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


WEAK = {
    "all zeros": bytes(32),
    "two letters": b"ab" * 16,
    "nine different bytes": bytes(range(9)) * 4,
}


@pytest.mark.parametrize("name", ["EVERYSEAT_SECRET", "EVERYSEAT_MASTER_KEY"])
@pytest.mark.parametrize("weak", WEAK.values(), ids=WEAK)
def test_a_key_that_is_easy_to_guess_is_refused_outside_the_demo(
    tmp_path: Path, name: str, weak: bytes
) -> None:
    with pytest.raises(SettingsProblem, match=rf"{name} is too easy to guess.*os\.urandom"):
        loaded(tmp_path, **{name: written(weak)})
    assert loaded(tmp_path, EVERYSEAT_DEMO="yes", **{name: written(weak)}).demo


def test_the_two_keys_are_not_the_same(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="are the same"):
        loaded(tmp_path, EVERYSEAT_SECRET=KEY, EVERYSEAT_MASTER_KEY=KEY)


@pytest.mark.parametrize(
    ("file", "key", "said"),
    [("master.key", bytes(32), "too easy to guess"), ("signing.key", MASTER, "are the same")],
)
def test_keys_in_files_are_looked_at_too(tmp_path: Path, file: str, key: bytes, said: str) -> None:
    (tmp_path / file).write_text(written(key))
    settings = loaded(tmp_path, **({} if file == "master.key" else {"EVERYSEAT_MASTER_KEY": KEY}))
    with pytest.raises(SettingsProblem, match=said):
        settings.prepare()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://everyseat@db.example/everyseat", "no password"),
        ("postgresql://everyseat:Postgres@db.example/everyseat", "everybody tries first"),
        ("postgresql+psycopg://ana:everyseat@10.0.0.7:5432/everyseat", "everybody tries first"),
        ("postgresql://table:table@db.example/everyseat", "everybody tries first"),
        ("postgresql:///everyseat?host=/run/postgresql,db.example&user=a&password=changeme", "tries first"),
        ("postgresql:///everyseat?hostaddr=10.0.0.7&user=ana", "no password"),
    ],
)
def test_a_database_on_another_machine_has_a_password_that_not_all_know(
    tmp_path: Path, address: str, said: str
) -> None:
    with pytest.raises(SettingsProblem, match=said):
        loaded(tmp_path, EVERYSEAT_DATABASE_URL=address)
    assert loaded(tmp_path, EVERYSEAT_DATABASE_URL=address, EVERYSEAT_DEMO="yes").demo


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///everyseat",
        "postgresql://everyseat@localhost/everyseat",
        "postgresql://postgres:postgres@127.0.0.1:5433/everyseat",
        "postgresql://everyseat@[::1]/everyseat",
        "postgresql://everyseat@/everyseat?host=/run/postgresql",
        "postgresql://everyseat@db.example/everyseat?sslcert=/etc/everyseat/client.crt",
        POSTGRESQL,
    ],
)
def test_a_database_on_this_machine_is_its_owners_business(tmp_path: Path, address: str) -> None:
    assert loaded(tmp_path, EVERYSEAT_DATABASE_URL=address).database_url == address


def test_outside_the_demo_links_are_printed_only_where_that_was_chosen(tmp_path: Path) -> None:
    refuse_unchosen_printing(loaded(tmp_path, EVERYSEAT_DEMO="yes"))
    refuse_unchosen_printing(loaded(tmp_path, EVERYSEAT_MAIL_URL="print"))
    refuse_unchosen_printing(loaded(tmp_path, EVERYSEAT_MAIL_URL="smtps://mail.example"))
    with pytest.raises(SettingsProblem, match=r"smtp://.*EVERYSEAT_MAIL_URL=print"):
        refuse_unchosen_printing(loaded(tmp_path))


def test_print_is_no_mail_server(tmp_path: Path) -> None:
    assert loaded(tmp_path, EVERYSEAT_MAIL_URL="print").mail_server is None
    assert loaded(tmp_path, EVERYSEAT_MAIL_URL="smtps://mail.example").mail_server == "smtps://mail.example"


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
    assert PASSWORD not in repr(settings)
    assert repr(MASTER) not in repr(settings)


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
