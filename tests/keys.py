"""The keys of all tests: always the same, and as different in themselves as a server asks for."""

from __future__ import annotations

import base64

MASTER, SECRET, OTHER_MASTER = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))


def written(key: bytes) -> str:
    """A key as the environment has it."""
    return base64.b64encode(key).decode()


GIVEN_KEYS = {"EVERYSEAT_MASTER_KEY": written(MASTER), "EVERYSEAT_SECRET": written(SECRET)}
