"""How partners work together."""

import msgspec

from events.network import Tie


class Network(msgspec.Struct):
    """The latest ties of each kind, to notice when the same survey comes again."""

    ties: dict[str, tuple[Tie, ...]] = {}
