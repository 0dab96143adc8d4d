"""What a form or a program sent: its fields, and what tells one sending from another."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from web.reader import Reader
from workspace.commands import Command


def place(fields: dict[str, Any], name: str, value: Any) -> None:
    """Put `smart.specific` inside `smart`."""
    outer, dot, inner = name.partition(".")
    if not dot:
        fields[name] = value
        return
    within = fields.setdefault(outer, {})
    if isinstance(within, dict):
        within[inner] = value


def fingerprint(
    command_class: type[Command], fields: Mapping[str, Any], reader: Reader, secret: bytes
) -> bytes:
    """What tells a command that is sent again from another one with the same id.

    Keyed, so that nobody who reads the log can guess a text from it.
    """
    content = msgspec.json.encode(
        [command_class.__name__, fields, reader.partnership, reader.partner], order="sorted"
    )
    return blake2b(content, key=secret[:64], digest_size=32).digest()
