"""The file of a backup: gzip around lines of JSON, the same for SQLite and PostgreSQL.

    {"everyseat": "backup", "format": 1, "what": "record", "id": …, "made": …, "revisions": …, "counts": …}
    ["destroyed", "9f…", "words", "c1.text.0a…", ""]
    ["heads", "9f…", 1204, 1763850000000000]
    ["events", "9f…", 1, "PartnershipFounded", "<base64>", "<base64>"]
    …
    {"end": true, "proof": {"9f…": [1204, "…"]}, "troubles": [], "sha256": "…"}

A line is a table's name and the columns in the order of the table; bytes are in base64. The last line tells
that the file is whole: it has the hash of all lines before it.
"""

import gzip
import zlib
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Literal

import msgspec
from sqlalchemy import LargeBinary, Table

from web.operating.parts import TABLES, OperatingProblem
from web.operating.proving import Proof
from web.operating.reading import Row

FORMAT = 1
QUICKLY = 3
"""How hard gzip tries: events are sealed for the most part, and what is sealed does not get smaller."""

What = Literal["record", "keys"]


class Head(msgspec.Struct, kw_only=True):
    """The first line."""

    everyseat: Literal["backup"] = "backup"
    format: int = FORMAT
    what: What
    id: str
    made: str
    revisions: dict[str, str | None]
    counts: dict[str, int]


class End(msgspec.Struct, kw_only=True):
    """The last line."""

    end: Literal[True] = True
    proof: Proof = {}
    troubles: list[str] = []
    sha256: str


class Writer:
    """Writes one file of a backup."""

    def __init__(self, out: IO[bytes], head: Head) -> None:
        # Without a time in it, the same content gives the same bytes.
        self._out = gzip.GzipFile(fileobj=out, mode="wb", compresslevel=QUICKLY, mtime=0)
        self._hash = sha256()
        self._encode = msgspec.json.Encoder().encode
        self._line(head)

    def row(self, table: Table, row: Row) -> None:
        """One row."""
        self._line((str(table.name), *row))

    def end(self, proof: Proof, troubles: list[str]) -> None:
        """The last line."""
        self._line(End(proof=proof, troubles=troubles, sha256=self._hash.hexdigest()))
        self._out.close()

    def _line(self, what: object) -> None:
        line = self._encode(what) + b"\n"
        self._hash.update(line)
        self._out.write(line)


class Reader:
    """Reads one file of a backup, line by line. Raises OperatingProblem when it is not what it should be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hash = sha256()
        self._file = gzip.open(path, "rb")  # noqa: SIM115 — closed by whoever opened it, in close().
        self.end: End | None = None
        self.head = self._first()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def rows(self) -> Iterator[tuple[Table, Row]]:
        """Every row. At the end it is known that the file is whole, and `end` is there."""
        for line in self._lines():
            if line.startswith(b"{"):
                self._finish(line)
                return
            yield row_of(self._understood(line, list[Any]))
            self._hash.update(line)
        raise self._broken("it ends in the middle")

    def _first(self) -> Head:
        line = next(self._lines(), b"")
        head: Head = self._understood(line, Head)
        if head.format != FORMAT:
            raise OperatingProblem(
                f"{self._path} was written by a newer version of Everyseat. Restore it with that version."
            )
        self._hash.update(line)
        return head

    def _finish(self, line: bytes) -> None:
        end = self._understood(line, End)
        if end.sha256 != self._hash.hexdigest():
            raise self._broken("something in it was altered")
        self.end = end

    def _lines(self) -> Iterator[bytes]:
        try:
            # Not `yield from`, which would close the file together with this generator.
            for line in self._file:  # noqa: UP028
                yield line
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise self._broken("it cannot be unpacked") from error

    def _understood(self, line: bytes, kind: Any) -> Any:
        try:
            return msgspec.json.decode(line, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._broken("a line of it cannot be read") from error

    def _broken(self, why: str) -> OperatingProblem:
        return OperatingProblem(
            f"{self._path} is not a whole backup of Everyseat: {why}. Nothing was kept; use another one."
        )


def row_of(line: list[Any]) -> tuple[Table, Row]:
    """A line as it stands in a table."""
    table = TABLES.get(line[0]) if line else None
    if table is None or len(line) != len(table.c) + 1:
        raise OperatingProblem("The backup has a line that no table of this version fits. Nothing was kept.")
    values = [
        b64decode(value) if binary and value is not None else value
        for value, binary in zip(line[1:], binaries(table), strict=True)
    ]
    return table, tuple(values)


_BINARIES: dict[str, tuple[bool, ...]] = {
    name: tuple(isinstance(column.type, LargeBinary) for column in table.c) for name, table in TABLES.items()
}


def binaries(table: Table) -> tuple[bool, ...]:
    """Which columns hold bytes."""
    return _BINARIES[table.name]
