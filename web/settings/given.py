"""The environment as the owner wrote it."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path

LAST_PORT = 65_535


class SettingsProblem(Exception):
    """Something about the settings that only the owner can put right; the text says what and how."""


class Given:
    """The environment, with `NAME_FILE` read where it is used."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str | None:
        """A value, or None when it was not given."""
        direct = self._environment.get(name, "").strip() or None
        path = self._environment.get(f"{name}_FILE", "").strip()
        if not path:
            return direct
        if direct:
            raise SettingsProblem(f"{name} and {name}_FILE are both given. Keep one of them.")
        try:
            return Path(path).read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsProblem(f"{name}_FILE names {path}, which cannot be read: {error}.") from None

    def key(self, name: str, at_least: int) -> bytes | None:
        """A secret in base64."""
        text = self.text(name)
        if text is None:
            return None
        key = decoded(name, text)
        if len(key) < at_least:
            raise SettingsProblem(f"{name} must be at least {at_least} bytes, written in base64.")
        return key

    def port(self, name: str) -> int | None:
        """A port to listen on; 0 is any that is free."""
        text = self.text(name)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and int(text) <= LAST_PORT):
            raise SettingsProblem(f"{name} is {text!r}; write a number from 0 to {LAST_PORT}.")
        return int(text)

    def flag(self, name: str) -> bool:
        """Yes or no."""
        text = (self.text(name) or "no").lower()
        if text not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
            raise SettingsProblem(f"{name} is {text!r}; write yes or no.")
        return text in {"1", "true", "yes", "on"}


def decoded(name: str, text: str) -> bytes:
    """Base64 as people write it: with or without padding, in either alphabet."""
    try:
        urlsafe = text.replace("+", "-").replace("/", "_").rstrip("=")
        return base64.b64decode(urlsafe + "=" * (-len(urlsafe) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise SettingsProblem(f"{name} is not base64.") from None
