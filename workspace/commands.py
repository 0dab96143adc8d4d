"""The shape of a command: what a person asks for, with every piece of text already sealed.

Pages, the command line and imports build commands through `web.door`, which refuses unknown or extra
fields, normalises text, checks its length against the limit declared here, and seals it.
"""

from decimal import Decimal
from typing import Annotated

import msgspec

from events.sealed import Personal, Words


class Limit(msgspec.Struct, frozen=True):
    """The most characters a text field takes."""

    characters: int


class Between(msgspec.Struct, frozen=True):
    """The least and the most that a figure may be; both are allowed themselves.

    The library cannot hold decimals to bounds while it reads them, so the rules ask `holds`.
    """

    least: Decimal
    most: Decimal

    def holds(self, figure: Decimal) -> bool:
        """Whether the figure is a number within the bounds, with at most six decimal places."""
        if not figure.is_finite() or not self.least <= figure <= self.most:
            return False
        exponent = figure.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -6


Name = Annotated[Words, Limit(120)]
Title = Annotated[Words, Limit(200)]
Reason = Annotated[Words, Limit(1_000)]
Wording = Annotated[Words, Limit(4_000)]
PersonName = Annotated[Personal, Limit(80)]

Id = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-z-]{1,64}\Z")]
"""An id that a page sent back: checked for its form here, for its existence by the rules."""


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person wants to happen. A rule turns it into events, refuses it, or stays quiet."""
