"""What a webhook is told: that something happened, where it stands and what it was. Never who said what."""

import hmac
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import msgspec

from events.log.codec import decode_header
from events.vocabulary import BY_NAME

TOLD_TO = frozenset(("everyone", "members"))
"""The readers of what is told: what is for fewer than all members is not even hinted at."""
AT_ONCE = 100
"""The most positions that one message covers."""


class MomentKept(msgspec.Struct, frozen=True, kw_only=True):
    """One moment: its position, and what it is called in the record."""

    position: int
    what: str
    when: datetime


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Something happened. Ask the API for what it was.

    `position` is how far the partnership had come. `moments` leaves out what not all members may read.
    """

    partnership: str
    position: int
    moments: list[MomentKept]


def message(partnership: str, position: int, states: Iterable[bytes]) -> Message:
    """The message about some moments, from what is kept of them."""
    headers = [decode_header(state) for state in states]
    moments = [
        MomentKept(position=one.position, what=one.name, when=one.recorded_at)
        for one in headers
        if one.name in BY_NAME and BY_NAME[one.name].readers.kind in TOLD_TO
    ]
    return Message(partnership=partnership, position=position, moments=moments)


def key_of(webhook: str, secret: bytes) -> bytes:
    """What the messages of a webhook are signed with. It is worked out, so it is kept nowhere."""
    return hmac.digest(secret, b"webhook:" + webhook.encode(), sha256)


def secret_of(webhook: str, secret: bytes) -> str:
    """The same as the other side keeps it (Standard Webhooks)."""
    return "whsec_" + b64encode(key_of(webhook, secret)).decode()


def signed(webhook: str, upto: int, body: bytes, at: int, secret: bytes) -> dict[str, str]:
    """The headers of one try: the id stays the same however often it is tried."""
    identity = f"msg_{webhook}_{upto}"
    content = f"{identity}.{at}.".encode() + body
    signature = b64encode(hmac.digest(key_of(webhook, secret), content, sha256)).decode()
    return {
        "content-type": "application/json",
        "user-agent": "Everyseat",
        "webhook-id": identity,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }
