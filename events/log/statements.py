"""The SQL of the log, made once from the tables and then run on the driver's own cursor.

Building a statement and adapting its result cost SQLAlchemy 18 to 45 % of an append; the text is
the same every time. Values are given by name.
"""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Dialect,
    Integer,
    LargeBinary,
    Text,
    any_,
    bindparam,
    column,
    delete,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import ARRAY

from events.log.tables import commands, due, events, heads, snapshots, tracking

SQLITE = sqlite.dialect(paramstyle="named")
POSTGRESQL = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
UNLIMITED = 2**62
LEAF_BYTES = 32


class Sql(NamedTuple):
    """A statement's text, with `:name` or `%(name)s` where values go, and the values that never differ."""

    text: str
    fixed: dict[str, Any]


def compiled(statement: Executable, dialect: Dialect) -> Sql:
    """The statement in the words of one kind of database."""
    made = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    return Sql(str(made), {name: value for name, value in made.params.items() if value is not None})


def in_binary(sql: Sql) -> Sql:
    """The driver sends text unless told otherwise; binary arrays are half the size."""
    return Sql(sql.text.replace(")s", ")b"), {})


class Statements:
    """The texts for one kind of database."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._insert: Any = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
        self._log()
        self._commands()
        self._due()
        self._snapshots()
        self._tracking()

    def _text(self, statement: Executable) -> Sql:
        return compiled(statement, self._dialect)

    def _one_of(self, what: Any, name: str) -> Any:
        """`what` is one of the values in the parameter: a JSON list on SQLite, an array on PostgreSQL."""
        if self._dialect.name == "sqlite":
            each = func.json_each(bindparam(name)).table_valued("value")
            return what.in_(select(each.c.value))
        return what == any_(bindparam(name, type_=ARRAY(Text)))

    def _log(self) -> None:
        of = heads.c.partnership == bindparam("partnership")
        self.head = self._text(select(heads.c.position, heads.c.recorded_at).where(of))
        self.heads = self._text(select(heads).where(heads.c.position > 0))
        these = self._one_of(heads.c.partnership, "partnerships")
        self.heads_of = self._text(select(heads).where(these, heads.c.position > 0))
        self.lock_head = self._text(select(heads.c.position, heads.c.recorded_at).where(of).with_for_update())
        self.lock_heads = self._text(
            select(heads.c.partnership).where(these).order_by(heads.c.partnership).with_for_update()
        )
        self.begin_head = self._text(
            self._insert(heads)
            .values(partnership=bindparam("partnership"), position=bindparam("position"), recorded_at=0)
            .on_conflict_do_nothing()
        )
        between = (
            events.c.partnership == bindparam("partnership"),
            events.c.position > bindparam("after"),
            events.c.position <= bindparam("upto"),
        )
        rows = select(events.c.position, events.c.name, events.c.state, events.c.leaf).where(*between)
        rows, states = rows.limit(bindparam("limit")), select(events.c.state).where(*between)
        self.read = self._text(rows.order_by(events.c.position))
        self.read_back = self._text(rows.order_by(events.c.position.desc()))
        self.read_states = self._text(states.order_by(events.c.position).limit(bindparam("limit")))
        size = func.coalesce(func.sum(func.length(events.c.state) + LEAF_BYTES), 0)
        self.weight = self._text(select(size).where(*between))
        self.now = self._text(select(func.clock_timestamp()))

    def _commands(self) -> None:
        of = commands.c.partnership == bindparam("partnership")
        columns = [one for one in commands.c if one.name != "partnership"]
        self.commands = self._text(select(*columns).where(of, self._one_of(commands.c.command_id, "ids")))

    def _due(self) -> None:
        self.due = self._text(
            select(due)
            .where(due.c.at <= bindparam("until"))
            .order_by(due.c.at, due.c.partnership, due.c.kind, due.c.ref)
            .limit(bindparam("limit"))
        )
        self.next_due = self._text(select(func.min(due.c.at)))
        self.add_due = self._text(
            self._insert(due)
            .values({one.name: bindparam(one.name) for one in due.c})
            .on_conflict_do_nothing()
        )
        self.remove_due = self._text(delete(due).where(*(one == bindparam(one.name) for one in due.c)))

    def _snapshots(self) -> None:
        key = [
            snapshots.c.partnership == bindparam("partnership"),
            snapshots.c.view == bindparam("view"),
            snapshots.c.version == bindparam("version"),
        ]
        self.newest_snapshots = self._text(self._newest_snapshots())
        self.view_by_view = self._dialect.name == "sqlite"
        insert = self._insert(snapshots).values({one.name: bindparam(one.name) for one in snapshots.c})
        self.save_snapshot = self._text(
            insert.on_conflict_do_update(
                index_elements=list(snapshots.primary_key), set_={"body": insert.excluded.body}
            )
        )
        self.drop_older_snapshots = self._text(
            delete(snapshots).where(*key, snapshots.c.position < bindparam("position"))
        )
        self.drop_snapshot = self._text(
            delete(snapshots).where(*key, snapshots.c.position == bindparam("position"))
        )
        self.snapshot_marks = self._text(
            select(snapshots.c.view, snapshots.c.version, snapshots.c.position, self._snapshot_size())
            .where(snapshots.c.partnership == bindparam("partnership"))
            .order_by(snapshots.c.position)
        )
        self.drop_snapshots = self._text(delete(snapshots).where(snapshots.c.view == bindparam("view")))
        self.drop_all_snapshots = self._text(delete(snapshots))
        self.snapshot_bytes = self._text(select(func.coalesce(func.sum(func.length(snapshots.c.body)), 0)))

    def _newest_snapshots(self) -> Any:
        """Of each wanted view, the newest snapshot of its version up to a position, with its event's leaf.

        SQLite is asked view by view: it knows no LATERAL, plans every other way badly, and a trip to it
        costs nothing.
        """
        if self._dialect.name == "sqlite":
            return self._newest_snapshot(bindparam("view"), bindparam("version"))
        arrays = (bindparam("views", type_=ARRAY(Text)), bindparam("versions", type_=ARRAY(BigInteger)))
        wanted = func.unnest(*arrays).table_valued("view", "version").render_derived("wanted")
        newest = self._newest_snapshot(wanted.c.view, wanted.c.version).lateral("newest")
        return select(newest).select_from(wanted.join(newest, true()))

    def _newest_snapshot(self, view: Any, version: Any) -> Any:
        leaf = select(events.c.leaf).where(
            events.c.partnership == snapshots.c.partnership, events.c.position == snapshots.c.position
        )
        return (
            select(snapshots.c.view, snapshots.c.position, snapshots.c.body, leaf.scalar_subquery())
            .where(
                snapshots.c.partnership == bindparam("partnership"),
                snapshots.c.view == view,
                snapshots.c.version == version,
                snapshots.c.position <= bindparam("upto"),
            )
            .order_by(snapshots.c.position.desc())
            .limit(1)
        )

    def _snapshot_size(self) -> Any:
        """How many bytes a snapshot takes, in each database's own words."""
        measure = func.octet_length if self._dialect.name == "postgresql" else func.length
        return measure(snapshots.c.body)

    def _tracking(self) -> None:
        key = [tracking.c.view == bindparam("view"), tracking.c.version == bindparam("version")]
        self.tracked = self._text(select(tracking.c.partnership, tracking.c.position).where(*key))
        self.track = self._text(track(self._insert))


def track(insert: Any) -> Executable:
    """Move a view's position forward; a position that is not ahead touches no row."""
    statement = insert(tracking).values({one.name: bindparam(one.name) for one in tracking.c})
    ahead: Executable = statement.on_conflict_do_update(
        index_elements=list(tracking.primary_key),
        set_={"position": statement.excluded.position},
        where=tracking.c.position < statement.excluded.position,
    )
    return ahead


def listed(**columns: Any) -> Any:
    """A table made of array parameters: one row for each index."""
    arrays = [bindparam(name, type_=ARRAY(kind)) for name, kind in columns.items()]
    names = [column(name.split("_", 1)[1], kind) for name, kind in columns.items()]
    # Without render_derived the columns of the row are not named in the statement.
    return func.unnest(*arrays).table_valued(*names).render_derived()


def append_all() -> Sql:
    """PostgreSQL: heads, events and commands of a whole batch in one statement.

    Heads are locked before, in order. Nothing is inserted for a partnership whose head did not
    move; the caller compares and rolls back.
    """
    new = listed(h_partnership=Text, h_expected=BigInteger, h_position=BigInteger, h_recorded_at=BigInteger)
    moved = (
        update(heads)
        .where(heads.c.partnership == new.c.partnership, heads.c.position == new.c.expected)
        .values(position=new.c.position, recorded_at=new.c.recorded_at)
        .returning(heads.c.partnership)
        .cte("moved")
    )
    kept = listed(
        e_partnership=Text, e_position=BigInteger, e_name=Text, e_state=LargeBinary, e_leaf=LargeBinary
    )
    done = listed(
        c_partnership=Text,
        c_command_id=Text,
        c_person=Text,
        c_body_hash=LargeBinary,
        c_first=BigInteger,
        c_count=Integer,
    )
    inserted = [inserted_where(moved, table, rows) for table, rows in ((events, kept), (commands, done))]
    statement = select(
        select(func.array_agg(moved.c.partnership)).scalar_subquery(), func.clock_timestamp()
    ).add_cte(*inserted)
    return in_binary(compiled(statement, POSTGRESQL))


def inserted_where(moved: Any, table: Any, rows: Any) -> Any:
    """Rows of a table for the partnerships whose head moved.

    Where the same id stands twice the unique key refuses the whole statement.
    """
    columns = [one.name for one in table.c]
    wanted = select(*(rows.c[name] for name in columns)).where(
        rows.c.partnership.in_(select(moved.c.partnership))
    )
    statement = postgresql.insert(table).from_select(columns, wanted).returning(table.c.partnership)
    return statement.cte(f"new_{table.name}")


def append_one() -> Sql:
    """PostgreSQL: one event of one command in one statement, which commits by itself.

    The same as `append_all` without arrays: writing those takes the driver longer than all the rest.
    """
    moved = (
        update(heads)
        .where(heads.c.partnership == bindparam("partnership"), heads.c.position == bindparam("expected"))
        .values(position=bindparam("position"), recorded_at=bindparam("recorded_at"))
        .returning(heads.c.partnership)
        .cte("moved")
    )
    names = {events: ("name", "state", "leaf"), commands: ("command_id", "person", "body_hash")}
    values = {
        table: [moved.c.partnership]
        + [bindparam(one.name, type_=one.type) for one in table.c if one.name != "partnership"]
        for table in names
    }
    inserted = [
        postgresql.insert(table)
        .from_select([one.name for one in table.c], select(*values[table]))
        .returning(table.c.partnership)
        .cte(f"new_{table.name}")
        for table in names
    ]
    statement = select(func.count(), func.clock_timestamp()).select_from(moved).add_cte(*inserted)
    return in_binary(compiled(statement, POSTGRESQL))
