"""Who wrote what, in order, when real documents were written by several people at once.

The histories are those of `editing-traces` (josephg, CC BY 4.0), read from the folder "editing" of
EVERYSEAT_SHARED_DATA; without one, made-up edits of the same shape take their place.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(os.environ.get("EVERYSEAT_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
NAMES = ("clownschool", "friendsforever")
Edits = list[list[Any]]


def edits_of(name: str, people: int, each: int) -> list[Edits]:
    """For each person their edits: place, how much is taken out there, and what is written."""
    file = DATA / "editing" / f"{name}.json.gz"
    if not file.exists():
        return [made_up(f"{name} {person}", each) for person in range(people)]
    history = json.loads(gzip.decompress(file.read_bytes()))
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
