"""Bringing a backup back: into an empty place, whole and verified, and without what was destroyed since."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Table

from events.log.boxes import Key, opened, person_key_of
from events.log.key_tables import destroyed, person_keys
from events.log.migrations import revision_of
from web.operating.backing_up import STEP, Steps
from web.operating.erasures import Erasures
from web.operating.filling import Place, place
from web.operating.lines import Head, Reader
from web.operating.parts import ACCOUNTS, KEY_STORE, RECORD, OperatingProblem, Part, address
from web.operating.proving import Proof
from web.operating.reading import Row
from web.settings import Settings, SettingsProblem

PART_OF: dict[str, Part] = {
    table.name: part for part in (RECORD, ACCOUNTS, KEY_STORE) for table in part.tables
}


class Restored(NamedTuple):
    """What is there now."""

    proof: Proof
    counts: dict[str, int]
    keys_left_out: int


def restore(
    settings: Settings, record: Path, keys: Path | None, erasures: Sequence[Path], steps: Steps
) -> Restored:
    """Bring both files back. `erasures` are other backups whose lists of destroyed keys are honoured, too.

    The caller holds the right to write. Without `keys` no text can be read afterwards.
    """
    known = Erasures()
    for backup in (record, *erasures):
        known.learn_from(backup)
    with closing(Reader(record)) as main, place(settings, known) as target:
        refuse_other(main.head, "record", settings, (RECORD, ACCOUNTS))
        if keys is not None:
            with closing(Reader(keys)) as apart:
                refuse_other(apart.head, "keys", settings, (KEY_STORE,))
                known.learn_from(keys)
                advance = steps("Bringing keys back", sum(apart.head.counts.values()))
                pour(target, fitting(apart.rows(), settings.master_key), advance)
        write_down(target)
        known.settle()
        pour(target, main.rows(), steps("Bringing the record back", sum(main.head.counts.values())))
        target.forget_the_erased()
        assert main.end is not None
        proof = verified(target, main.end.proof, main.head.counts)
        target.keep()
    return Restored(proof, target.counts, known.left_out)


def restore_keys(settings: Settings, keys: Path, erasures: Sequence[Path], steps: Steps) -> Restored:
    """Bring only keys back, beside a record that is there. Keys that are here stay as they are."""
    known = Erasures()
    for backup in (keys, *erasures):
        known.learn_from(backup)
    with closing(Reader(keys)) as apart, place(settings, known, must_be_empty=False) as target:
        refuse_other(apart.head, "keys", settings, (KEY_STORE,))
        advance = steps("Bringing keys back", sum(apart.head.counts.values()))
        pour(target, fitting(apart.rows(), settings.master_key), advance)
        write_down(target)
        target.keep()
    return Restored({}, target.counts, known.left_out)


def pour(target: Place, rows: Iterable[tuple[Table, Row]], advance: Callable[[int], None]) -> None:
    """Put rows in as they come, table by table."""
    for name, some in groupby(rows, key=lambda pair: pair[0].name):
        table = next(one for one in PART_OF[name].tables if one.name == name)
        if table is destroyed:
            # Learnt before; all lists together are written down at once.
            advance(sum(1 for _ in some))
        else:
            target.fill(PART_OF[name], table, watched((row for _, row in some), advance))


def watched(rows: Iterable[Row], advance: Callable[[int], None]) -> Iterator[Row]:
    """The rows, and a word to whoever watches now and then."""
    number = 0
    for number, row in enumerate(rows, 1):
        yield row
        if number % STEP == 0:
            advance(STEP)
    advance(number % STEP)


def write_down(target: Place) -> None:
    """Keep the whole list of what was destroyed in the new key store."""
    target.fill(KEY_STORE, destroyed, target.erasures.rows)


def fitting(rows: Iterable[tuple[Table, Row]], master: bytes) -> Iterator[tuple[Table, Row]]:
    """The rows, as long as the master key opens every person's key."""
    key = Key(master)
    for table, row in rows:
        if table is person_keys:
            partnership, person, _, wrapped = row
            if opened(key, wrapped, person_key_of(partnership, person)) is None:
                raise OperatingProblem(
                    "The master key is another one than these keys were wrapped with, so no text could be "
                    "read. Give the one of that time (EVERYSEAT_MASTER_KEY, or master.key in the data "
                    "folder). Nothing was kept."
                )
        yield table, row


def verified(target: Place, wanted: Proof, counts: dict[str, int]) -> Proof:
    """What stands there now, if it is exactly what went in; raises otherwise, and then nothing is kept."""
    proof, troubles = target.proof()
    short = [
        f"{table.name}: {target.counts.get(table.name, 0)} of {counts.get(table.name, 0)} rows"
        for table in RECORD.tables
        if target.counts.get(table.name, 0) != counts.get(table.name, 0)
    ]
    unequal = [
        f"{name}: what stands there now is not what was to be brought"
        for name in sorted({*proof, *wanted})
        if proof.get(name) != wanted.get(name)
    ]
    if found := [*troubles, *short, *unequal]:
        more = f" And {len(found) - 1} more." if len(found) > 1 else ""
        raise OperatingProblem(f"It is not sound, so nothing was kept: {found[0]}.{more}")
    return proof


def refuse_other(head: Head, what: str, settings: Settings, parts: Sequence[Part]) -> None:
    """Raise unless the file is of that kind, and from this version's tables."""
    if head.what != what:
        raise OperatingProblem(
            f"That file holds the {head.what}, but the {what} would be needed: `everyseat backup FILE` "
            "writes the record to FILE and the keys to FILE.keys."
        )
    for part in parts:
        here, there = revision_of(address(part, settings), part.chain), head.revisions.get(part.name)
        if here != there:
            raise OperatingProblem(
                f"The backup's {part.name} is of another version of Everyseat (its tables stand at {there}, "
                f"here they stand at {here}). Restore it with that version, then run `everyseat migrate`."
            )


def need_master_key(settings: Settings) -> None:
    """Raise while the master key is not there: a new one must not be made, it would open nothing."""
    try:
        _ = settings.master_key
    except SettingsProblem:
        raise OperatingProblem(
            "The master key of the server that made the backup is needed, and it is in neither file. Put its "
            f"master.key into {settings.data}, or give EVERYSEAT_MASTER_KEY."
        ) from None
