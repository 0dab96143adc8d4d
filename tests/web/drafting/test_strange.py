"""Whatever passes the gate is read by a browser as the server reads it, however strange it is."""

from __future__ import annotations

import asyncio
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from pycrdt import merge_updates

from dev_environment import node
from tests.faults.conftest import Counted
from tests.faults.sizes import SEED, size
from tests.web.drafting.strange import strange
from tests.web.drafting.writing import Window, settled
from web.drafting.gate import ComesTooEarly, Gate, Refused

DOCUMENTS = size(300, 30_000)
EACH = 12
CLIENTS = (1, 7, 2**31, 2**53 - 1)


async def read(documents: Sequence[Sequence[bytes]]) -> list[dict[str, Any]]:
    """What a browser makes of documents, each given as its updates."""
    lines = [json.dumps([b64encode(one).decode() for one in updates]) for updates in documents]
    running = await asyncio.create_subprocess_exec(
        *map(str, node(Path(__file__).parent / "read.mjs")),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "NODE_OPTIONS": ""},
    )
    said, _ = await running.communicate("\n".join(lines).encode() + b"\n")
    return [json.loads(line) for line in said.splitlines()]


def let_through(chance: Random) -> list[bytes]:
    """What the gate lets through of many strange updates of one person, in order."""
    gate, passed = Gate(), list[bytes]()
    for _ in range(EACH):
        try:
            found = gate.look(strange(chance, gate, CLIENTS), "ana")
        except (Refused, ComesTooEarly):
            continue
        if found.data is not None:
            gate.take(found.update, "ana")
            passed.append(found.data)
    return passed


async def test_whatever_passes_the_gate_is_read_by_a_browser_as_the_server_reads_it(counted: Counted) -> None:
    chance = Random(f"{SEED} strange")
    documents = [some for some in (let_through(chance) for _ in range(DOCUMENTS)) if some]
    here = list[Window]()
    for updates in documents:
        window = Window()
        for one in updates:
            window.take(one)
        here.append(window)
    ways = (
        documents,
        [[one.whole] for one in here],
        [[merge_updates(*some) if len(some) > 1 else some[0]] for some in documents],
    )
    there_in_each = [await read(way) for way in ways]
    for updates, window, *there in zip(documents, here, *there_in_each, strict=True):
        for found in there:
            assert found.get("text") == str(window.text), (found, [one.hex() for one in updates])
            assert not found["pending"]
            assert settled(b64decode(found["whole"])) == settled(window.whole)
    counted(documents=len(documents), updates=sum(map(len, documents)))
