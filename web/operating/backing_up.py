"""Writing all that is kept into two files: the record with the accounts, and the keys, which lie apart."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from secrets import token_hex
from typing import IO, NamedTuple

from sqlalchemy import Table

from events.log.key_tables import destroyed
from web.operating.lines import Head, What, Writer
from web.operating.parts import ACCOUNTS, KEY_STORE, RECORD, Part
from web.operating.proving import Proof, Proving
from web.operating.reading import Reading, at_one_moment
from web.settings import Settings

Steps = Callable[[str, int], Callable[[int], None]]
"""Told what is being done and how many rows there are; gives back what to tell of each few rows done."""

STEP = 500


class BackedUp(NamedTuple):
    """What was written."""

    proof: Proof
    troubles: list[str]
    counts: dict[str, int]
    has_keys: bool


Wanted = list[tuple[Part, Table]]


def back_up(settings: Settings, record: IO[bytes], keys: IO[bytes], steps: Steps) -> BackedUp:
    """Write both files. What is wrong with the record is written, too, and told."""
    with ExitStack() as closing:
        reading = closing.enter_context(at_one_moment(settings))
        has_keys = KEY_STORE in reading.parts
        main = in_record(has_keys)
        apart = [(KEY_STORE, table) for table in KEY_STORE.tables] if has_keys else []
        backup = token_hex(8)
        counts = {str(table.name): reading.count(part, table) for part, table in (*main, *apart)}
        advance = steps("Backing up", sum(counts.values()))
        proving = Proving()
        writer = Writer(record, head("record", backup, reading, main, counts))
        for table, row in counted(reading, main, advance):
            proving.look(table, row)
            writer.row(table, row)
        proof = proving.proof()
        writer.end(proof, proving.troubles)
        if has_keys:
            writer = Writer(keys, head("keys", backup, reading, apart, counts))
            for table, row in counted(reading, apart, advance):
                writer.row(table, row)
            writer.end({}, [])
    return BackedUp(proof, proving.troubles, counts, has_keys)


def in_record(has_keys: bool) -> Wanted:
    """What the first file holds. The names of destroyed keys are in both files: they open nothing."""
    named = [(KEY_STORE, destroyed)] if has_keys else []
    return [*named, *((part, table) for part in (RECORD, ACCOUNTS) for table in part.tables)]


def head(what: What, backup: str, reading: Reading, wanted: Wanted, counts: dict[str, int]) -> Head:
    """The first line of a file."""
    return Head(
        what=what,
        id=backup,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        revisions={part.name: reading.revisions(part) for part, _ in wanted},
        counts={str(table.name): counts[table.name] for _, table in wanted},
    )


def counted(
    reading: Reading, wanted: Wanted, advance: Callable[[int], None]
) -> Iterator[tuple[Table, tuple[object, ...]]]:
    """Every row of these tables, and a word to whoever watches now and then."""
    done = 0
    for part, table in wanted:
        for row in reading.rows(part, table):
            yield table, row
            done += 1
            if done % STEP == 0:
                advance(STEP)
    advance(done % STEP)
