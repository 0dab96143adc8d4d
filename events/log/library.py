"""The `eventsourcing` library at the edge of the log: replay by its Repository.

`repository(log).get(partnership, version=n, projector_func=fold)` folds the first n events. The fold
is `fold(initial, recorded) -> state` and gives back None when there are no events. The library's
cache stays off: it copies the whole state on every look.
"""

from collections.abc import Mapping
from typing import Any

from eventsourcing.application import Repository
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    EventStore,
    InfrastructureFactory,
    JSONTranscoder,
    Mapper,
    ProcessRecorder,
    StoredEvent,
)

from events.log import codec
from events.log.log import Log
from events.log.recorder import LogRecorder, LogTrackingRecorder
from events.vocabulary import Recorded

NO_ORDER = "Partnerships share nothing, so their events have no common order: follow each by its positions."


class LogMapper(Mapper[str]):
    """Our codec in the place of the library's: the topic is the stored name, the state our bytes."""

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """The bytes of a recorded event."""
        recorded: Recorded = domain_event
        header = recorded.header
        state = codec.encode(header, recorded.event)
        return StoredEvent(header.partnership, header.position, header.name, state)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """The recorded event of these bytes, in today's version of its class."""
        return codec.decode(stored_event.state)


class LogFactory(InfrastructureFactory[LogTrackingRecorder]):
    """Makes the library's parts on one log."""

    def __init__(self, log: Log, env: Mapping[str, str] | None = None) -> None:
        super().__init__(dict(env or {}))
        self._log = log

    def mapper(self, transcoder: Any = None, mapper_class: Any = None) -> Mapper[Any]:
        """Our codec; the library's transcoder has nothing to do."""
        return LogMapper(transcoder=JSONTranscoder())

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """The log as the library sees it. Snapshots are the views' own (`Log.newest_snapshots`)."""
        if purpose != "events":
            raise NotImplementedError("Snapshots belong to views: see Log.newest_snapshots.")
        return LogRecorder(self._log)

    def tracking_recorder(
        self, tracking_recorder_class: Any = None, *, view: str = "library", version: int = 1
    ) -> LogTrackingRecorder:
        """How far a view has got."""
        return LogTrackingRecorder(self._log, view, version)

    def application_recorder(self) -> ApplicationRecorder:
        """Refused: there is no order between partnerships."""
        raise NotImplementedError(NO_ORDER)

    def process_recorder(self) -> ProcessRecorder:
        """Refused: there is no order between partnerships."""
        raise NotImplementedError(NO_ORDER)


def repository(log: Log) -> Repository[str]:
    """Replay on this log."""
    factory = LogFactory(log)
    store: EventStore[str] = factory.event_store(factory.mapper(), factory.aggregate_recorder())
    return Repository(store)
