"""Somebody who presses the button that closes a draft up to now, and proposes what it says."""

from __future__ import annotations

import re
from time import monotonic

import httpx

from tests.faults.drafts import DRAFT
from tests.faults.sizes import chance
from tests.faults.voting import PARTNERSHIP

CSRF = re.compile(r'name="csrf" value="([^"]+)"')
PATIENCE = 120.0
"""Seconds; long, because the machine may do much else."""


class Button:
    """The button on the page of the draft. The page itself is fetched once: a form stays good."""

    def __init__(self, port: int, cookie: str) -> None:
        self._here, self._cookie = f"http://127.0.0.1:{port}", cookie
        self._page, self._commands = f"/p/{PARTNERSHIP}/drafts/{DRAFT}", chance("proposals")
        self._token = ""
        self.took, self.accepted = 0.0, 0

    async def press(self) -> int | None:
        """The status of the answer; None when the server died over it."""
        headers = {"Cookie": self._cookie, "Origin": self._here}
        try:
            async with httpx.AsyncClient(base_url=self._here, headers=headers, timeout=PATIENCE) as browser:
                return await self._pressed(browser)
        except httpx.TransportError:
            return None

    async def _pressed(self, browser: httpx.AsyncClient) -> int:
        if not self._token:
            found = CSRF.search((await browser.get(self._page)).text)
            assert found
            self._token = found[1]
        fields = {"csrf": self._token, "command": f"{self._commands.getrandbits(128):032x}"}
        began = monotonic()
        answer = await browser.post(f"{self._page}/proposal", data=fields)
        self.took = monotonic() - began
        assert answer.status_code in (303, 422), answer.text
        self.accepted += answer.status_code == 303
        return answer.status_code
