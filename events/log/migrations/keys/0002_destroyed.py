"""Which keys were destroyed: a backup that is brought back must not bring them back.

Revision: written out in full, because a revision must stay as it was when the tables move on.
"""

import sqlalchemy as sa
from alembic import context, op

revision = "keys_0002"
down_revision = "keys_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "destroyed",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("made", sa.LargeBinary, primary_key=True),
        schema=context.config.attributes["schema"],
    )


def downgrade() -> None:
    raise NotImplementedError("Keys are never taken apart; restore a backup instead.")
