"""The tables of accounts. Made by the migrations only. Moments are whole seconds since 1970 UTC."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("email", Text, unique=True),  # Normalised; a persona of the demo has none.
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("epoch", Integer, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("partnership", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("acting", Text),  # The partner they act for now; the rules ask whether they still may.
)
Index("people_person", people.c.partnership, people.c.person, unique=True)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("next", Text, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger),
)
Index("sign_in_links_expires", sign_in_links.c.expires)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)
Index("sessions_account", sessions.c.account)
Index("sessions_expires", sessions.c.expires)

personas = Table(
    "personas",
    metadata,
    Column("key", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("sort", Integer, nullable=False),
)

# One row. Its lock is held until commit, so numbers are seen in the order in which they were given.
notice_count = Table(
    "account_notice_count",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

# What every process must hear of within two seconds: a right withdrawn, a session ended, a person linked.
notices = Table(
    "account_notices",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("account", Text, nullable=False),
    Column("session", LargeBinary),
    Column("epoch", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)
