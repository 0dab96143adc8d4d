"""The disk fails under SQLite: it refuses writes, is full, or the process dies in the middle of one."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import make_url

from events.log.log import Log
from tests.faults.conftest import Counted
from tests.faults.doing import begun, let_go, told
from tests.faults.failing_disk import CALLS, FAULTS
from tests.faults.sizes import chance, size
from tests.faults.voting import Votes, beginning, must_hold, vote
from tests.web.served import MASTER, SECRET, settings_for
from web.command_line.opening import own_desk
from web.control import Asked, Kept

pytestmark = pytest.mark.fault

VOTES = 30
EACH = 20
"""Turns of each kind of call at which each kind of fault is tried with --full."""


class Injected(NamedTuple):
    """What goes wrong: the call, how, and at which of its turns on the files of the log."""

    call: str
    fault: str
    turn: int

    @property
    def kills(self) -> bool:
        """Whether the process does not survive it."""
        return "KILL" in self.fault

    def beginning(self, environment: Mapping[str, str], url: str) -> subprocess.Popen[bytes]:
        """A process in whose SQLite it goes wrong."""
        path = str(files_of(url)[0])
        arguments = (self.call, self.fault, str(self.turn), path)
        return begun(environment, how=("tests.faults.failing_disk", *arguments))


class Traced(Injected):
    """The same between the process and the system, where a program may stand there."""

    def beginning(self, environment: Mapping[str, str], url: str) -> subprocess.Popen[bytes]:
        paths = [word for file in files_of(url) for word in ("-P", str(file))]
        wrong = f"inject={self.call}:{self.fault}:when={self.turn}"
        trace = ["strace", "-f", "-qq", "-o", "/dev/null", *paths, "-e", f"trace={self.call}", "-e", wrong]
        return begun(environment, *trace)


class Means(NamedTuple):
    """A way to make calls fail: what can be chosen, and what is tried every time."""

    made: type[Injected]
    calls: Sequence[str]
    faults: Sequence[str]
    last: Mapping[str, int]
    noted: Sequence[Injected]


LIBRARY = Means(
    Injected,
    CALLS,
    FAULTS,
    {"write": 40, "sync": 20},
    [Injected("write", "KILL", 9), Injected("write", "ENOSPC", 12), Injected("sync", "EIO", 3)],
)
STRACE = Means(
    Traced,
    ("pwrite64", "fdatasync", "ftruncate", "openat"),
    ("signal=KILL", "error=EIO", "error=ENOSPC"),
    {"pwrite64": 25, "fdatasync": 12},
    # After the second one nothing could be written any more, once.
    [Traced("pwrite64", "error=ENOSPC", 9), Traced("openat", "error=EIO", 3)],
)


@pytest.fixture
def environment(migrated_sqlite_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a server on the file."""
    return {
        "EVERYSEAT_DATABASE_URL": migrated_sqlite_url,
        "EVERYSEAT_DATA": str(tmp_path),
        "EVERYSEAT_MASTER_KEY": MASTER,
        "EVERYSEAT_SECRET": SECRET,
    }


def files_of(url: str) -> list[Path]:
    """The log's file, its write-ahead log and the memory they share."""
    name = make_url(url).database or ""
    return [Path(name + end) for end in ("", "-wal", "-shm")]


def can_inject() -> bool:
    """Whether this machine has strace and lets it trace."""
    strace = shutil.which("strace")
    if strace is None:
        return False
    return subprocess.run([strace, "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0


def means_here() -> dict[str, Means]:
    """SQLite's own way to the disk can be made to fail everywhere; the system's where strace may trace."""
    return {"in SQLite": LIBRARY} | ({"under SQLite": STRACE} if can_inject() else {})


def accidents(means: Means) -> list[Injected]:
    """What is tried: each kind of fault at each kind of call, at turns that the seed chooses."""
    turns, each = chance("disk"), size(0, EACH)
    kinds = [(call, fault) for call in means.calls for fault in means.faults]
    if each:
        return [means.made(*kind, turn) for kind in kinds for turn in range(1, each + 1)]
    some = [
        means.made(*kind, turns.randrange(1, means.last.get(kind[0], 4))) for kind in turns.sample(kinds, 3)
    ]
    return [*some, *means.noted]


async def ask(url: str, asked: Sequence[Asked], history: Votes) -> None:
    """Have it done by a process whose disk is well."""
    async with own_desk(settings_for(url)) as desk:
        for one, answer in zip(asked, await desk.ask(asked), strict=True):
            assert isinstance(answer, Kept), answer
            history.answered(one.command, answer.first, answer.count)


def look(url: str, history: Votes) -> None:
    """The file is whole, and says what was answered."""
    with sqlite3.connect(files_of(url)[0]) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Log.open(url, read_only=True) as log:
        must_hold(log, history)


@pytest.mark.parametrize("means", means_here().values(), ids=means_here().keys())
def test_a_disk_that_fails_at_any_call_loses_nothing_that_was_acknowledged(
    migrated_sqlite_url: str, environment: dict[str, str], means: Means, counted: Counted
) -> None:
    history, first, died, met = Votes(), 0, 0, 0
    asyncio.run(ask(migrated_sqlite_url, beginning(), history))
    wrongs = accidents(means)
    for wrong in wrongs:
        process = wrong.beginning(environment, migrated_sqlite_url)
        answers = list(told(process, [vote(number) for number in range(first, first + VOTES)], history))
        ended = let_go(process)
        first += VOTES
        died += ended != 0
        met += ended != 0 or set(answers) != {"kept"}
        if ended == 0 and not wrong.kills:
            assert answers[-1:] == ["kept"], f"{wrong}: it did not recover by itself"
        look(migrated_sqlite_url, history)
        asyncio.run(ask(migrated_sqlite_url, history.open(), history))
    look(migrated_sqlite_url, history)
    assert met >= len(means.noted), "nothing went wrong"
    unknown, refused = history.were_unknown, len(history.refused)
    counted(faults=len(wrongs), met=met, died=died, acknowledged=len(history.kept), unknown=unknown,
            refused=refused, lost=0, doubled=0)  # fmt: skip


def test_a_file_that_may_not_grow_refuses_and_recovers_by_itself(
    migrated_sqlite_url: str, environment: dict[str, str], counted: Counted
) -> None:
    history, sizes = Votes(), chance("limit")
    asyncio.run(ask(migrated_sqlite_url, beginning(), history))
    process, numbers = begun(environment), iter(range(1_000_000))
    for _ in range(size(3, 100)):
        some = [vote(next(numbers)) for _ in range(VOTES)]
        assert set(told(process, some[:10], history)) == {"kept"}
        limit_files(process.pid, sizes.randrange(8_192))
        answers = list(told(process, some[10:20], history))
        assert set(answers[-3:]) <= {"unknown", "refused"}, answers
        limit_files(process.pid, resource.RLIM_INFINITY)
        assert set(told(process, some[20:], history)) == {"kept"}
    assert let_go(process) == 0
    look(migrated_sqlite_url, history)
    asyncio.run(ask(migrated_sqlite_url, history.open(), history))
    look(migrated_sqlite_url, history)
    counted(acknowledged=len(history.kept), unknown=history.were_unknown, lost=0, doubled=0)


def limit_files(pid: int, largest: int) -> None:
    """Let a process write no file beyond a size; what it tries beyond fails."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
