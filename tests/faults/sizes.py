"""How hard each fault is tried: a little in every test run, much more with `python3 dev.py faults --full`."""

from __future__ import annotations

import os
import random

FULL = os.environ.get("EVERYSEAT_FAULTS") == "full"
SEED = int(os.environ.get("EVERYSEAT_FAULTS_SEED", "20"))


def size(quick: int, full: int) -> int:
    """How often; `EVERYSEAT_FAULTS=full` asks for the large number."""
    return full if FULL else quick


def chance(what: str) -> random.Random:
    """The same accidents for the same seed, for each scenario its own."""
    return random.Random(f"{SEED} {what}")
