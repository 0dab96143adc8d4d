"""How hard each fault is tried: a little in every test run, much more with `python3 dev.py faults --full`."""

from __future__ import annotations

import os
import random

ASKED = os.environ.get("EVERYSEAT_FAULTS", "quick")
"""`quick`, `full`, or a share of the full size such as `0.3`."""
SHARE = float({"quick": "0", "full": "1"}.get(ASKED, ASKED))
SEED = int(os.environ.get("EVERYSEAT_FAULTS_SEED", "20"))


def size(quick: int, full: int) -> int:
    """How often something is tried: never less than the quick size."""
    return max(quick, int(full * SHARE))


def chance(what: str) -> random.Random:
    """The same accidents for the same seed, for each scenario its own."""
    return random.Random(f"{SEED} {what}")
