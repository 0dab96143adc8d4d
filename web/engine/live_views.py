"""The live views of the partnerships that are in use, kept in memory and folded event by event."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from events.log.codec import decode
from events.log.log import Log
from events.vocabulary import Recorded
from projections.view import Projection
from projections.views import PROJECTIONS, Views

logger = logging.getLogger(__name__)

EVENTS_HELD = 4_000_000
"""How many events the views in memory may stand for, all partnerships together."""
SNAPSHOT_EVERY = 5_000
"""A view is stored again once this many events have come since it was stored last."""


class Folded:
    """All views of one partnership at one position."""

    def __init__(self, partnership: str) -> None:
        self.partnership = partnership
        self.position = 0
        self.recorded_at: datetime | None = None
        self.views: dict[str, Any] = {name: one.empty() for name, one in PROJECTIONS.items()}
        self.parked: dict[str, int] = {}

    def fold(self, recorded: Recorded) -> None:
        """One more event. A view whose fold raises is parked at its position; the others go on."""
        kind = type(recorded.event)
        for name, projection in PROJECTIONS.items():
            if kind in projection.events and name not in self.parked:
                self._fold_one(name, projection, recorded)
        self.position = recorded.header.position
        self.recorded_at = recorded.header.recorded_at

    def _fold_one(self, name: str, projection: Projection[Any], recorded: Recorded) -> None:
        try:
            self.views[name] = projection.fold(self.views[name], recorded)
        except Exception:
            position = recorded.header.position
            self.parked[name] = position
            logger.exception("view parked", extra={"view": name, "position": position})

    def shown(self, at: datetime, *, live: bool) -> Views:
        """The views as pages take them."""
        return Views(
            self.partnership, self.position, at, live, **self.views, parked=tuple(sorted(self.parked))
        )


class LiveViews:
    """The views in memory. Only the event loop's thread folds them."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._held: OrderedDict[str, Folded] = OrderedDict()

    def get(self, partnership: str) -> Folded | None:
        """The views if they are in memory."""
        if partnership in self._held:
            self._held.move_to_end(partnership)
        return self._held.get(partnership)

    def put(self, folded: Folded) -> Folded:
        """Keep views that were loaded; whoever loaded the furthest wins."""
        held = self._held.get(folded.partnership)
        if held is None or held.position < folded.position:
            self._held[folded.partnership] = folded
            self._evict()
        return self._held[folded.partnership]

    def committed(self, partnership: str, recorded: Sequence[Recorded]) -> bool:
        """Fold what was just committed; False if the views are not in memory or have a gap."""
        folded = self._held.get(partnership)
        if folded is None:
            return False
        for entry in recorded:
            if entry.header.position == folded.position + 1:
                folded.fold(entry)
        if folded.position < recorded[-1].header.position:
            del self._held[partnership]
            return False
        return True

    @property
    def parked(self) -> dict[str, dict[str, int]]:
        """The views that do not go on, with the position they stopped at, by partnership."""
        return {p: dict(folded.parked) for p, folded in self._held.items() if folded.parked}

    def watched(self) -> Iterable[str]:
        """The partnerships whose views are in memory."""
        return tuple(self._held)

    def load(self, partnership: str) -> Folded:
        """The views as of the last event: stored snapshots and what came after them. Blocks."""
        folded = self._from_snapshots(partnership)
        stored_at = folded.position
        fold_all(folded, self._log, None)
        if folded.position - stored_at >= SNAPSHOT_EVERY and not folded.parked:
            self._store(folded)
        return folded

    def at(self, partnership: str, position: int) -> Folded:
        """The views as they were at a position, through the same folds. Blocks."""
        folded = Folded(partnership)
        fold_all(folded, self._log, position)
        return folded

    def _from_snapshots(self, partnership: str) -> Folded:
        folded = Folded(partnership)
        views, positions = {}, set()
        for name, projection in PROJECTIONS.items():
            snapshot = self._log.snapshot(partnership, name, projection.version)
            if snapshot is None:
                return folded
            views[name] = decoded(projection, snapshot[1])
            positions.add(snapshot[0])
        if len(positions) == 1 and None not in views.values():
            folded.views, folded.position = views, positions.pop()
        return folded

    def _store(self, folded: Folded) -> None:
        for name, projection in PROJECTIONS.items():
            body = msgspec.msgpack.encode(folded.views[name])
            self._log.save_snapshot(folded.partnership, name, projection.version, folded.position, body)

    def _evict(self) -> None:
        held = sum(folded.position for folded in self._held.values())
        while held > EVENTS_HELD and len(self._held) > 1:
            held -= self._held.popitem(last=False)[1].position


def fold_all(folded: Folded, log: Log, upto: int | None) -> None:
    """Fold the stored events after the views' position."""
    for stored in log.read(folded.partnership, folded.position, upto):
        folded.fold(decode(stored.state))


def decoded(projection: Projection[Any], body: bytes) -> Any:
    """A stored view, or None when it is not of today's shape: a snapshot can always be thrown away."""
    try:
        return msgspec.msgpack.decode(body, type=type(projection.empty()))
    except msgspec.MsgspecError:
        return None
