"""From the bytes of a file, or what was pasted, to rows. Nothing is refused but what is far too much."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from web.imports.roster.columns import Columns, guessed, named
from web.imports.roster.row import Row, made

LARGEST = 200_000
"""Bytes of a file, or of what is pasted."""
MOST_ROWS = 500
SEPARATORS = "\t;,|"
LONGEST_CELL = 2_000
MOST_LINES = 5
END = "\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Line = tuple[int, list[str]]


class Read(NamedTuple):
    """What was found. `blank`: rows without anything; `others`: names of columns that we do not take over.

    `beyond`: there were more rows than fit, and the rest is not here.
    """

    rows: list[Row]
    blank: int = 0
    others: tuple[str, ...] = ()
    beyond: bool = False


def as_text(content: bytes) -> str:
    """A file as text: UTF-8 with or without its mark, what Excel calls Unicode, else Windows-1252."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> Read:
    """The rows of a spreadsheet: tabs, commas or semicolons, with or without a header."""
    text = (
        text.removeprefix("\ufeff")
        .replace("\x00", "")
        .replace(END, "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    lines = list(split(text))
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    blank = len(lines) - len(filled)
    if not filled:
        return Read([], blank)
    columns, others, below = under_header(filled)
    rows = [made(number, taken(cells, columns)) for number, cells in below]
    sound = [row for row in rows if row.name or row.email or row.organisation or row.group]
    return Read(sound[:MOST_ROWS], blank + len(rows) - len(sound), others, beyond=len(sound) > MOST_ROWS)


def under_header(filled: Sequence[Line]) -> tuple[Columns, tuple[str, ...], Sequence[Line]]:
    """Which column is what, what the other columns are called, and the rows below."""
    header = filled[0][1]
    columns = named(header)
    if columns is None:
        return guessed([cells for _, cells in filled]), (), filled
    used = {number for numbers in columns.values() for number in numbers}
    others = tuple(cell.strip()[:60] for at, cell in enumerate(header) if at not in used and cell.strip())
    return columns, others, filled[1:]


def taken(cells: Sequence[str], columns: Columns) -> dict[str, str]:
    """A row's cells by field."""
    return {
        field: " ".join(cells[number] for number in numbers if number < len(cells))
        for field, numbers in columns.items()
    }


def split(text: str) -> Iterator[Line]:
    """The lines with their cells; a line that its quotes spoil is taken as it stands, without them."""
    separator = separator_of(text)
    found = list(parsed(text, separator))
    if found and found[-1][1] == [END] and not any(spoiled(cell) for _, cells in found for cell in cells):
        yield from found[:-1]
        return
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        yield number, [cell.strip().strip('"') for cell in line.split(separator)]


def parsed(text: str, separator: str) -> Iterator[Line]:
    """The lines as the rules of CSV have them: a quoted cell may hold the separator and line breaks.

    A line of our own comes last; where it is missing, a quote was never closed.
    """
    lines = StringIO(f"{text.rstrip(chr(10))}\n{END}", newline="")
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    began = 1
    for cells in reader:
        yield began, cells
        began = reader.line_num + 1


def spoiled(cell: str) -> bool:
    """Whether a cell holds so much that its quotes must be an accident."""
    return len(cell) > LONGEST_CELL or cell.count("\n") > MOST_LINES


def separator_of(text: str) -> str:
    """What stands between the cells: a tab if there is any, else what the first lines have most of."""
    first = [line for line in text.split("\n") if line.strip()][:5]
    sums = {separator: sum(line.count(separator) for line in first) for separator in SEPARATORS}
    if sums["\t"]:
        return "\t"
    return max(SEPARATORS[1:], key=lambda separator: sums[separator]) if any(sums.values()) else ","
