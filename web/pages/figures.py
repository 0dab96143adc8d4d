"""Numbers as people type them."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal

from web.reader import Language


def plain_figures(fields: Mapping[str, Any], names: tuple[str, ...], language: Language) -> dict[str, Any]:
    """The fields with those of that name as plain decimals: "1,200" in English, "2,5" in Spanish.

    What is no number in that language is left as it was typed, for the door to answer.
    """
    return {
        name: plain(value, language) if name in names and isinstance(value, str) else value
        for name, value in fields.items()
    }


def plain(typed: str, language: Language) -> str:
    """One number with a decimal point and nothing else."""
    try:
        return str(parse_decimal(typed.strip(), locale=language, strict=True))
    except NumberFormatError:
        return typed
