"""The streams of live drafts: for each draft its own, gapless from 1, apart from the partnership's.

A row is a header and a sealed box. The header says who, when and where it stands and is part of what is
hashed, as with events. What is in the box only its key opens, and that key lives no longer than needed.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from threading import Lock
from typing import Any, Literal, NamedTuple

import msgspec

from events.log.codec import leaf
from events.log.database import Database, Transaction
from events.log.draft_statements import DraftStatements
from events.log.recent import Recent
from events.log.records import LogError, from_micros, to_micros
from events.vocabulary import Moment

AT_ONCE = 2_000
MOST_ENDS = 1_000

DraftKind = Literal["update", "versions", "compacted"]
"""What people wrote; how it read at pauses, with its authors; and the text as it was when the key changed."""


class DraftHeader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The envelope of one row. `key` names the key of the box. Fields stand in alphabetical order."""

    at: Moment
    author: str
    draft: str
    key: str
    kind: DraftKind
    partnership: str
    position: int


class Written(NamedTuple):
    """What is to be kept: whose it is, of which kind, which key its box has, and the box."""

    author: str
    kind: DraftKind
    key: str
    box: bytes


class DraftRow(NamedTuple):
    """What is kept."""

    header: DraftHeader
    box: bytes
    leaf: bytes


class Place(NamedTuple):
    """Where a draft stands, and the key that everything from position `since` on is sealed under."""

    position: int
    key: str
    since: int

    @property
    def open_steps(self) -> int:
        """The rows since the key was replaced last, without the two that begin its time."""
        return self.position - self.since + 1 - (2 if self.since > 1 else 0)


class End(NamedTuple):
    """The last position, and its moment in microseconds, as this process knows them."""

    position: int
    recorded_at: int


class KeyReplaced(LogError):
    """The key is another one by now, or the draft has gone on; nothing was kept. Read on, then try again."""


class Overtaken(LogError):
    """Somebody who writes here has written elsewhere meanwhile; nothing was kept. Read on, look again."""

    def __init__(self, authors: set[str]) -> None:
        super().__init__("the same person has written in this draft elsewhere")
        self.authors = authors


class NotTheirNumber(LogError):
    """Somebody else writes under this number already; nothing was kept."""


_header = msgspec.json.Decoder(DraftHeader)


class DraftStreams:
    """Safe to use from several threads."""

    def __init__(self, database: Database, appended: Callable[[], None]) -> None:
        self._database, self._appended = database, appended
        self._sql = DraftStatements(on_sqlite=not database.has_own_clock)
        self._ends = Recent[tuple[str, str], End](MOST_ENDS)
        self._lock = Lock()

    def head(self, partnership: str, draft: str) -> Place | None:
        """Where a draft stands; None when nobody has written yet."""
        rows = self._database.rows(self._sql.head, partnership=partnership, draft=draft)
        return Place(*rows[0]) if rows else None

    def writers(self, partnership: str, draft: str) -> dict[int, str]:
        """Whose every number is."""
        return dict(self._database.rows(self._sql.writers, partnership=partnership, draft=draft))

    def read(self, partnership: str, draft: str, after: int = 0) -> Iterator[DraftRow]:
        """What was written after a position, in order."""
        of = {"partnership": partnership, "draft": draft}
        while rows := self._database.rows(self._sql.read, **of, after=after, limit=AT_ONCE):
            for position, state, hashed in rows:
                yield read_row(state, hashed)
                after = position

    def one(self, partnership: str, draft: str, position: int) -> DraftRow | None:
        """What was written at a position; None when there is nothing yet."""
        of = {"partnership": partnership, "draft": draft}
        rows = self._database.rows(self._sql.read, **of, after=position - 1, limit=1)
        return read_row(*rows[0][1:]) if rows and rows[0][0] == position else None

    def waiting(self) -> list[tuple[str, str]]:
        """The drafts in which something was written since their key was last replaced."""
        return [(partnership, draft) for partnership, draft in self._database.rows(self._sql.waiting)]

    def closed(self) -> list[tuple[str, str, int]]:
        """The drafts whose key was ever replaced, and the first position under the present one."""
        return [tuple(row) for row in self._database.rows(self._sql.closed)]

    def leaves(self, partnership: str, draft: str, upto: int) -> list[bytes]:
        """The leaf hashes up to a position, for the root that the partnership's record commits to."""
        rows = self._database.rows(self._sql.leaves, partnership=partnership, draft=draft, upto=upto)
        return [hashed for (hashed,) in rows]

    def append(
        self,
        partnership: str,
        draft: str,
        written: Sequence[Written],
        claims: Sequence[tuple[int, str]],
        at: datetime,
        key: str,
        instead_of: str | None = None,
        after: int | None = None,
    ) -> list[DraftRow]:
        """Keep rows, and say whose the new numbers are, in one transaction.

        Gives back what was kept; others may have written in between, so the first position need not
        follow the last that is known here. `after` is the position that the rows were looked at with: none
        of their authors may have written since, because what one person writes in two processes at once may
        contradict itself. `key` is the one that updates are sealed under now; with `instead_of` it replaces
        that one from here on, if the draft still stands at `after`: what somebody wrote meanwhile would be
        lost with the key. Raises NotTheirNumber, KeyReplaced, Overtaken, and what the log raises.
        """
        of = {"partnership": partnership, "draft": draft}
        kept = None
        if written and not (claims or instead_of):
            kept = self._append_where_it_ended(of, written, at, key, after)
        if kept is None:
            kept = self._append(of, written, claims, at, key, instead_of, after)
        if kept:
            last = kept[-1].header
            with self._lock:
                self._ends.put((partnership, draft), End(last.position, to_micros(last.at)))
        self._appended()
        return kept

    def _append(
        self,
        of: dict[str, str],
        written: Sequence[Written],
        claims: Sequence[tuple[int, str]],
        at: datetime,
        key: str,
        instead_of: str | None,
        after: int | None,
    ) -> list[DraftRow]:
        with self._database.transaction() as transaction:
            last, recorded_at = self._move(transaction, of, len(written), at, key, instead_of, after)
            if after is not None:
                self._refuse_overtaken(transaction, of, written, after, last - len(written))
            for client, person in claims:
                self._claim(transaction, of, client, person)
            kept = in_a_row(of, last - len(written), from_micros(recorded_at), written)
            transaction.run_each(self._sql.insert, [{**of, **values_of(row)} for row in kept])
        return kept

    def _append_where_it_ended(
        self, of: dict[str, str], written: Sequence[Written], at: datetime, key: str, after: int | None
    ) -> list[DraftRow] | None:
        """The same in one trip, where nobody wrote since this process did; else None, and nothing is kept."""
        with self._lock:
            end = self._ends.get((of["partnership"], of["draft"]))
        if end is None or self._sql.append is None or after not in {None, end.position}:
            return None
        recorded_at = max(end.recorded_at, to_micros(at))
        kept = in_a_row(of, end.position, from_micros(recorded_at), written)
        place = {
            "key": key,
            "after": end.position,
            "last": kept[-1].header.position,
            "recorded_at": recorded_at,
        }
        columns = {
            "n_position": [row.header.position for row in kept],
            "n_state": [state_of(row.header, row.box) for row in kept],
            "n_leaf": [row.leaf for row in kept],
        }
        with self._database.statement() as statement:
            ((moved,),) = statement.rows(self._sql.append, **of, **place, **columns)
        return kept if moved else None

    def _move(
        self,
        transaction: Transaction,
        of: dict[str, str],
        count: int,
        at: datetime,
        key: str,
        instead_of: str | None,
        after: int | None,
    ) -> tuple[int, int]:
        """Move the head and hold it; the last position, and the moment in microseconds."""
        keys = {"key": instead_of or key, "next_key": key}
        stands_at = after if instead_of else None
        values = {**of, **keys, "count": count, "recorded_at": to_micros(at), "after": stands_at}
        moved = transaction.rows(self._sql.move, **values)
        # Only the first to write makes the head; to ask for that each time would cost another trip.
        if not moved and transaction.run(self._sql.begin, **of, key=instead_of or key) == 1:
            moved = transaction.rows(self._sql.move, **values)
        if not moved:
            raise KeyReplaced("the draft is sealed under another key by now, or has gone on")
        last, recorded_at = moved[0]
        return last, recorded_at

    def _refuse_overtaken(
        self, transaction: Transaction, of: dict[str, str], written: Sequence[Written], after: int, upto: int
    ) -> None:
        """The head is held: what stands after a place now is all that can come in between."""
        if upto == after:
            return
        between = transaction.rows(self._sql.read, **of, after=after, limit=upto - after)
        authors = {read_row(state, hashed).header.author for _, state, hashed in between}
        if again := authors & {one.author for one in written}:
            raise Overtaken(again)

    def _claim(self, transaction: Transaction, of: dict[str, str], client: int, person: str) -> None:
        if transaction.run(self._sql.claim, **of, client=client, person=person) == 1:
            return
        ((owner,),) = transaction.rows(self._sql.owner, **of, client=client)
        if owner != person:
            raise NotTheirNumber(f"somebody else writes under {client} already")


def read_row(state: bytes, hashed: bytes) -> DraftRow:
    """A row from its bytes."""
    head, _, box = state.partition(b"\n")
    return DraftRow(_header.decode(head), box, hashed)


def in_a_row(of: dict[str, str], after: int, at: datetime, written: Sequence[Written]) -> list[DraftRow]:
    """Rows with their places after a position."""
    return [made(of, position, at, one) for position, one in enumerate(written, after + 1)]


def made(of: dict[str, str], position: int, at: datetime, written: Written) -> DraftRow:
    """A row with its place in the draft, and its hash."""
    header = DraftHeader(
        **of, position=position, at=at, author=written.author, kind=written.kind, key=written.key
    )
    return DraftRow(header, written.box, leaf(state_of(header, written.box)))


def values_of(row: DraftRow) -> dict[str, Any]:
    """A row's columns besides its draft."""
    return {"position": row.header.position, "state": state_of(row.header, row.box), "leaf": row.leaf}


def state_of(header: DraftHeader, box: bytes) -> bytes:
    """The bytes of a row."""
    return msgspec.json.encode(header) + b"\n" + box
