"""A process whose disk fails once under SQLite, at a chosen call; otherwise it does what `doing` does.

`python -m tests.faults.failing_disk CALL FAULT TURN FILE` with the settings of a server in the environment.
SQLite reaches the disk through a table of functions that it lets be replaced. So the fault is put where the
system would answer with it, in the library that the server itself uses: on every machine, with no other
program around it. A death in the middle of a write leaves half of it behind.
"""

from __future__ import annotations

import _sqlite3
import asyncio
import os
import signal
import sys
from collections.abc import Callable
from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char_p,
    c_int,
    c_int64,
    c_void_p,
    cast,
    pointer,
    string_at,
)
from typing import Any, Literal

from tests.faults.doing import do

Call = Literal["open", "write", "sync", "truncate", "share"]
Fault = Literal["KILL", "EIO", "ENOSPC"]
CALLS: tuple[Call, ...] = ("open", "write", "sync", "truncate", "share")
FAULTS: tuple[Fault, ...] = ("KILL", "EIO", "ENOSPC")

FULL, CANNOT_OPEN = 13, 14
FAILS_WITH = {"open": CANNOT_OPEN, "write": 778, "sync": 1034, "truncate": 1546, "share": 5386}
"""What SQLite's own functions answer when the system says EIO. `share` maps the memory beside the log."""

Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)
Share = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, c_void_p)
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
"""The name stays an address: SQLite keeps it, and finds more behind it."""


class Methods(Structure):
    """What can be done with an open file (`sqlite3_io_methods`)."""

    _fields_ = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", Write),
        ("truncate", Truncate),
        ("sync", Sync),
        *((name, c_void_p) for name in ("size", "lock", "unlock", "reserved", "control", "sector", "device")),
        ("share", Share),
        *((name, c_void_p) for name in ("share_lock", "barrier", "unshare", "fetch", "unfetch")),
    ]


class File(Structure):
    """An open file (`sqlite3_file`)."""

    _fields_ = [("methods", POINTER(Methods))]


class System(Structure):
    """The way to files (`sqlite3_vfs`), as far as it is needed."""

    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("path_length", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", Open),
    ]


class Disk:
    """Fails at one turn of one kind of call on the files of one database, and is well otherwise."""

    def __init__(self, call: str, fault: str, turn: int, path: str) -> None:
        self._call, self._fault, self._left, self._path = call, fault, turn, path.encode()
        self._kept: list[Any] = []  # What SQLite points to must not be collected.

    def install(self) -> None:
        """Stand between SQLite and the system from now on."""
        find = CDLL(_sqlite3.__file__).sqlite3_vfs_find
        find.restype, find.argtypes = POINTER(System), [c_char_p]
        system = find(None).contents
        whole = Open(cast(system.open, c_void_p).value)  # type: ignore[arg-type]

        def opening(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
            ours = bool(name) and string_at(name).startswith(self._path)  # type: ignore[arg-type]
            if ours and (wrong := self._goes_wrong("open")):
                cast(file, POINTER(c_void_p))[0] = None
                return wrong
            done = int(whole(vfs, name, file, flags, out))
            if ours and done == 0:
                self._watch(cast(file, POINTER(File)).contents)
            return done

        self._kept += [whole, Open(opening)]
        system.open = self._kept[-1]

    def _goes_wrong(self, call: str, before: Callable[[], object] = lambda: None) -> int:
        """SQLite's number for what goes wrong now; 0 when it does not. A death comes after `before`."""
        if call != self._call:
            return 0
        self._left -= 1
        if self._left != 0:
            return 0
        if self._fault == "KILL":
            before()
            os.kill(os.getpid(), signal.SIGKILL)
        return FULL if (call, self._fault) == ("write", "ENOSPC") else FAILS_WITH[call]

    def _watch(self, file: File) -> None:
        """Give an open file methods of ours, which pass on to its own."""
        own = file.methods.contents
        mine = Methods.from_buffer_copy(own)

        def write(this: int, data: int, length: int, offset: int) -> int:
            half = length // 2
            return self._goes_wrong("write", lambda: own.write(this, data, half, offset)) or int(
                own.write(this, data, length, offset)
            )

        mine.write = Write(write)
        mine.truncate = Truncate(lambda *given: self._goes_wrong("truncate") or own.truncate(*given))
        mine.sync = Sync(lambda *given: self._goes_wrong("sync") or own.sync(*given))
        if own.version >= 2 and own.share:
            mine.share = Share(lambda *given: self._goes_wrong("share") or own.share(*given))
        self._kept += [own, mine, mine.write, mine.truncate, mine.sync, mine.share]
        file.methods = pointer(mine)


if __name__ == "__main__":
    failing = Disk(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])  # Named, so that it stays.
    failing.install()
    asyncio.run(do())
