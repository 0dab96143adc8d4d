"""The `eventsourcing` library's own recorders, on the same database, with the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from events.log.connecting import conninfo, is_sqlite
from events.log.log import Log


class Peer:
    """One recorder. Its partnerships are originators, its positions versions."""

    def __init__(self, url: str) -> None:
        store, self.recorder = on_sqlite(url) if is_sqlite(url) else on_postgresql(url)
        self.close = store.close
        self.recorder.create_table()

    def append(self, partnership: str, position: int, name: str, state: bytes) -> None:
        """Keep one event."""
        self.recorder.insert_events([StoredEvent(partnership, position, name, state)])

    def fill(self, log: Log, partnership: str, upto: int) -> None:
        """Keep what the log holds of a partnership."""
        for chunk in log.read_chunks(partnership, upto=upto):
            rows = [StoredEvent(partnership, one.position, one.name, one.state) for one in chunk]
            self.recorder.insert_events(rows)

    def states(self, partnership: str) -> Iterator[bytes]:
        """The stored bytes of a partnership, in order."""
        return (event.state for event in self.recorder.select_events(partnership))


def on_sqlite(url: str) -> tuple[Any, Any]:
    """In a file of its own: the library locks the whole of it for each append."""
    store = SQLiteDatastore(url.removeprefix("sqlite:///") + ".peer", originator_id_type="text")
    return store, SQLiteApplicationRecorder(store)


def on_postgresql(url: str) -> tuple[Any, Any]:
    """In the same database."""
    parts = psycopg.conninfo.conninfo_to_dict(conninfo(url))
    store = PostgresDatastore(
        dbname=str(parts["dbname"]),
        host=str(parts.get("host", "")),
        port=str(parts.get("port", "")),
        user=str(parts.get("user", "")),
        password=str(parts.get("password", "")),
        originator_id_type="text",
    )
    return store, PostgresApplicationRecorder(store)
