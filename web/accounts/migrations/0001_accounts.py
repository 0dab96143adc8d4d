"""The first tables of accounts.

Revision: written out in full, because a revision must stay as it was when the tables move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "accounts_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_accounts()
    make_ways_in()
    make_notices()


def make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("email", sa.Text, unique=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("acting", sa.Text),
    )
    op.create_index("people_person", "people", ["partnership", "person"], unique=True)
    op.create_table(
        "personas",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("sort", sa.Integer, nullable=False),
    )


def make_ways_in() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("next", sa.Text, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger),
    )
    op.create_index("sign_in_links_expires", "sign_in_links", ["expires"])
    op.create_table(
        "sessions",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
    )
    op.create_index("sessions_account", "sessions", ["account"])
    op.create_index("sessions_expires", "sessions", ["expires"])


def make_notices() -> None:
    count = op.create_table(
        "account_notice_count",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(count, [{"id": 1, "number": 0}])
    op.create_table(
        "account_notices",
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("session", sa.LargeBinary),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("Accounts are never taken apart; restore a backup instead.")
