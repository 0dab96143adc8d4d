"""Boxes: AES-256-GCM with what a box belongs to as associated data, so that none can be moved."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32
NONCE = 12

Key = AESGCM


def new_key() -> bytes:
    """32 random bytes."""
    return urandom(KEY)


def shut(key: Key, content: bytes, belongs_to: bytes) -> bytes:
    """nonce ‖ ciphertext ‖ tag."""
    nonce = urandom(NONCE)
    return nonce + key.encrypt(nonce, content, belongs_to)


def opened(key: Key, box: bytes, belongs_to: bytes) -> bytes | None:
    """The content, or None when the key is another one or the box was moved or altered."""
    try:
        return key.decrypt(box[:NONCE], box[NONCE:], belongs_to)
    except (InvalidTag, ValueError):
        return None


def opened_by_one(keys: Sequence[Key], box: bytes, belongs_to: bytes) -> bytes | None:
    """What the first fitting key finds in a box."""
    found = (opened(key, box, belongs_to) for key in keys)
    return next((content for content in found if content is not None), None)


def as_text(box: bytes) -> str:
    """Base64, as sealed values carry it."""
    return b64encode(box).decode()


def from_text(box: str) -> bytes:
    """The bytes of a sealed value's box; an altered one gives bytes that no key opens."""
    try:
        return b64decode(box, validate=True)
    except ValueError:
        return b""


def words_of(partnership: str, ref: str) -> bytes:
    """What the box of a `Words` belongs to."""
    return f"words\0{partnership}\0{ref}".encode()


def personal_of(partnership: str, ref: str, person: str) -> bytes:
    """What the box of a `Personal` belongs to."""
    return f"personal\0{partnership}\0{ref}\0{person}".encode()


def word_key_of(partnership: str, ref: str, holder: str) -> bytes:
    """What a wrapped word key belongs to."""
    return f"word key\0{partnership}\0{ref}\0{holder}".encode()


def person_key_of(partnership: str, person: str) -> bytes:
    """What a wrapped person key belongs to."""
    return f"person key\0{partnership}\0{person}".encode()


def new_ref(command: str, field: str) -> str:
    """A name for a sealed value that says which command and field it was made for."""
    return f"{command}.{field}.{urandom(8).hex()}"
