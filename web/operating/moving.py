"""Moving everything to another database: SQLite to PostgreSQL, or back."""

from collections.abc import Iterator

from sqlalchemy import Table, make_url

from web.operating.backing_up import Steps
from web.operating.erasures import Erasures
from web.operating.filling import place
from web.operating.parts import ACCOUNTS, KEY_STORE, RECORD, OperatingProblem
from web.operating.proving import Proving
from web.operating.reading import Reading, Row, at_one_moment, refuse_served
from web.operating.restoring import Restored, fitting, pour, verified, write_down
from web.settings import MASTER_KEY_FILE, Settings
from web.settings.addresses import sqlite_file
from web.settings.keyfiles import write_key_file


def move(source: Settings, target: Settings, steps: Steps) -> Restored:
    """Copy all that is kept into an empty database. All of it arrives, or nothing does.

    The caller holds the right to write both. The source stays as it is.
    """
    refuse_served(source)
    known, proving = Erasures(), Proving()
    with at_one_moment(source, writers_wait=True) as reading, place(target, known) as goal:
        counts = {table.name: reading.count(part, table) for part in reading.parts for table in part.tables}
        advance = steps("Moving", sum(counts.values()))
        if KEY_STORE in reading.parts:
            known.learn(reading.rows(KEY_STORE, KEY_STORE.tables[0]))
            keys = ((table, row) for table in KEY_STORE.tables for row in reading.rows(KEY_STORE, table))
            pour(goal, fitting(keys, source.master_key), advance)
        write_down(goal)
        known.settle()
        pour(goal, proved(reading, proving), advance)
        wanted = proving.proof()
        if proving.troubles:
            raise OperatingProblem(
                "The record has damage, so nothing was moved. `everyseat doctor --full` says where: "
                f"{proving.troubles[0]}."
            )
        goal.forget_the_erased()
        proof = verified(goal, wanted, counts)
        goal.keep()
    return Restored(proof, goal.counts, known.left_out)


def proved(reading: Reading, proving: Proving) -> Iterator[tuple[Table, Row]]:
    """Record and accounts row by row, each looked at on its way."""
    for part in (RECORD, ACCOUNTS):
        for table in part.tables:
            for row in reading.rows(part, table):
                proving.look(table, row)
                yield table, row


def refuse_same(source: Settings, target: Settings) -> None:
    """Raise when both addresses are the same database."""

    def named(settings: Settings) -> tuple[object, ...]:
        url = make_url(settings.database_url)
        if settings.on_sqlite:
            return (sqlite_file(settings.database_url).resolve(),)
        return url.get_backend_name(), url.host, url.port, url.database

    if named(source) == named(target):
        raise OperatingProblem("Both addresses are the same database, so there is nothing to move.")


def take_master_key_along(source: Settings, target: Settings) -> None:
    """A server with files finds the master key beside them; another one must be given it by its owner."""
    if target.given_master_key is not None or not target.on_sqlite:
        return
    write_key_file(target.data / MASTER_KEY_FILE, source.master_key)
    if target.master_key != source.master_key:
        raise OperatingProblem(
            f"{target.data / MASTER_KEY_FILE} is there already and is another key, so no text could be read "
            "after the move. Move to another folder."
        )
