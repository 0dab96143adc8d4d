"""One process at a time writes an SQLite database: it holds a lock file beside it.

The operating system lets the lock go when the process ends, however it ends. PostgreSQL needs none.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from events.log.records import Serving, Unwritable

if sys.platform == "win32":
    import msvcrt

    def take(file: IO[bytes]) -> None:
        """Lock the first byte, or raise OSError."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def take(file: IO[bytes]) -> None:
        """Lock the file, or raise OSError."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def serve_lock(database: Path) -> Iterator[None]:
    """Hold the right to write an SQLite file. Raises Serving while another process holds it."""
    lock = database.with_name(database.name + ".serving")
    try:
        file = lock.open("a+b")
    except OSError as error:
        raise Unwritable(f"{lock.parent} cannot be written: {error.strerror}.") from error
    with file:
        try:
            take(file)
        except OSError as error:
            raise Serving(f"{holder(lock)} is serving {database} already. Stop it first.") from error
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield


def holder(lock: Path) -> str:
    """Who holds the lock, as far as the file tells."""
    try:
        number = lock.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        number = ""
    return f"Process {number}" if number.isdigit() else "Another process"
