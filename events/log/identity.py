"""Ids that sort by when they were made, so that what comes together also lies together."""

from secrets import randbits
from time import time_ns

MILLISECOND = 1_000_000
LOW = 2**62 - 1
VARIANT = 0b10 << 62


def fresh_id() -> str:
    """A UUID of version 7 (RFC 9562) as 32 digits: milliseconds since 1970, then 74 random bits.

    Commands are kept under their ids. Were those all random, each command of a group would go to another
    page of the table, and writing these pages would be half of a group's commit.
    """
    chance = randbits(74)
    return f"{time_ns() // MILLISECOND:012x}7{chance >> 62:03x}{VARIANT | (chance & LOW):016x}"
