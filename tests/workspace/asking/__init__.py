"""What somebody might ask next: by feature, one small maker for each command.

Makers aim at what a partnership could well see; the rules say what of it happens.
"""

from tests.workspace.asking import (
    attributes,
    charter,
    contributions,
    conversation,
    decisions,
    founding,
    goals,
    joining,
    network,
    partners,
    seats,
)
from tests.workspace.asking.someone import Asking, Maker

MAKERS: list[tuple[Maker, int]] = [
    *partners.MAKERS,
    *founding.MAKERS,
    *joining.MAKERS,
    *seats.MAKERS,
    *attributes.MAKERS,
    *charter.MAKERS,
    *conversation.MAKERS,
    *decisions.MAKERS,
    *goals.MAKERS,
    *contributions.MAKERS,
    *network.MAKERS,
]
"""Every maker, with how often it should be tried."""

__all__ = ["MAKERS", "Asking", "Maker"]
