"""The SQL of live drafts, made once for each kind of database."""

from typing import Any

from sqlalchemy import BigInteger, LargeBinary, Text, bindparam, case, func, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable

from events.log.statements import POSTGRESQL, SQLITE, Sql, compiled, in_binary, listed
from events.log.tables import draft_events, draft_heads, draft_writers

HEADS, ROWS, WRITERS = draft_heads.c, draft_events.c, draft_writers.c


class DraftStatements:
    """The texts for one kind of database."""

    def __init__(self, *, on_sqlite: bool) -> None:
        self._dialect = SQLITE if on_sqlite else POSTGRESQL
        self._insert: Any = sqlite.insert if on_sqlite else postgresql.insert
        self._greatest: Any = func.max if on_sqlite else func.greatest
        self._heads()
        self._rows()
        self._writers()

    def _text(self, statement: Executable) -> Sql:
        return compiled(statement, self._dialect)

    def _heads(self) -> None:
        of = (HEADS.partnership == bindparam("partnership"), HEADS.draft == bindparam("draft"))
        self.head = self._text(select(HEADS.position, HEADS.key, HEADS.since).where(*of))
        names: dict[str, Any] = {name: bindparam(name) for name in ("partnership", "draft", "key")}
        nothing = {"since": 1, "position": 0, "recorded_at": 0}
        self.begin = self._text(self._insert(draft_heads).values(names | nothing).on_conflict_do_nothing())
        key, next_key = bindparam("key", type_=Text), bindparam("next_key", type_=Text)
        at = bindparam("recorded_at", type_=BigInteger)
        expected = bindparam("after", type_=BigInteger)
        self.move = self._text(
            update(draft_heads)
            .where(*of, HEADS.key == key, HEADS.position == func.coalesce(expected, HEADS.position))
            .values(
                key=next_key,
                since=case((next_key != key, HEADS.position + 1), else_=HEADS.since),
                position=HEADS.position + bindparam("count", type_=BigInteger),
                recorded_at=self._greatest(HEADS.recorded_at, at),
            )
            .returning(HEADS.position, HEADS.recorded_at)
        )
        self.append = append_in_one_statement() if self._dialect is POSTGRESQL else None
        # The two rows that begin a new key's time, versions and text, are no steps of anybody.
        begun = case((HEADS.since == 1, 0), else_=HEADS.since + 1)
        self.waiting = self._text(select(HEADS.partnership, HEADS.draft).where(HEADS.position > begun))
        self.closed = self._text(select(HEADS.partnership, HEADS.draft, HEADS.since).where(HEADS.since > 1))

    def _rows(self) -> None:
        of = (ROWS.partnership == bindparam("partnership"), ROWS.draft == bindparam("draft"))
        every: dict[str, Any] = {one.name: bindparam(one.name) for one in draft_events.c}
        self.insert = self._text(self._insert(draft_events).values(every))
        after = select(ROWS.position, ROWS.state, ROWS.leaf).where(*of, ROWS.position > bindparam("after"))
        self.read = self._text(after.order_by(ROWS.position).limit(bindparam("limit")))
        leaves = select(ROWS.leaf).where(*of, ROWS.position <= bindparam("upto"))
        self.leaves = self._text(leaves.order_by(ROWS.position))

    def _writers(self) -> None:
        of = (WRITERS.partnership == bindparam("partnership"), WRITERS.draft == bindparam("draft"))
        self.writers = self._text(select(WRITERS.client, WRITERS.person).where(*of))
        self.owner = self._text(select(WRITERS.person).where(*of, WRITERS.client == bindparam("client")))
        every: dict[str, Any] = {one.name: bindparam(one.name) for one in draft_writers.c}
        self.claim = self._text(self._insert(draft_writers).values(every).on_conflict_do_nothing())


def append_in_one_statement() -> Sql:
    """PostgreSQL: rows after a place that is known; none, where the draft stands elsewhere by now."""
    at = bindparam("recorded_at", type_=BigInteger)
    moved = (
        update(draft_heads)
        .where(
            HEADS.partnership == bindparam("partnership"),
            HEADS.draft == bindparam("draft"),
            HEADS.key == bindparam("key"),
            HEADS.position == bindparam("after", type_=BigInteger),
            HEADS.recorded_at <= at,
        )
        .values(position=bindparam("last", type_=BigInteger), recorded_at=at)
        .returning(HEADS.partnership, HEADS.draft)
        .cte("moved")
    )
    new = listed(n_position=BigInteger, n_state=LargeBinary, n_leaf=LargeBinary)
    rows = select(moved.c.partnership, moved.c.draft, new.c.position, new.c.state, new.c.leaf)
    inserted = postgresql.insert(draft_events).from_select(
        ["partnership", "draft", "position", "state", "leaf"], rows.join_from(moved, new, true())
    )
    statement = select(func.count()).select_from(moved).add_cte(inserted.returning(ROWS.position).cte("new"))
    return in_binary(compiled(statement, POSTGRESQL))
