"""What stands in the log beside the events: snapshots of what was folded, and how far each view has got.

Snapshots can be discarded at any time; a view's position moves forward only.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from events.log.database import Database
from events.log.records import Found, Mark, Snapshot


class SnapshotRows:
    """The part of the log that can be made again from the events."""

    def __init__(self, database: Database) -> None:
        self._database, self._sql = database, database.statements

    def newest_snapshots(self, partnership: str, versions: Mapping[str, int], upto: int) -> list[Found]:
        """The newest snapshot at or before a position of each view: one trip where trips cost something."""
        ask = partial(self._database.rows, self._sql.newest_snapshots, partnership=partnership, upto=upto)
        if self._sql.view_by_view:
            rows = [row for view, version in versions.items() for row in ask(view=view, version=version)]
        else:
            rows = ask(views=list(versions), versions=list(versions.values()))
        return list(map(Found._make, rows))

    def save_snapshot(
        self,
        partnership: str,
        view: str,
        version: int,
        position: int,
        body: bytes,
        *,
        keep_older: bool = False,
    ) -> None:
        """Keep a snapshot; older ones of the same view go, unless they are to be kept for replay."""
        key = {"partnership": partnership, "view": view, "version": version, "position": position}
        with self._database.transaction() as transaction:
            transaction.run(self._sql.save_snapshot, **key, body=body)
            if not keep_older:
                transaction.run(self._sql.drop_older_snapshots, **key)

    def save_snapshots(
        self, partnership: str, snapshots: Sequence[Snapshot], instead_of: Sequence[Mark] = ()
    ) -> None:
        """Keep several snapshots at once, and let others go."""
        with self._database.transaction() as transaction:
            for mark in instead_of:
                key = {"view": mark.view, "version": mark.version, "position": mark.position}
                transaction.run(self._sql.drop_snapshot, partnership=partnership, **key)
            for snapshot in snapshots:
                transaction.run(self._sql.save_snapshot, partnership=partnership, **snapshot._asdict())

    def snapshot_marks(self, partnership: str) -> list[Mark]:
        """All snapshots of a partnership without what is in them, the oldest first."""
        rows = self._database.rows(self._sql.snapshot_marks, partnership=partnership)
        return list(map(Mark._make, rows))

    def weight(self, partnership: str, after: int, upto: int) -> int:
        """How many bytes the events between two positions have, with their leaf hashes."""
        ((size,),) = self._database.rows(self._sql.weight, partnership=partnership, after=after, upto=upto)
        return int(size)

    def drop_snapshots(self, view: str | None = None) -> None:
        """Discard the snapshots of a view, or all: they can always be made again."""
        with self._database.transaction() as transaction:
            if view is None:
                transaction.run(self._sql.drop_all_snapshots)
            else:
                transaction.run(self._sql.drop_snapshots, view=view)

    def snapshot_bytes(self) -> int:
        """How much room all snapshots take."""
        ((size,),) = self._database.rows(self._sql.snapshot_bytes)
        return int(size)

    def tracked(self, view: str, version: int) -> dict[str, int]:
        """How far a view has got in each partnership."""
        return dict(self._database.rows(self._sql.tracked, view=view, version=version))

    def track(self, view: str, version: int, partnership: str, position: int) -> bool:
        """Move a view forward to a position; False when it is there or further already."""
        with self._database.transaction() as transaction:
            values = {"view": view, "version": version, "partnership": partnership, "position": position}
            return transaction.run(self._sql.track, **values) == 1
