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
    Column("rests", Integer, nullable=False),  # Seconds without a page after which it ends.
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

# Whom somebody invited, and by which way they come in: a link in a mail, or a printed code with its PIN.
invitations = Table(
    "invitations",
    metadata,
    Column("partnership", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("address", Text),  # Normalised; None for somebody without an address of their own.
    Column("partner", Text),
    Column("role", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("link", LargeBinary, unique=True),
    Column("code", LargeBinary, unique=True),
    Column("pin", LargeBinary),
    Column("tries", Integer, nullable=False),
    Column("locked", BigInteger, nullable=False),  # No code is looked at before this moment.
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("account", Text, ForeignKey("accounts.id", ondelete="SET NULL")),  # Who began to join with it.
    Column("person", Text),  # Who they will be in the partnership.
    Column("terms", Integer),  # What they have read before their first act.
    Column("used", BigInteger),
    Column("withdrawn", BigInteger),
)
Index("invitations_account", invitations.c.account)

# The way back of somebody who reads no mail: a printed card, until they take it back.
cards = Table(
    "way_back_cards",
    metadata,
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("code", LargeBinary, nullable=False, unique=True),
    Column("pin", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("locked", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)

# What programs come in with, for one person in one partnership; `used` is a day (since 1970), no moment.
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("partnership", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", Integer),
    Column("withdrawn", BigInteger),
)
Index("api_tokens_person", api_tokens.c.partnership, api_tokens.c.person)
Index("api_tokens_account", api_tokens.c.account)

# Where other programs want to hear that something happened, and how far each has been told. `upto` is the
# end of what is being told now, so that telling it again says the same.
webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("partnership", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("upto", BigInteger),
    Column("tries", Integer, nullable=False),
    Column("next_try", BigInteger, nullable=False),
    Column("claimed", BigInteger, nullable=False),  # Until then one process is telling it.
    Column("paused", BigInteger),
    Column("answered", Text),  # What came back the last time, in a word.
    Column("delivered", BigInteger),
)
Index("webhooks_partnership", webhooks.c.partnership)

# Who may begin partnerships where not everybody may.
administrators = Table(
    "administrators",
    metadata,
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("since", BigInteger, nullable=False),
)

# What somebody entered so far of a partnership that they are about to found; gone when it is founded.
foundings = Table(
    "foundings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("step", Text, nullable=False),
    Column("entered", Text, nullable=False),  # JSON, see web/accounts/foundings.py.
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
)
Index("foundings_account", foundings.c.account)
Index("foundings_changed", foundings.c.changed)

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
