"""The tables of live drafts.

Revision: written out in full, because a revision must stay as it was when the tables move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "log_0002"
down_revision = "log_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_heads",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("draft", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("recorded_at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_events",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("draft", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_writers",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("draft", sa.Text, primary_key=True),
        sa.Column("client", sa.BigInteger, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("The record is never taken apart; restore a backup instead.")
