"""The disk fails under SQLite: it refuses writes, is full, or the process dies in the middle of one."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import make_url

from events.log.log import Log
from tests.faults.conftest import Counted
from tests.faults.doing import begun, let_go, told
from tests.faults.sizes import chance, size
from tests.faults.voting import Votes, beginning, must_hold, vote
from tests.web.served import MASTER, SECRET, settings_for
from web.command_line.opening import own_desk
from web.control import Asked, Kept

pytestmark = pytest.mark.fault

CALLS = ("pwrite64", "fdatasync", "ftruncate", "openat")
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
VOTES = 30


class Injected(NamedTuple):
    """What goes wrong: the system call, how, and at which of its turns on the files of the log."""

    call: str
    fault: str
    turn: int

    def around(self, files: Sequence[Path]) -> list[str]:
        """The program that makes it go wrong."""
        paths = [word for file in files for word in ("-P", str(file))]
        wrong = f"inject={self.call}:{self.fault}:when={self.turn}"
        return ["strace", "-f", "-qq", "-o", "/dev/null", *paths, "-e", f"trace={self.call}", "-e", wrong]


NOTED = [Injected("pwrite64", "error=ENOSPC", 9), Injected("openat", "error=EIO", 3)]
"""Tried every time. After the second one nothing could be written any more, once."""


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


def accidents() -> list[Injected]:
    """What is tried: each kind of fault at each kind of call, at turns that the seed chooses."""
    turns, each = chance("disk"), size(0, 40)
    kinds = [(call, fault) for call in CALLS for fault in FAULTS]
    if each:
        return [Injected(*kind, turn) for kind in kinds for turn in range(1, each + 1)]
    last = {"pwrite64": 25, "fdatasync": 12}
    some = [Injected(*kind, turns.randrange(1, last.get(kind[0], 4))) for kind in turns.sample(kinds, 4)]
    return [*some, *NOTED]


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


def test_a_disk_that_fails_at_any_call_loses_nothing_that_was_acknowledged(
    migrated_sqlite_url: str, environment: dict[str, str], counted: Counted
) -> None:
    history, first, died, met = Votes(), 0, 0, 0
    asyncio.run(ask(migrated_sqlite_url, beginning(), history))
    wrongs = accidents() if can_inject() else []
    for wrong in wrongs:
        process = begun(environment, *wrong.around(files_of(migrated_sqlite_url)))
        answers = list(told(process, [vote(number) for number in range(first, first + VOTES)], history))
        ended = let_go(process)
        first += VOTES
        died += ended != 0
        met += ended != 0 or set(answers) != {"kept"}
        if ended == 0 and wrong.fault != "signal=KILL":
            assert answers[-1:] == ["kept"], f"{wrong}: it did not recover by itself"
        look(migrated_sqlite_url, history)
        asyncio.run(ask(migrated_sqlite_url, history.open(), history))
    look(migrated_sqlite_url, history)
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
