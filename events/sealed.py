"""The two kinds of field whose content only a key can open.

A sealed value travels through rules and folds as it is: nobody there can read it, so nobody can
branch on it. Only pages and exports open it, at the moment of rendering.
"""

import msgspec


class Words(msgspec.Struct, frozen=True):
    """Anything a person wrote, sealed under a key of its own that its author's key wraps.

    `lang` is the language it was written in (BCP 47). `ref` names the key, and says which command
    and field the words belong to: `{command}.{field}.{random}`. `box` is the base64 of
    nonce ‖ ciphertext ‖ tag (AES-256-GCM, associated data: partnership and ref).
    """

    lang: str
    ref: str
    box: str


class Personal(msgspec.Struct, frozen=True):
    """Something about a person, sealed under that person's key in this partnership.

    `person` owns the key; `ref` and `box` are as in `Words`.
    """

    person: str
    ref: str
    box: str
