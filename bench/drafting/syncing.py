"""What the disk alone takes to keep something: the least that anybody waits who shows what is durable."""

from __future__ import annotations

import os
import tempfile
from time import perf_counter, sleep

SYNCS, APART, SIZE = 100, 0.01, 4_096


def syncs() -> list[float]:
    """The milliseconds of some syncs, a hundred a second, where the databases of the measurements are."""
    times = []
    with tempfile.NamedTemporaryFile(prefix="everyseat-bench-") as file:
        for _ in range(SYNCS):
            os.write(file.fileno(), bytes(SIZE))
            began = perf_counter()
            os.fdatasync(file.fileno())
            times.append(1_000 * (perf_counter() - began))
            sleep(APART)
    return times
