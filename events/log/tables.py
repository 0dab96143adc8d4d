"""The tables of the log. Made by the migrations only; the partnership leads every key.

Moments are whole microseconds since 1970 UTC on both databases: exact, ordered, and the same SQL.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

heads = Table(
    "heads",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

commands = Table(
    "commands",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("command_id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

due = Table(
    "due",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)
Index("due_at", due.c.at)

snapshots = Table(
    "snapshots",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("view", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

tracking = Table(
    "tracking",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("view", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# --- live drafts: a stream of its own for each, gapless from 1 ---------------------------------------

draft_heads = Table(
    "draft_heads",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("draft", Text, primary_key=True),
    Column("key", Text, nullable=False),  # The key that everything is sealed under now,
    Column("since", BigInteger, nullable=False),  # from this position on.
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

draft_events = Table(
    "draft_events",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("draft", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# A number under which somebody's window writes belongs to that person for as long as the draft lives.
draft_writers = Table(
    "draft_writers",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("draft", Text, primary_key=True),
    Column("client", BigInteger, primary_key=True),
    Column("person", Text, nullable=False),
    sqlite_with_rowid=False,
)
