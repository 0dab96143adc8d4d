"""A passage of a text that goes on changing."""

import msgspec


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a passage begins and ends in a draft: two places that move with the text (Yjs relative
    positions, base64)."""

    begin: str
    end: str
