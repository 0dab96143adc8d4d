"""Who of a roster is known here already, so that bringing it in again invites nobody twice."""

from collections.abc import Collection

from sqlalchemy import select

from web.accounts.addresses import normalised
from web.accounts.store import Store
from web.accounts.tables import accounts, invitations, people


def invited_before(store: Store, partnership: str) -> set[str]:
    """The ids of all invitations of a partnership, also of those that are used or over."""
    query = select(invitations.c.id).where(invitations.c.partnership == partnership)
    with store.reading() as connection:
        return set(connection.scalars(query))


def seated(store: Store, partnership: str, addresses: Collection[str]) -> set[str]:
    """Those of the addresses with which somebody signs in to a partnership."""
    query = (
        select(accounts.c.email)
        .join(people, people.c.account == accounts.c.id)
        .where(people.c.partnership == partnership, accounts.c.email.is_not(None))
    )
    with store.reading() as connection:
        here = set(connection.scalars(query))
    return {address for address in addresses if normalised(address) in here}
