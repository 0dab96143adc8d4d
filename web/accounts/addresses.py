"""Addresses as they are compared."""

from unicodedata import normalize


def normalised(email: str) -> str:
    """An address without blanks around it, in one spelling of its letters."""
    return normalize("NFKC", email).strip().casefold()
