"""The first tables of the key store."""

import sqlalchemy as sa
from alembic import context, op

revision = "keys_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema = context.config.attributes["schema"]
    op.create_table(
        "person_keys",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("made", sa.LargeBinary, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        schema=schema,
    )
    op.create_table(
        "word_keys",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("ref", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        schema=schema,
    )


def downgrade() -> None:
    raise NotImplementedError("Keys are never taken apart; restore a backup instead.")
