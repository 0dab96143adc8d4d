"""What it takes to have everything back: a backup, and the same brought back and verified."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bench.measuring import CYCLES, Result, old_things_left_alone, spread
from bench.seeding import ENVIRONMENT, seed
from events.log.connecting import is_sqlite
from tests.postgres import create_database
from tests.prepared import prepare
from web.command_line.exporting import target
from web.operating.backing_up import back_up
from web.operating.restoring import restore as bring_back
from web.settings import Settings, load_settings

SHORT, FULL, MILLION = 10_000, 100_000, 1_000_000
SECONDS_WHEN_FULL = 120


def restore(database: str, url: str, size: int) -> list[Result]:
    """Back up a partnership and bring it back into an empty place, every moment verified, again and again.

    The target is for 100,000 events; of a tenth of them it is a tenth.
    """
    events = FULL if size >= MILLION else SHORT
    with tempfile.TemporaryDirectory(prefix="everyseat-bench-") as folder:
        full = one_more(url, Path(folder) / "from")
        prepare(full)
        seed(full, events)
        with old_things_left_alone():
            times = [there_and_back(full, Path(folder) / str(cycle), events) for cycle in range(CYCLES)]
    at_most = SECONDS_WHEN_FULL * events / FULL
    middle, cycles = statistics.median(times), tuple(times)
    return [
        Result(
            "restore", database, middle, "s", None, None, at_most, spread(times), at_most=True, cycles=cycles
        )
    ]


def on_files(database: str, url: str, size: int) -> list[Result]:
    """The same on SQLite alone."""
    return restore(database, url, size) if is_sqlite(url) else []


def there_and_back(url: str, folder: Path, events: int) -> float:
    """Seconds for a backup and its return to a place where not even tables are."""
    empty = one_more(url, folder)
    record, keys = folder / "backup", folder / "backup.keys"
    began = perf_counter()
    with target(str(record)) as one, target(str(keys)) as other:
        back_up(settings_for(url), one, other, untold)
    done = bring_back(settings_for(empty), record, keys, (), untold)
    taken = perf_counter() - began
    assert done.counts["events"] == events, done.counts
    return taken


def one_more(url: str, folder: Path) -> str:
    """Another empty database of the same kind; it goes with the folder, or with its server."""
    folder.mkdir()
    return f"sqlite:///{folder / 'everyseat.sqlite'}" if is_sqlite(url) else create_database(url)


def settings_for(url: str) -> Settings:
    """The settings of who runs a server on it."""
    return load_settings(ENVIRONMENT | {"EVERYSEAT_DATABASE_URL": url})


def untold(what: str, total: int) -> Callable[[int], None]:
    """Nobody watches."""
    return lambda some: None
