"""Snapshots: what was folded once need not be folded again. Any of them can be thrown away at any time.

A stored body is a head and the view in msgpack. The head holds the leaf hash of the event it stands
at, so that a snapshot never outlives the log it was made from (a backup brought back, a moved database);
how many bytes the log has up to there; and the hash of the rest, so that a broken one is noticed.
"""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from struct import Struct
from threading import Lock
from typing import Any, NamedTuple
from zlib import crc32

import msgspec

from events.log.log import Log, LogError
from events.log.recent import Recent
from events.log.records import Found, Mark, Snapshot

logger = logging.getLogger(__name__)

EVERY = 2_500
"""Snapshots are taken at the multiples of this position, the same ones in every process."""
ROOM = 2
"""All snapshots of a partnership together take at most so many times the bytes of its log."""
WAITING_AT_MOST = 8
HEAD = Struct(">32sQ32s")


class Kind(NamedTuple):
    """Something folded that can be stored: its name, its hand-given version, and its type."""

    name: str
    version: int
    shape: type

    @property
    def key(self) -> int:
        """The stored version: it also differs when the type does, should the number be forgotten."""
        schema = msgspec.json.encode(msgspec.json.schema(self.shape), order="sorted")
        return crc32(b"%d %b" % (self.version, schema)) >> 1


class Content(NamedTuple):
    """A view that was stored whole."""

    view: Any


class Snapshots:
    """The stored snapshots of all partnerships. Safe to use from several threads."""

    def __init__(self, log: Log, kinds: Iterable[Kind]) -> None:
        self._log = log
        self._kinds: dict[str, tuple[int, Callable[[bytes | memoryview], Any]]] = {
            kind.name: (kind.key, msgspec.msgpack.Decoder(kind.shape).decode) for kind in kinds
        }
        self._weights: Recent[str, tuple[int, int]] = Recent(1_000)
        self._thread = ThreadPoolExecutor(1, "snapshots")
        self._waiting = 0
        self._lock = Lock()
        self.every = EVERY

    def are_taken_at(self, position: int) -> bool:
        """Whether this is one of the positions where snapshots stand."""
        return position % self.every == 0

    def close(self) -> None:
        """Finish what is being stored."""
        self._thread.shutdown()

    def newest(self, partnership: str, name: str, upto: int) -> tuple[int, Any] | None:
        """The newest whole snapshot at or before a position. Blocks."""
        return self.newest_of(partnership, (name,), upto).get(name)

    def newest_of(self, partnership: str, names: Iterable[str], upto: int) -> dict[str, tuple[int, Any]]:
        """The same for several views, in one trip unless something stored is broken. Blocks."""
        wanted = {name: self._kinds[name][0] for name in names}
        whole: dict[str, tuple[int, Any]] = {}
        for found in self._log.newest_snapshots(partnership, wanted, upto):
            content = self._content(partnership, found)
            if content is not None:
                whole[found.view] = (found.position, content.view)
            elif (older := self.newest(partnership, found.view, found.position - 1)) is not None:
                whole[found.view] = older
        return whole

    def _content(self, partnership: str, found: Found) -> Content | None:
        """What stands behind the head, if it is whole, of this very log and of today's shape."""
        if len(found.body) < HEAD.size:
            return None
        leaf, weight, digest = HEAD.unpack_from(found.body)
        content = memoryview(found.body)[HEAD.size :]
        if found.leaf != leaf or sha256(content).digest() != digest:
            return None
        with self._lock:
            if found.position > (self._weights.get(partnership) or (0, 0))[0]:
                self._weights.put(partnership, (found.position, weight))
        try:
            with without_collections():
                return Content(self._kinds[found.view][1](content))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            logger.warning("snapshot is not of today's shape", extra={"view": found.view})
            return None

    def _leaf(self, partnership: str, position: int) -> bytes | None:
        event = self._log.read(partnership, position - 1, position)
        return event[0].leaf if event else None

    def keep_later(
        self, partnership: str, position: int, contents: Mapping[str, bytes], *, for_replay: bool = True
    ) -> None:
        """Store what was encoded just now, in a thread; when that falls behind, rather not at all."""
        with self._lock:
            if self._waiting >= WAITING_AT_MOST:
                return
            self._waiting += 1
        try:
            work = self._thread.submit(self.keep, partnership, position, contents, for_replay=for_replay)
        except RuntimeError:
            return  # Closed already: whoever starts next makes it again.
        work.add_done_callback(self._stored)

    def _stored(self, _: object) -> None:
        with self._lock:
            self._waiting -= 1

    def keep(
        self, partnership: str, position: int, contents: Mapping[str, bytes], *, for_replay: bool = True
    ) -> None:
        """Store snapshots at a position, as far as there is room. Blocks.

        Older ones stay for replay, or else go. A failure is told, and nothing more: it was only to save time.
        """
        try:
            self._keep(partnership, position, contents, for_replay)
        except LogError:
            logger.warning("a snapshot was not stored", exc_info=True)
        except Exception:
            logger.exception("a snapshot was not stored")

    def _keep(self, partnership: str, position: int, contents: Mapping[str, bytes], for_replay: bool) -> None:
        leaf = self._leaf(partnership, position)
        if leaf is None:
            return
        weight = self._weight(partnership, position)
        snapshots = [
            Snapshot(
                name,
                self._kinds[name][0],
                position,
                HEAD.pack(leaf, weight, sha256(content).digest()) + content,
            )
            for name, content in contents.items()
        ]
        marks = self._log.snapshot_marks(partnership)
        gone = given_up(marks, snapshots, ROOM * weight, for_replay=for_replay)
        if gone is not None:
            self._log.save_snapshots(partnership, snapshots, sorted(gone))

    def _weight(self, partnership: str, position: int) -> int:
        """The bytes of the log up to a position; only what came since the last look is counted."""
        with self._lock:
            seen, weight = self._weights.get(partnership) or (0, 0)
        if seen > position:
            return self._log.weight(partnership, 0, position)
        weight += self._log.weight(partnership, seen, position)
        with self._lock:
            self._weights.put(partnership, (position, weight))
        return weight


@contextmanager
def without_collections() -> Iterator[None]:
    """Thousands of objects come into being that all stay: looking for garbage among them takes 50 ms."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def given_up(
    marks: Sequence[Mark], new: Sequence[Snapshot], room: int, *, for_replay: bool
) -> set[Mark] | None:
    """Which snapshots go so that the new ones, all of one position, fit: None if they cannot.

    Other versions of the same views go, and older ones that are not for replay. When it is still too
    much, those that are missed least go: never many at once, and replay gets coarser evenly.
    """
    versions = {one.view: one.version for one in new}
    position = new[0].position
    gone = {
        mark
        for mark in marks
        if mark.view in versions
        and (
            mark.version != versions[mark.view]
            or mark.position == position
            or (mark.position < position and not for_replay)
        )
    }
    left = [mark for mark in marks if mark not in gone]
    over = sum(len(one.body) for one in new) + sum(mark.size for mark in left) - room
    while over > 0:
        least = least_missed(left, dict.fromkeys(versions, position))
        if least is None:
            return None
        gone.add(least)
        left.remove(least)
        over -= least.size
    return gone


def least_missed(marks: Sequence[Mark], coming: Mapping[str, int]) -> Mark | None:
    """The snapshot whose neighbours are nearest; no view's newest, unless a newer one is coming."""
    before: dict[str, list[Mark]] = {}
    for mark in marks:
        before.setdefault(mark.view, []).append(mark)
    found: list[tuple[int, int, int, Mark]] = []
    for view, of_view in before.items():
        positions = [0, *(mark.position for mark in of_view)]
        if coming.get(view, 0) > positions[-1]:
            positions.append(coming[view])
        gaps = zip(of_view, positions, positions[2:], strict=False)
        found += [(after - start, -mark.size, mark.position, mark) for mark, start, after in gaps]
    return min(found)[-1] if found else None
