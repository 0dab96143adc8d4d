"""What people write in the measurements: stretches of the history of a real document.

`clownschool` and `friendsforever` of editing-traces (josephg, CC BY 4.0), from the folder "editing" of
EVERYSEAT_SHARED_DATA; without it, made-up edits with the same statistics.
"""

from __future__ import annotations

import gzip
import json
import os
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

DATA = Path(os.environ.get("EVERYSEAT_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
NAMES = ("clownschool", "friendsforever")
JUMPS, REMOVES = 0.06, 0.06
"""Of the edits of both histories so many are elsewhere than the one before; so many take something out."""
MADE_UP, LENGTH = 40_000, 20_000
AUTHORS = 5
LETTERS = "etaoin shrdlu cmfwyp vbgk\n"


class Edit(NamedTuple):
    """Take `removed` characters out at a place, and write something there."""

    at: int
    removed: int
    text: str


class History(NamedTuple):
    """Where it is from, each author's edits in order, and a text to begin with."""

    name: str
    edits: tuple[tuple[Edit, ...], ...]
    text: str


@cache
def history() -> History:
    """The real one where it is there."""
    files = [DATA / "editing" / f"{name}.json.gz" for name in NAMES]
    return real(files) if all(file.exists() for file in files) else made_up()


def real(files: list[Path]) -> History:
    """What each author of these histories did."""
    edits: list[tuple[Edit, ...]] = []
    text = ""
    for file in files:
        told = json.loads(gzip.decompress(file.read_bytes()))
        for agent in range(told["numAgents"]):
            patches = [patch for one in told["txns"] if one["agent"] == agent for patch in one["patches"]]
            edits.append(tuple(Edit(*patch) for patch in patches if patch[2].isascii()))
        text += "".join(letter for letter in told["endContent"] if letter.isascii())
    return History(" and ".join(NAMES), tuple(edits), text)


def made_up() -> History:
    """Edits as somebody types: letter after letter, sometimes elsewhere, sometimes back."""
    chance = Random("drafting")
    each = [tuple(typed(chance, MADE_UP // AUTHORS)) for _ in range(AUTHORS)]
    text = "".join(chance.choices(LETTERS, k=LENGTH))
    return History("made-up edits, for want of the real ones", tuple(each), text)


def typed(chance: Random, count: int) -> list[Edit]:
    """One author's edits."""
    found: list[Edit] = []
    at = LENGTH // 2
    for _ in range(count):
        if chance.random() < JUMPS:
            at = chance.randrange(LENGTH)
        if chance.random() < REMOVES:
            at = max(0, at - 1)
            found.append(Edit(at, 1, ""))
        else:
            found.append(Edit(at, 0, chance.choice(LETTERS)))
            at += 1
    return found


def shares(clients: int, each: int) -> list[tuple[Edit, ...]]:
    """For each client a stretch of one author's edits; clients that outnumber the stretches share them."""
    stretches = [
        edits[begin : begin + each]
        for edits in history().edits
        for begin in range(0, len(edits) - each + 1, each)
    ]
    return [stretches[number * len(stretches) // clients % len(stretches)] for number in range(clients)]
