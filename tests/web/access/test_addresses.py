"""Nobody's e-mail address is on anything but their own account, and on the list of those who invite."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.web.access.test_moments import reached
from tests.web.access.world import HERE, come, furnished
from tests.web.api.programs import with_token
from web.api.viewing import VIEWS

INVITED = "quetzal@example.net"
LEADING = {"fay", "ana"}


async def test_addresses_are_seen_by_those_who_invite_and_by_oneself(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        accounts = house.app.state.accounts
        until = datetime.now(UTC) + timedelta(days=9)
        accounts.invitations.make(house.partnership, "in1", INVITED, None, "member", until, "en")
        browsers = {reader: await come(house, reader) for reader in HERE}
        seen = set()
        for reader, visitor in browsers.items():
            pages = await reached(visitor, 50)
            pages["invitations"] = (await visitor.get("/directory/invitations")).text
            pages["search"] = (await visitor.get("/search?q=example")).text
            account = accounts.find(f"{reader}@example.org")
            token = accounts.tokens.make(
                account.id, house.partnership, reader, scope="read", label="test", days=30
            )
            calling = with_token(house, token)
            for view in VIEWS:
                pages[f"api {view}"] = (await calling.get(f"/views/{view}")).text
            whole = "\n".join(pages.values())
            seen |= {reader} if INVITED in whole else set()
            for other in set(HERE) - {reader}:
                assert f"{other}@example.org" not in whole, (reader, other)
        assert seen == LEADING
