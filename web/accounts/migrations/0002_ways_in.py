"""The tables of invitations, of partnerships that are being founded, and of tokens and webhooks.

Revision: written out in full, because a revision must stay as it was when the tables move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "accounts_0002"
down_revision = "accounts_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_invitations()
    make_foundings()
    make_tokens()


def make_invitations() -> None:
    """Invitations by link, and by printed code and PIN; cards to come back with; sessions that rest less."""
    op.add_column("sessions", sa.Column("rests", sa.Integer, nullable=False, server_default="1209600"))
    op.create_table(
        "invitations",
        sa.Column("partnership", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("address", sa.Text),
        sa.Column("partner", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("link", sa.LargeBinary, unique=True),
        sa.Column("code", sa.LargeBinary, unique=True),
        sa.Column("pin", sa.LargeBinary),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("locked", sa.BigInteger, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="SET NULL")),
        sa.Column("person", sa.Text),
        sa.Column("terms", sa.Integer),
        sa.Column("used", sa.BigInteger),
        sa.Column("withdrawn", sa.BigInteger),
    )
    op.create_index("invitations_account", "invitations", ["account"])
    make_cards()


def make_cards() -> None:
    """Cards to come back with."""
    op.create_table(
        "way_back_cards",
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("pin", sa.LargeBinary, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("locked", sa.BigInteger, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
    )


def make_foundings() -> None:
    """What was entered so far of a partnership that is being founded."""
    op.create_table(
        "administrators",
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("since", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "foundings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("entered", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
    )
    op.create_index("foundings_account", "foundings", ["account"])
    op.create_index("foundings_changed", "foundings", ["changed"])


def make_tokens() -> None:
    """Tokens of the JSON API, and webhooks."""
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("partnership", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("used", sa.Integer),
        sa.Column("withdrawn", sa.BigInteger),
    )
    op.create_index("api_tokens_person", "api_tokens", ["partnership", "person"])
    op.create_index("api_tokens_account", "api_tokens", ["account"])
    make_webhooks()


def make_webhooks() -> None:
    """Where other programs want to hear of what happened."""
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("partnership", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try", sa.BigInteger, nullable=False),
        sa.Column("claimed", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.BigInteger),
        sa.Column("answered", sa.Text),
        sa.Column("delivered", sa.BigInteger),
    )
    op.create_index("webhooks_partnership", "webhooks", ["partnership"])


def downgrade() -> None:
    raise NotImplementedError("Accounts are never taken apart; restore a backup instead.")
