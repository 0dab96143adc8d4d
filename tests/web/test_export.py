"""An export holds every event as it is kept, so that others can check it without us."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from events.log.log import Log
from tests.web.commanded import done, partnerships, refused, run
from tests.web.polis_files import HERE


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one imported conversation."""
    folder = tmp_path_factory.mktemp("data")
    done(folder, "import", "polis", str(HERE), "--partnership", "Listening")
    return folder


def stored_parts(line: bytes) -> tuple[bytes, bytes]:
    """The bytes of header and payload as they stand in a line."""
    header, _, rest = line.removeprefix(b'{"header":').partition(b',"leaf":"')
    payload = rest.partition(b'","payload":')[2]
    end = payload.find(b',"words":')
    return header, payload[:end] if end >= 0 else payload.rstrip(b"}\n") + b"}"


def test_every_line_carries_the_stored_bytes_and_the_hash_that_seals_them(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    done(data, "export", "--partnership", "Listening", str(file))
    lines = file.read_bytes().splitlines(keepends=True)
    (one,) = partnerships(data)
    with Log.open(f"sqlite:///{data / 'everyseat.sqlite'}", read_only=True) as log:
        stored = log.read(one["id"])
    assert len(lines) == len(stored) == one["position"]
    for line, event in zip(lines, stored, strict=True):
        header, payload = stored_parts(line)
        assert header + b"\n" + payload == event.state
        leaf = sha256(b"\x00" + header + sha256(payload).digest()).hexdigest()
        assert json.loads(line)["leaf"] == leaf == event.leaf.hex()


def test_words_stand_beside_and_what_is_personal_stays_sealed(data: Path) -> None:
    out = done(data, "export", "--partnership", "Listening", "-")
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[0]["words"]["name"] == "Listening"
    titles = {line["words"]["title"] for line in lines if line["header"]["name"] == "GoalProposed"}
    assert "Comment 12" in titles
    assert "Operator" not in out


def test_without_the_keys_everything_but_the_words_is_exported(data: Path, tmp_path: Path) -> None:
    # A plain copy of the file would miss what still stands in its write-ahead log.
    with (
        closing(sqlite3.connect(data / "everyseat.sqlite")) as whole,
        closing(sqlite3.connect(tmp_path / "everyseat.sqlite")) as copy,
    ):
        whole.backup(copy)
    result = run(tmp_path, "export", "--partnership", partnerships(data)[0]["id"], "-")
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[0]["words"] == {"name": None}
    assert "cannot be read" in result.stderr


def test_a_file_that_exists_is_replaced_only_when_asked(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("mine")
    said = refused(data, "export", "--partnership", "Listening", str(file))
    assert "--force" in said
    assert file.read_text() == "mine"
    done(data, "export", "--partnership", "Listening", "--force", str(file))
    assert file.read_text() != "mine"


def test_a_folder_that_is_not_there_is_a_sentence(data: Path, tmp_path: Path) -> None:
    refused(data, "export", "--partnership", "Listening", str(tmp_path / "no" / "all.jsonl"))
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_is_named_and_the_rest_is_there(data: Path, tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(data / "everyseat.sqlite")) as whole,
        closing(sqlite3.connect(tmp_path / "everyseat.sqlite")) as copy,
    ):
        whole.backup(copy)
        copy.execute("UPDATE events SET state = x'7b226e' WHERE position IN (4, 7)")
        copy.commit()
    (one,) = partnerships(data)
    result = run(tmp_path, "export", "--partnership", one["id"], "-")
    assert result.exit_code == 2
    assert "2 moments cannot be read: 4, 7." in result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == one["position"]
    broken = {
        line["position"]: base64.b64decode(line["unreadable"]) for line in lines if "unreadable" in line
    }
    assert broken == {4: b'{"n', 7: b'{"n'}
    shown = run(tmp_path, "show", "history", "--partnership", one["id"], "--json")
    assert (shown.exit_code, json.loads(shown.stdout)["unreadable"]) == (0, [4, 7])
    assert "4, 7" in shown.stderr
    assert len(json.loads(shown.stdout)["history"]) == one["position"] - 2


def test_a_partnership_whose_first_event_cannot_be_read_is_listed_still(data: Path, tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(data / "everyseat.sqlite")) as whole,
        closing(sqlite3.connect(tmp_path / "everyseat.sqlite")) as copy,
    ):
        whole.backup(copy)
        copy.execute("UPDATE events SET state = x'00' WHERE position = 1")
        copy.commit()
    (one,) = partnerships(tmp_path)
    assert (one["name"], one["founded"]) == (None, None)
    assert "(cannot be read)" in done(tmp_path, "partnerships")
    assert "1" in run(tmp_path, "show", "goals", "--partnership", one["id"]).stderr
