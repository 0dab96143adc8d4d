"""Programs that come to the open house with a token."""

from __future__ import annotations

from typing import Any

import httpx

from tests.web.visitors import ADDRESS, OpenHouse
from web.accounts.tokens import Scope
from web.security.limits import Buckets

PROBLEM = "application/problem+json"


class Program:
    """A program with a token, or with none."""

    def __init__(self, client: httpx.AsyncClient, partnership: str, token: str | None) -> None:
        self.client, self.partnership, self.token = client, partnership, token

    @property
    def base(self) -> str:
        return f"/api/v1/partnerships/{self.partnership}"

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at something under the partnership's address."""
        return await self.client.get(self.base + path, headers=headers)

    async def view(self, path: str) -> dict[str, Any]:
        """A view that must be there."""
        answer = await self.get(f"/views/{path}")
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    async def ask(self, command: str, key: str | None = None, **fields: Any) -> httpx.Response:
        """Ask for something to happen."""
        headers = {"Idempotency-Key": key} if key else {}
        return await self.client.post(f"{self.base}/commands/{command}", json=fields, headers=headers)

    async def done(self, command: str, **fields: Any) -> dict[str, Any]:
        """Something that must be done; gives the answer."""
        answer = await self.ask(command, **fields)
        assert answer.status_code == 200, (command, answer.status_code, answer.text)
        found: dict[str, Any] = answer.json()
        return found


async def program(house: OpenHouse, person: str, scope: Scope = "act", **more: Any) -> Program:
    """A program with a token that this person made."""
    accounts = house.app.state.accounts
    account = accounts.create(f"{person}@example.org", more.pop("language", "en"))
    accounts.link(account.id, house.partnership, person)
    token = accounts.tokens.make(
        account.id, house.partnership, person, scope=scope, label="test", days=more.pop("days", 30)
    )
    return with_token(house, token, **more)


def with_token(house: OpenHouse, token: str | None, **headers: str) -> Program:
    """A program with this token."""
    sent = {"Authorization": f"Bearer {token}"} if token else {}
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=house.app, raise_app_exceptions=False),
        base_url=ADDRESS,
        headers={**sent, **headers},
    )
    house.clients.append(client)
    return Program(client, house.partnership, token)


def unhurried(house: OpenHouse) -> None:
    """Let programs ask as often as the test likes."""
    limits = house.app.asgi_handler._limits
    limits.pages, limits.commands = Buckets(10**7), Buckets(10**7)


def problem_in(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem of an answer that must be one."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["content-type"] == PROBLEM
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert {"type", "title", "status", "detail", "instance"} <= found.keys()
    return found
