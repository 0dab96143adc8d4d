"""Rows of CSV files, plain or gzipped, with the file and line of whatever is wrong."""

import csv
import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

csv.field_size_limit(1_000_000)
NOT_UTF_8 = re.compile("[\ud800-\udfff]")


class ImportProblem(Exception):
    """Something in the input cannot be used. The text names file and line; nothing was changed."""


class Row(NamedTuple):
    """One row: where it stands, and its values by column."""

    file: Path
    line: int
    values: dict[str, str]

    def wrong(self, why: str) -> ImportProblem:
        """A problem with this row."""
        return problem(self.file, self.line, why)

    def number(self, column: str) -> int:
        """A whole number."""
        text = self.values[column].strip()
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            raise self.wrong(f"{column} should be a whole number, but it is {shown(text)}.")
        return int(text)


def problem(file: Path, line: int, why: str) -> ImportProblem:
    """A problem with its place."""
    return ImportProblem(f"{file.name}, line {line}: {why} Nothing was imported.")


def shown(text: str) -> str:
    """What stands there, not too long."""
    return repr(text if len(text) <= 40 else text[:40] + "…")


def find_file(folder: Path, name: str, besides: Sequence[str] = ()) -> Path:
    """The one file of that name in a folder: plain or gzipped, perhaps with something before its name."""
    if not folder.is_dir():
        raise ImportProblem(f"{folder} is not a folder. Nothing was imported.")
    endings = (name, f"{name}.gz")
    exact = [folder / ending for ending in endings if (folder / ending).is_file()]
    longer = [
        path
        for path in sorted(folder.iterdir())
        if path.name.endswith(tuple(f"-{ending}" for ending in endings))
        and not any(other in path.name for other in besides)
    ]
    found = exact or longer
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(path.name for path in found)
        raise ImportProblem(f"{folder} has {names}; leave only one of them there. Nothing was imported.")
    raise ImportProblem(f"{folder} has no {name} and no {name}.gz. Nothing was imported.")


def read_rows(file: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Every row of a file that has at least these columns. Raises ImportProblem at the first fault."""
    with opened(file) as text:
        reader = csv.reader(text, strict=True)
        line = 1
        try:
            header = [name.strip() for name in next(reader, [])]
            refuse_header(file, header, columns)
            line = reader.line_num + 1
            for values in reader:
                yield row_of(file, line, header, values)
                line = reader.line_num + 1
        except csv.Error as error:
            raise problem(file, line, f"the row is not complete or not well formed ({error}).") from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise problem(file, line, f"the compressed file is damaged or cut off ({error}).") from error


def opened(file: Path) -> IO[str]:
    """The file as text, with or without a byte order mark; newlines inside quotes stay.

    Bytes that are not UTF-8 come as lone surrogates, so that the row they stand in can be named.
    """
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="")
    return file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def refuse_header(file: Path, header: Sequence[str], columns: Sequence[str]) -> None:
    """Raise unless every column is there, once."""
    if not header:
        raise problem(file, 1, "the file is empty.")
    refuse_other_encodings(file, 1, header)
    missing = [name for name in columns if name not in header]
    if missing:
        wanted, found = ", ".join(missing), shown(", ".join(header))
        raise problem(file, 1, f"the header has no {wanted}; it is {found}.")
    if len(set(header)) < len(header):
        raise problem(file, 1, "the header names a column twice.")


def row_of(file: Path, line: int, header: Sequence[str], values: Sequence[str]) -> Row:
    """The row, if it has as many values as the header has columns."""
    if len(values) != len(header):
        raise problem(file, line, f"the row has {len(values)} values, the header {len(header)} columns.")
    refuse_other_encodings(file, line, values)
    return Row(file, line, dict(zip(header, values, strict=True)))


def refuse_other_encodings(file: Path, line: int, values: Sequence[str]) -> None:
    """Raise if there was something that is not UTF-8."""
    if any(not value.isascii() and NOT_UTF_8.search(value) for value in values):
        raise problem(file, line, "there is something that is not UTF-8.")
