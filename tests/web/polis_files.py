"""The figures of a real conversation, also as Polis itself would export them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1] / "data" / "polis"
MEANING = {"agree": "support", "pass": "unsure", "disagree": "against"}


def expected(file: Path = HERE / "expected.json") -> dict[str, dict[str, int]]:
    """Comment → votes as the goals should show them."""
    tally = json.loads(file.read_text())["final_tally_latest_vote"]
    return {key: counted(votes) for key, votes in tally.items()}


def counted(votes: dict[str, int]) -> dict[str, int]:
    """Polis's words in ours."""
    return {MEANING[name]: number for name, number in votes.items()}


def tallies(shown: dict[str, Any], comments: Path) -> dict[str, dict[str, int]]:
    """Comment → votes of the goal that has its text. Texts that occur twice are told apart by their order."""
    goals = defaultdict(list)
    for goal in shown["goals"]:
        goals[goal["title"]].append(goal["votes"])
    with comments.open(newline="", encoding="utf-8") as file:
        rows = sorted(
            csv.DictReader(file), key=lambda row: (int(row["timestamp_ms"]), int(row["comment_id"]))
        )
    return {row["comment_id"]: goals[row["body"].strip() or "(no text)"].pop(0) for row in rows}


def as_polis_writes(folder: Path, *, agree: int = 1) -> Path:
    """The same conversation in Polis's own columns: seconds, sorted by comment and voter, with a mark."""
    votes = sorted(rows_of("votes.csv"), key=lambda row: (int(row["comment_id"]), int(row["voter_id"])))
    write(
        folder / "votes.csv",
        ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
        [
            [seconds(row), "then", row["comment_id"], row["voter_id"], str(int(row["vote"]) * agree)]
            for row in votes
        ],
    )
    header = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated"]
    write(
        folder / "comments.csv",
        [*header, "comment-body"],
        [
            [
                *(seconds(row), "then", row["comment_id"], row["author_id"]),
                *(row["published_agrees"], row["published_disagrees"], row["moderated"], row["body"]),
            ]
            for row in rows_of("comments.csv")
        ],
    )
    return folder


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one of our files."""
    with (HERE / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def seconds(row: dict[str, str]) -> str:
    """Polis's export rounds down to seconds."""
    return str(int(row["timestamp_ms"]) // 1000)


def write(file: Path, header: list[str], rows: list[list[str]]) -> None:
    """A CSV file that begins with a byte order mark."""
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out)
        writer.writerows([header, *rows])
