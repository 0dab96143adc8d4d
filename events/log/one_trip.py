"""PostgreSQL: one event of one command in one trip, prepared once and sent by the driver's own library.

The driver's cursor takes longer to write the values than the database to keep them.
"""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

import psycopg
from psycopg import errors, pq

from events.log.records import Append, to_micros
from events.log.statements import append_one

NAME = b"everyseat_append_one"
BEGIN_OF_TIME = to_micros(datetime(2000, 1, 1, tzinfo=UTC))
"""PostgreSQL counts microseconds from here."""
TEXT, NUMBER, BYTES = 25, 20, 17
TYPES = {"state": BYTES, "leaf": BYTES, "body_hash": BYTES} | dict.fromkeys(
    ("position", "expected", "recorded_at", "first", "count"), NUMBER
)


class Numbered(NamedTuple):
    """A statement with $1, $2, … and what they stand for."""

    text: bytes
    names: list[str]
    types: list[int]
    formats: list[int]


def numbered(text: str) -> Numbered:
    """Turn `%(name)b` into the numbers that the server itself knows."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)b", text)))
    text = re.sub(r"%\((\w+)\)b", lambda found: f"${names.index(found.group(1)) + 1}", text)
    types = [TYPES.get(name, TEXT) for name in names]
    # Text goes as it is, too: what is not text is then refused by the server, not cut short on the way.
    return Numbered(text.encode(), names, types, [int(one != NUMBER) for one in types])


ONE = numbered(append_one().text)


def prepare(connection: "psycopg.Connection[Any]") -> None:
    """Make the statement known on a new connection."""
    checked(connection.pgconn, connection.pgconn.prepare(NAME, ONE.text, ONE.types))


def append_in_one_trip(connection: "psycopg.Connection[Any]", append: Append) -> int | None:
    """Commit it; the database's clock in microseconds, or None when the head stood elsewhere."""
    stored, command = append.events[0], append.commands[0]
    values = {
        "partnership": append.partnership.encode(),
        "expected": b"%d" % append.expected,
        "recorded_at": b"%d" % to_micros(append.recorded_at),
        "position": b"%d" % stored.position,
        "name": stored.name.encode(),
        "state": stored.state,
        "leaf": stored.leaf,
        "command_id": command.command.encode(),
        "person": command.person.encode(),
        "body_hash": command.body_hash,
        "first": b"%d" % command.first,
        "count": b"%d" % command.count,
    }
    result = executed(connection, [values[name] for name in ONE.names])
    moved, clock = (
        int.from_bytes(result.get_value(0, column) or b"", "big", signed=True) for column in (0, 1)
    )
    return clock + BEGIN_OF_TIME if moved else None


def executed(connection: "psycopg.Connection[Any]", sent: list[bytes]) -> Any:
    """Run the statement. After a rollback the driver has the server forget all statements of a connection."""
    pgconn = connection.pgconn
    try:
        return checked(pgconn, pgconn.exec_prepared(NAME, sent, ONE.formats, pq.Format.BINARY))
    except errors.InvalidSqlStatementName:  # Then nothing was done.
        prepare(connection)
        return checked(pgconn, pgconn.exec_prepared(NAME, sent, ONE.formats, pq.Format.BINARY))


GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)


def checked(pgconn: Any, result: Any) -> Any:
    """The result, or the driver's own error for it."""
    if result.status in GOOD:
        return result
    if pgconn.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError(result.get_error_message())
    raise errors.error_from_result(result)
