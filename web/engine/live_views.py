"""The live views of the partnerships that are in use, kept in memory and folded event by event."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec

from events.log.codec import BrokenEvent, decode, decode_header
from events.log.log import Log, Stored
from events.vocabulary import BY_CLASS, Recorded
from projections.view import Projection
from projections.views import PROJECTIONS, Views
from web.engine.following import Here
from web.engine.snapshots import Kind, Snapshots
from web.engine.unreadable import UNREADABLE, stopped_by, views_that_need

logger = logging.getLogger(__name__)

EVENTS_HELD = 4_000_000
"""How many events the views in memory may stand for, all partnerships together."""
VIEWS = tuple(
    Kind(projection.name, projection.version, type(projection.empty())) for projection in PROJECTIONS.values()
)


class Folded:
    """All views of one partnership at one position."""

    def __init__(self, partnership: str) -> None:
        self.partnership = partnership
        self.position = 0
        self.when: datetime | None = None
        self.views: dict[str, Any] = {name: one.empty() for name, one in PROJECTIONS.items()}
        self.parked: dict[str, int] = {}

    def fold(self, recorded: Recorded) -> None:
        """One more event. A view whose fold raises is parked at its position; the others go on."""
        kind = type(recorded.event)
        for name, projection in PROJECTIONS.items():
            if kind in projection.events and name not in self.parked:
                self._fold_one(name, projection, recorded)
        self.position = recorded.header.position
        self.when = recorded.header.when

    def fold_late(self, recorded: Recorded, starts: Mapping[str, int]) -> None:
        """One more event, for the views that stand before it and no others."""
        kind, position = type(recorded.event), recorded.header.position
        for name, start in starts.items():
            if position > start and kind in PROJECTIONS[name].events and name not in self.parked:
                self._fold_one(name, PROJECTIONS[name], recorded)

    def _fold_one(self, name: str, projection: Projection[Any], recorded: Recorded) -> None:
        try:
            self.views[name] = projection.fold(self.views[name], recorded)
        except Exception:
            self.parked[name] = recorded.header.position
            logger.exception("view parked", extra=self._where(name))

    def pass_over(self, position: int, needed_by: Iterable[str]) -> None:
        """The next event cannot be read: the views that need it are parked there, the others go on."""
        for name in set(needed_by) - self.parked.keys():
            self.parked[name] = position
            logger.error("view parked", extra=self._where(name))
        self.position = position

    def _where(self, view: str) -> dict[str, object]:
        """Which view of whom stopped, and before what."""
        return {"partnership": self.partnership, "view": view, "position": self.parked[view]}

    def encoded(self) -> dict[str, bytes]:
        """The views as snapshots hold them; a parked one is left out, because it stands further back."""
        return {
            name: msgspec.msgpack.encode(view) for name, view in self.views.items() if name not in self.parked
        }

    def shown(self, at: datetime, *, live: bool) -> Views:
        """The views as pages take them."""
        return Views(
            self.partnership, self.position, at, live, **self.views, parked=tuple(sorted(self.parked))
        )


class LiveViews:
    """The views in memory. Only the event loop's thread folds them."""

    def __init__(self, log: Log, snapshots: Snapshots) -> None:
        self._log, self._snapshots = log, snapshots
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
                if self._snapshots.are_taken_at(folded.position):
                    self._snapshots.keep_later(partnership, folded.position, folded.encoded())
        if folded.position < recorded[-1].header.position:
            del self._held[partnership]
            return False
        return True

    @property
    def parked(self) -> dict[str, dict[str, int]]:
        """The views that do not go on, with the position they stopped at, by partnership."""
        return {p: dict(folded.parked) for p, folded in self._held.items() if folded.parked}

    def held(self) -> Sequence[Folded]:
        """What is in memory."""
        return tuple(self._held.values())

    def watched(self) -> Iterable[str]:
        """The partnerships whose views are in memory."""
        return tuple(self._held)

    def load(self, partnership: str) -> Folded:
        """The views as of the last event: stored snapshots and what came after them. Blocks."""
        return self.at(partnership, self._log.head(partnership).position)

    def at(self, partnership: str, position: int) -> Folded:
        """The views as they were at a position, through the same folds. Blocks."""
        folded, starts = self._from_snapshots(partnership, position)
        behind = [name for name, start in starts.items() if start < max(starts.values())]
        self._catch_up(folded, {name: starts[name] for name in behind}, max(starts.values()))
        self._fold_up_to(folded, position)
        if folded.when is None:
            for stored in self._log.read(partnership, folded.position - 1, folded.position):
                with suppress(BrokenEvent):
                    folded.when = decode_header(stored.state).when
        return folded

    def go_on(self, folded: Folded, upto: int) -> None:
        """Fold what was kept since, as far as it can be read. Blocks."""
        for chunk in self._log.read_states(folded.partnership, folded.position, upto):
            for state in chunk:
                self._fold_state(folded, state)

    def forget(self, folded: Here) -> None:
        """Let these views go, unless others were loaded meanwhile; loaded again when somebody looks."""
        if self._held.get(folded.partnership) is folded:
            del self._held[folded.partnership]

    def _from_snapshots(self, partnership: str, upto: int) -> tuple[Folded, dict[str, int]]:
        """Each view from its newest snapshot, and where that stands (0: nowhere, it begins empty)."""
        folded = Folded(partnership)
        starts = dict.fromkeys(folded.views, 0)
        for name, found in self._snapshots.newest_of(partnership, folded.views, upto).items():
            starts[name], folded.views[name] = found
        return folded, starts

    def _catch_up(self, folded: Folded, starts: dict[str, int], upto: int) -> None:
        """Bring the views that stand further back to where the others are, reading what they need."""
        needed = {
            BY_CLASS[event].name for name in starts for event in PROJECTIONS[name].events if event in BY_CLASS
        }
        after = min(starts.values(), default=upto)
        for chunk in self._log.read_chunks(folded.partnership, after, upto):
            for stored in chunk:
                if stored.name in needed:
                    self._fold_late(folded, stored, starts)
        folded.position = upto

    def _fold_late(self, folded: Folded, stored: Stored, starts: Mapping[str, int]) -> None:
        try:
            recorded = decode(stored.state)
        except UNREADABLE:
            behind = {name for name, start in starts.items() if start < stored.position}
            folded.pass_over(stored.position, views_that_need(stored.name) & behind)
        else:
            folded.fold_late(recorded, starts)

    def _fold_state(self, folded: Folded, state: bytes) -> None:
        try:
            recorded = decode(state)
        except UNREADABLE:
            position = folded.position + 1
            folded.pass_over(position, stopped_by(self._log, folded.partnership, position))
        else:
            folded.fold(recorded)

    def _fold_up_to(self, folded: Folded, position: int) -> None:
        """Fold what comes next, and leave snapshots on the way for whoever travels here again."""
        every = self._snapshots.every
        for chunk in self._log.read_states(folded.partnership, folded.position, position, every):
            for state in chunk:
                self._fold_state(folded, state)
                if self._snapshots.are_taken_at(folded.position):
                    self._snapshots.keep(folded.partnership, folded.position, folded.encoded())

    def _evict(self) -> None:
        held = sum(folded.position for folded in self._held.values())
        while held > EVENTS_HELD and len(self._held) > 1:
            held -= self._held.popitem(last=False)[1].position
