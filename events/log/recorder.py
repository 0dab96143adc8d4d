"""The `eventsourcing` library's recorder interfaces on the log's own tables.

An originator is a partnership and its version the position. There is no order between partnerships,
so there is no application sequence: whoever follows compares heads (see ADR 2).
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    IntegrityError,
    OperationalError,
    StoredEvent,
    Tracking,
    TrackingRecorder,
)

from events.log.codec import leaf
from events.log.log import Append, DatabaseAway, DatabaseBusy, HeadMoved, Log, Stored


class LogRecorder(AggregateRecorder):
    """Events of partnerships, as the library inserts and selects them."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Insert all or nothing. Raises IntegrityError when a position is taken or would leave a gap."""
        if not stored_events:
            return
        now = self._log.now()
        batch = [
            Append(originator, events[0].position - 1, now, events, ())
            for originator, events in by_originator(stored_events)
        ]
        try:
            self._log.append_many(batch)
        except (HeadMoved, ValueError) as error:
            raise IntegrityError(str(error)) from error
        except (DatabaseAway, DatabaseBusy) as error:
            raise OperationalError(str(error)) from error

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of a partnership between two positions."""
        read = self._log.read_back if desc else self._log.read
        rows = read(str(originator_id), -1 if gt is None else gt, lte, limit)
        return [StoredEvent(originator_id, row.position, row.name, row.state) for row in rows]


def by_originator(stored_events: Sequence[StoredEvent]) -> list[tuple[str, list[Stored]]]:
    """The events of each originator, in the order in which they were given."""
    ordered = sorted(stored_events, key=lambda event: str(event.originator_id))
    return [
        (
            originator,
            [Stored(one.originator_version, one.topic, one.state, leaf(one.state)) for one in group],
        )
        for originator, group in groupby(ordered, key=lambda event: str(event.originator_id))
    ]


class LogTrackingRecorder(TrackingRecorder):
    """How far one view has got: the upstream's name is a partnership, the notification id a position."""

    def __init__(self, log: Log, view: str, version: int) -> None:
        self._log, self._view, self._version = log, view, version

    def insert_tracking(self, tracking: Tracking) -> None:
        """Move forward. Raises IntegrityError when the view is there or further already."""
        moved = self._log.track(
            self._view, self._version, tracking.application_name, tracking.notification_id
        )
        if not moved:
            raise IntegrityError(f"{self._view} has passed {tracking.notification_id} already")

    def max_tracking_id(self, application_name: str) -> int | None:
        """The position the view has reached in a partnership."""
        return self._log.tracked(self._view, self._version).get(application_name)
