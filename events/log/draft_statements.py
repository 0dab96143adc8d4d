"""The SQL of live drafts, made once for each kind of database."""

from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from events.log.statements import POSTGRESQL, SQLITE, compiled
from events.log.tables import draft_events, draft_heads, draft_writers


class DraftStatements:
    """The texts for one kind of database."""

    def __init__(self, *, on_sqlite: bool) -> None:
        dialect = SQLITE if on_sqlite else POSTGRESQL
        insert: Any = sqlite.insert if on_sqlite else postgresql.insert
        at = bindparam("recorded_at", type_=BigInteger)
        heads, rows, writers = draft_heads.c, draft_events.c, draft_writers.c
        of_head = (heads.partnership == bindparam("partnership"), heads.draft == bindparam("draft"))
        of_rows = (rows.partnership == bindparam("partnership"), rows.draft == bindparam("draft"))
        of_writers = (writers.partnership == bindparam("partnership"), writers.draft == bindparam("draft"))
        new_key = bindparam("next_key", type_=Text) != bindparam("key", type_=Text)
        later = (func.max if on_sqlite else func.greatest)(heads.recorded_at, at)
        self.head = compiled(select(heads.position, heads.key, heads.since).where(*of_head), dialect)
        self.begin = compiled(
            insert(draft_heads)
            .values(
                partnership=bindparam("partnership"),
                draft=bindparam("draft"),
                key=bindparam("key"),
                since=1,
                position=0,
                recorded_at=0,
            )
            .on_conflict_do_nothing(),
            dialect,
        )
        self.move = compiled(
            update(draft_heads)
            .where(*of_head, heads.key == bindparam("key", type_=Text))
            .values(
                key=bindparam("next_key", type_=Text),
                since=case((new_key, heads.position + 1), else_=heads.since),
                position=heads.position + bindparam("count", type_=BigInteger),
                recorded_at=later,
            )
            .returning(heads.position, heads.recorded_at),
            dialect,
        )
        self.insert = compiled(
            insert(draft_events).values({one.name: bindparam(one.name) for one in draft_events.c}), dialect
        )
        self.read = compiled(
            select(rows.position, rows.state, rows.leaf)
            .where(*of_rows, rows.position > bindparam("after"))
            .order_by(rows.position)
            .limit(bindparam("limit")),
            dialect,
        )
        self.leaves = compiled(
            select(rows.leaf).where(*of_rows, rows.position <= bindparam("upto")).order_by(rows.position),
            dialect,
        )
        # The two rows that begin a new key's time, versions and text, are no steps of anybody.
        begun = case((heads.since == 1, 0), else_=heads.since + 1)
        self.waiting = compiled(select(heads.partnership, heads.draft).where(heads.position > begun), dialect)
        self.writers = compiled(select(writers.client, writers.person).where(*of_writers), dialect)
        self.claim = compiled(
            insert(draft_writers)
            .values({one.name: bindparam(one.name) for one in draft_writers.c})
            .on_conflict_do_nothing(),
            dialect,
        )
        self.owner = compiled(
            select(writers.person).where(*of_writers, writers.client == bindparam("client")), dialect
        )
