"""What happens when one stored event cannot be read: its bytes are broken, or its name is unknown here.

The views that would have to know it stop before it, for good and visibly; all others go on. Of a name
that nobody declared it is not known whom it concerns, so every view of that partnership stops. The
rules take nothing new there either, because they would decide without knowing everything.
"""

import logging
from collections.abc import Iterator, Sequence

from events.log.codec import BrokenEvent, UnknownEvent, decode
from events.log.log import Log
from events.vocabulary import BY_CLASS, BY_NAME, Recorded
from projections.views import PROJECTIONS

UNREADABLE = (BrokenEvent, UnknownEvent)
logger = logging.getLogger(__name__)


def readable(states: Sequence[bytes]) -> Iterator[Recorded]:
    """The events of these bytes, without those that cannot be read."""
    for state in states:
        try:
            yield decode(state)
        except UNREADABLE:
            logger.exception("an event cannot be read")


def views_that_need(name: str) -> frozenset[str]:
    """The views that an event of this stored name is folded into; all of them for a name unknown here."""
    if name not in BY_NAME:
        return frozenset(PROJECTIONS)
    needed = ((view, {BY_CLASS[kind].name for kind in one.events}) for view, one in PROJECTIONS.items())
    return frozenset(view for view, names in needed if name in names)


def stopped_by(log: Log, partnership: str, position: int) -> frozenset[str]:
    """The views that stop at an event that cannot be read. Blocks."""
    (stored,) = log.read(partnership, position - 1, position)
    return views_that_need(stored.name)
