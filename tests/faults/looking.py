"""What a running server shows of a partnership, asked over its API as programs ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from tests.faults.voting import PARTNERSHIP, PEOPLE
from web.accounts import Accounts
from web.api.viewing import VIEWS
from web.settings import load_settings

VIEW = f"/api/v1/partnerships/{PARTNERSHIP}/views/"


async def token_in(data: Path) -> str:
    """A token of somebody in the partnership; a server may run meanwhile."""
    accounts = Accounts.at(load_settings({"EVERYSEAT_DATA": str(data)}).accounts_url)
    account = accounts.create("ben@example.org")
    accounts.link(account.id, PARTNERSHIP, PEOPLE[1])
    made = accounts.tokens.make(account.id, PARTNERSHIP, PEOPLE[1], scope="read", label="test", days=1)
    await accounts.stop()
    return str(made)


def shown_on(port: int, token: str) -> dict[str, Any]:
    """Every view that programs are shown, without the moment at which it was asked for."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as program:
        while program.get(VIEW + "table").status_code == 503:
            pass  # So much to fold takes longer than an answer may; the folding goes on.
        answers = {view: program.get(VIEW + view) for view in VIEWS}
    assert {one.status_code for one in answers.values()} == {200}, answers
    return {view: answer.json() | {"at": ""} for view, answer in answers.items()}
