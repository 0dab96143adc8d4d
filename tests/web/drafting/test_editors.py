"""The scripts of the draft's page: whatever is typed, composed, pasted or undone, nothing is lost or cut."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dev_environment import ROOT, node
from web.drafting import peer, socket

HERE = Path(__file__).parent
EDITOR = ROOT / "web" / "templates" / "drafting" / "editor.html"


@pytest.mark.parametrize("seed", range(1, 9))
def test_what_a_window_shows_is_what_is_written_whatever_happens_meanwhile(seed: int) -> None:
    asked = json.dumps({"seed": seed, "steps": 500})
    done = subprocess.run(
        [str(part) for part in node(HERE / "editors.mjs", asked)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["fails"] == []
    assert told["length"] > 50


def replaced(*pairs: tuple[str, str]) -> list[dict[str, dict[str, Any]]]:
    """What each editor does to a shared text when one text is pasted over the other."""
    command = [str(part) for part in node(HERE / "apart.mjs")]
    done = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: list[dict[str, dict[str, Any]]] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ("We breathe badly at school.", "We sing badly at work.", [["breathe", "sing"], ["school", "work"]]),
        ("one, two, three", "ONE, TWO, three", [["one, two", "ONE, TWO"]]),
        ("One 😀 two 👩‍👩‍👧 three", "1 😀 two 👩‍👩‍👦 three", [["One", "1"], ["👧", "👦"]]),
        (
            "Ñandú corre hoy.",
            "Ñandúes corren hoy y hoy.",
            [["Ñandú corre", "Ñandúes corren"], ["", " y hoy"]],
        ),
        ("क्षि one क्षि", "क्ष one क्ष", [["क्षि", "क्ष"], ["क्षि", "क्ष"]]),
        ("a\n\nwhole b", "c\n\nwhole d", [["a", "c"], ["b", "d"]]),
        ("nothing of it", "😀", [["nothing of it", "😀"]]),
        ("nothing of it", "", [["nothing of it", ""]]),
        ("to be a dog", "a", [["to be a dog", "a"]]),
    ],
)
def test_words_that_stay_are_not_written_anew_when_a_text_is_pasted_over_another(
    before: str, after: str, taken: list[list[str]]
) -> None:
    (both,) = replaced((before, after))
    assert both["full"] == {"taken": taken, "text": after, "updates": 1}
    assert both["plain"]["text"] == after
    assert both["plain"]["updates"] == 1
    assert len(both["plain"]["taken"]) <= len(taken)


def words(chance: Random, count: int) -> str:
    return " ".join(f"w{chance.randrange(10**6)}" for _ in range(count))


def test_a_whole_page_with_two_other_words_changes_only_these() -> None:
    text = words(Random(5), 2_700)
    first, *rest, last = text.split(" ")
    both = replaced((text, " ".join(("We", *rest, "breathe"))))[0]
    assert both["full"]["taken"] == [[first, "We"], [last, "breathe"]]
    assert [new for _, new in both["plain"]["taken"]] == ["We", "breathe"]


def test_what_would_take_long_to_compare_is_one_change() -> None:
    chance = Random(6)
    others = [(words(chance, 2_700), words(chance, 2_700)), ("=+" * 40_000, "=++" * 40_000)]
    for (before, after), both in zip(others, replaced(*others), strict=True):
        assert both["full"]["taken"] == [[before, after]]
        assert len(both["plain"]["taken"]) == 1
        assert both["plain"]["text"] == after


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pasted_over_whatever_is_there_afterwards(seed: int) -> None:
    chance = Random(seed)
    pieces = [
        "a",
        "the",
        " ",
        ",",
        "\n",
        "é",
        "e\u0301",
        "😀",
        "😁",
        "👩‍👩‍👧",
        "शब्द",
        "שלום",
        "a😀b",
        "\u200f",
        "0",
    ]
    texts = ["".join(chance.choices(pieces, k=chance.randrange(40))) for _ in range(300)]
    pairs = list(pairwise(texts))
    for (_, after), both in zip(pairs, replaced(*pairs), strict=True):
        for way in both.values():
            assert way["text"] == after
            assert not any(re.search("[\ud800-\udfff]", new) for _, new in way["taken"])


def test_the_page_has_a_sentence_for_every_way_in_which_the_server_ends_a_line() -> None:
    ends = [value for part in (peer, socket) for name, value in vars(part).items() if name.isupper()]
    codes = {str(code) for code in ends if isinstance(code, int) and 4400 < code < 4500}
    sentences = dict(
        re.findall(r'data-(\d+|offline|refused)="{{ _\("([^"]+)"\) }}"', EDITOR.read_text("utf-8"))
    )
    assert codes
    assert codes <= sentences.keys()
    for sentence in sentences.values():
        assert "othing is lost" in sentence
