"""Who wrote what, in order, when several people wrote one document at once.

The histories are of real documents, those of `editing-traces` (josephg, CC BY 4.0), read from the folder
"editing" of EVERYSEAT_SHARED_DATA. Where they are not at hand, made-up edits of the same shape take their
place, and are called so: a test that replays one bears its name.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(os.environ.get("EVERYSEAT_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
REAL = ("clownschool", "friendsforever")
MADE_UP = ("made-up-one", "made-up-two")
Edits = list[list[Any]]


def file_of(name: str) -> Path:
    """Where the history of a real document is kept."""
    return DATA / "editing" / f"{name}.json.gz"


NAMES = REAL if all(file_of(name).exists() for name in REAL) else MADE_UP
"""The histories that there are."""


def edits_of(name: str, people: int, each: int) -> list[Edits]:
    """For each person their edits: place, how much is taken out there, and what is written."""
    if name in MADE_UP:
        return [made_up(f"{name} {person}", each) for person in range(people)]
    history = json.loads(gzip.decompress(file_of(name).read_bytes()))
    found: list[Edits] = [[] for _ in range(people)]
    for one in history["txns"]:
        found[one["agent"] % people] += [patch for patch in one["patches"] if patch[2].isascii()]
    return [edits[:each] for edits in found]


def made_up(seed: str, count: int) -> Edits:
    """Edits as somebody types: letter after letter, sometimes elsewhere, sometimes back."""
    chance, found, at = Random(seed), Edits(), 0
    for _ in range(count):
        match chance.random():
            case roll if roll < 0.05:
                at = chance.randrange(max(1, len(found)))
            case roll if roll < 0.2:
                at = max(0, at - 1)
                found.append([at, 1, ""])
                continue
        found.append([at, 0, chance.choice("etaoin shrdlu\n")])
        at += 1
    return found
