"""`everyseat export`."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import click

from web.command_line.opening import database_option, reading
from web.command_line.partnerships import the_one
from web.command_line.progress import steps
from web.command_line.saying import Stop, note, speaking
from web.export import in_words, lines


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=str), metavar="FILE.jsonl")
@click.option("--partnership", required=True, metavar="ID", help="Its id, or its exact name.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@database_option
@speaking
def export(file: str, partnership: str, force: bool, database: str | None) -> None:
    """Write every event of a partnership to FILE.jsonl, one a line; "-" writes to the screen.

    Events that cannot be read are written as they are kept, named at the end, and make it end with 2.
    """
    if file != "-" and not force and Path(file).exists():
        raise Stop(f"{file} exists already. Choose another name, or replace it with --force.")
    with reading(database) as kept:
        one = the_one(kept.log, kept.keys, partnership)
        unreadable: list[int] = []
        made = lines(kept.log, kept.keys, one.id, one.position, unreadable)
        written = steps("Exporting", made, one.position)
        with target(file) as out:
            for line in written:
                out.write(line)
    note(f"{one.position} events were written.")
    if unreadable:
        raise Stop(in_words(unreadable))


@contextmanager
def target(file: str) -> Iterator[IO[bytes]]:
    """Where to write. A file appears whole or not at all: it is written beside and moved into place."""
    if file == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = Path(file)
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
