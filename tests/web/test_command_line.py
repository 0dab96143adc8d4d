"""Looking at what is kept: every view at every position, in JSON and in tables; every error a sentence."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from events.log.log import Append, CommandRow, Log
from events.log.migrations import LOG, migrate
from tests.keys import OTHER_MASTER, written
from tests.web.commanded import done, partnerships, refused, run, shown
from web.command_line.looking import VIEWS

CONVERSATION = {
    "comments.csv": (
        "comment_id,timestamp_ms,author_id,body\n0,1650000000000,1,Árbol\n1,1650000002000,2,Second\n"
    ),
    "votes.csv": (
        "timestamp_ms,comment_id,voter_id,vote\n1650000001000,0,3,1\n1650000003000,1,3,0\n"
        "1650000004000,0,3,-1\n1650000005000,0,4,1\n"
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small history of every kind that an import makes."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in CONVERSATION.items():
        (folder / name).write_text(text)
    done(folder / "data", "import", "polis", str(folder), "--partnership", "Small talk")
    return folder / "data"


def test_partnerships_are_listed_with_id_name_and_position(data: Path) -> None:
    (one,) = partnerships(data)
    assert one["name"] == "Small talk"
    assert one["position"] == 11
    assert len(one["id"]) == 32
    assert "Small talk" in done(data, "partnerships")


def test_goals_in_json_have_id_title_and_votes(data: Path) -> None:
    goals = shown(data, "goals", "Small talk")["goals"]
    assert [goal["title"] for goal in goals] == ["Árbol", "Second"]
    assert goals[0]["votes"] == {"support": 1, "unsure": 0, "against": 1}
    assert goals[0]["id"]


def test_a_partnership_is_found_by_id_or_by_its_exact_name(data: Path) -> None:
    (one,) = partnerships(data)
    by_id, by_name = shown(data, "charter", one["id"]), shown(data, "charter", "Small talk")
    assert by_id["partnership"] == by_name["partnership"] == one["id"]
    assert "everyseat partnerships" in refused(data, "show", "goals", "--partnership", "small talk")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_at_a_position_is_the_view_of_the_first_events_alone(
    view: str, data: Path, tmp_path: Path
) -> None:
    (one,) = partnerships(data)
    for position in range(1, one["position"] + 1):
        at = shown(data, view, one["id"], "--at", str(position))
        alone = shown(only_the_first(position, data, tmp_path / str(position)), view, one["id"])
        assert without_moment(at) == without_moment(alone)


def only_the_first(position: int, data: Path, folder: Path) -> Path:
    """A data folder whose log has the first events and nothing else."""
    folder.mkdir(exist_ok=True)
    for name in ("everyseat-keys.sqlite", "master.key"):
        shutil.copy(data / name, folder / name)
    url = f"sqlite:///{folder / 'everyseat.sqlite'}"
    migrate(url, LOG)
    with Log.open(f"sqlite:///{data / 'everyseat.sqlite'}", read_only=True) as whole, Log.open(url) as first:
        (partnership, head), *_ = whole.heads().items()
        events = whole.read(partnership, 0, position)
        row = CommandRow("copy", "copy", b"", 1, position)
        first.append_many([Append(partnership, 0, head.recorded_at, events, [row])])
    return folder


def without_moment(shown_view: dict[str, Any]) -> dict[str, Any]:
    """Live views are of now, others of their last event."""
    return {name: value for name, value in shown_view.items() if name != "at"}


@pytest.mark.parametrize("view", VIEWS)
def test_without_json_a_view_is_a_table_for_people(view: str, data: Path) -> None:
    out = done(data, "show", view, "--partnership", "Small talk")
    assert "Moment 11" in out
    assert "Struct" not in out
    assert "sealed" not in out.lower()


def test_perspectives_and_single_votes_stay_out_of_what_is_shown(data: Path) -> None:
    text = json.dumps([shown(data, view, "Small talk") for view in VIEWS if view != "history"])
    assert '"box"' not in text
    assert '"perspective"' not in text
    assert '"latest"' not in text


def test_texts_whose_keys_are_gone_are_said_to_be_unreadable(data: Path, tmp_path: Path) -> None:
    shutil.copy(data / "everyseat.sqlite", tmp_path / "everyseat.sqlite")
    (one,) = partnerships(data)
    goals = shown(tmp_path, "goals", one["id"])["goals"]
    assert goals[0]["title"] is None
    assert goals[0]["title_unreadable"] == "no key store"
    assert goals[0]["votes"]["support"] == 1


def test_a_position_that_is_not_there_yet_is_refused(data: Path) -> None:
    assert "the last one is 11" in refused(data, "show", "goals", "--partnership", "Small talk", "--at", "12")
    refused(data, "show", "goals", "--partnership", "Small talk", "--at", "0")


def test_looking_at_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    assert "everyseat serve" in refused(tmp_path / "none", "partnerships")
    assert not (tmp_path / "none").exists()


def test_a_database_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "everyseat.sqlite").write_bytes(b"This is a letter to my aunt." * 100)
    refused(tmp_path, "partnerships")


def test_an_address_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    assert "sqlite:///" in refused(tmp_path, "partnerships", "--database", "mysql://somewhere/x")


def test_a_postgresql_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    refused(tmp_path, "partnerships", "--database", "postgresql://nobody@127.0.0.1:1/none")


@pytest.mark.parametrize("command", [["partnerships"], ["migrate"], ["serve", "--port", "0"]])
def test_a_database_newer_than_the_program_is_left_alone(
    command: list[str], data: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(data, tmp_path / "newer")
    with sqlite3.connect(folder / "everyseat.sqlite") as connection:
        connection.execute("UPDATE log_version SET version_num = '9999'")
    connection.close()
    assert "newer version" in refused(folder, *command)


@pytest.mark.parametrize("command", [["migrate"], ["serve", "--port", "0"]])
def test_a_data_folder_that_cannot_be_made_is_a_sentence(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be written" in refused(tmp_path / "file" / "data", *command)


def test_an_unknown_view_or_option_is_a_sentence(data: Path) -> None:
    refused(data, "show", "everything", "--partnership", "Small talk")
    refused(data, "show", "goals")
    assert run(data, "nonsense").exit_code == 2


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    assert done(tmp_path, "migrate") == done(tmp_path, "migrate")


def test_a_lost_key_store_is_not_made_anew(data: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(data, tmp_path / "lost")
    for file in folder.glob("everyseat-keys.sqlite*"):
        file.unlink()
    done(folder, "migrate")
    assert not list(folder.glob("everyseat-keys.sqlite*"))


def test_what_is_made_is_for_this_account_only(data: Path) -> None:
    for file in data.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


@pytest.mark.parametrize("command", [["partnerships"], ["serve", "--port", "0"]])
def test_a_master_key_that_does_not_fit_is_a_sentence(command: list[str], data: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(data, tmp_path / "other")
    (folder / "master.key").write_text(written(OTHER_MASTER))
    assert "master key does not fit" in refused(folder, *command)
