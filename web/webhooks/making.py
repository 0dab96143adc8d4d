"""Making, listing and ending webhooks: the same for the page and the API."""

import asyncio
from typing import NamedTuple

from web.accounts.store import Store
from web.door import Problem, problem
from web.rendering.language import gettext_noop as N_
from web.webhooks.addresses import BadAddress, looked_up, target_of
from web.webhooks.message import secret_of
from web.webhooks.rows import TooManyWebhooks, Webhook, WebhookRows

USED_BEFORE = N_("Something else was asked for with the same Idempotency-Key before. Use a new one.")


class Made(NamedTuple):
    """A webhook and its secret; None where it was made before: it is shown once."""

    webhook: Webhook
    secret: str | None


class Webhooks:
    """Webhooks as a convener deals with them."""

    def __init__(self, store: Store, secret: bytes, *, loopback: bool = False) -> None:
        self._store, self._secret, self._loopback = store, secret, loopback
        self._rows = WebhookRows(store)

    async def listed(self, partnership: str) -> list[Webhook]:
        """All of a partnership."""
        return await self._store.run(self._rows.of_partnership, partnership)

    async def make(
        self, partnership: str, person: str, url: str, position: int, command: str
    ) -> Made | Problem:
        """A new webhook, or why not. `command` makes asking twice one webhook."""
        trouble = await self._trouble(url)
        if trouble is not None:
            return trouble
        known = {one.id for one in await self.listed(partnership)}
        try:
            made = await self._store.run(self._rows.make, partnership, person, url, position, command)
        except TooManyWebhooks:
            return problem("There are ten webhooks already. End one of them first.")
        if made.url != url:
            return Problem(USED_BEFORE, status=409)
        return Made(made, None if made.id in known else secret_of(made.id, self._secret))

    async def end(self, partnership: str, webhook: str) -> bool:
        """Take one away; whether it was there."""
        return await self._store.run(self._rows.end, partnership, webhook)

    async def resume(self, partnership: str, webhook: str) -> Webhook | None:
        """Try one again from where it stopped."""
        return await self._store.run(self._rows.resume, partnership, webhook)

    async def _trouble(self, url: str) -> Problem | None:
        try:
            target = target_of(url, loopback=self._loopback)
            async with asyncio.timeout(5):
                await asyncio.to_thread(looked_up, target, loopback=self._loopback)
        except BadAddress as error:
            return Problem(str(error), "url")
        except (OSError, TimeoutError, UnicodeError):
            return problem("Nobody answers to the name in this address. Please check it.", "url")
        return None
