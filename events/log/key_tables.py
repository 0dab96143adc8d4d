"""Where the keys are: another SQLite file, or the schema `keys` of a PostgreSQL database.

They have their own backup, kept for a shorter time than the log's: who holds an old backup of the
keys can open what was taken back since.
"""

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text

SCHEMA = "keys"

metadata = MetaData(schema=SCHEMA)

person_keys = Table(
    "person_keys",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    # Two processes that meet a person at the same moment make a key each; both are kept and tried.
    Column("made", LargeBinary, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

word_keys = Table(
    "word_keys",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

# What must not come back. A restored store leaves out every key that one of these lists names; nothing is
# ever taken off. It holds names of keys and no keys, so it may be copied anywhere.
destroyed = Table(
    "destroyed",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("kind", Text, primary_key=True),  # "person" or "words"
    Column("name", Text, primary_key=True),  # The person, or the words' ref.
    Column("made", LargeBinary, primary_key=True),  # Which of a person's keys; empty for words.
)
