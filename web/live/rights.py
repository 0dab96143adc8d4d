"""Whose pages must be asked for again, because what they may see or do is no longer the same."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from events.partners import (
    MandateGranted,
    MandateRevoked,
    PartnerLeft,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Recorded
from projections.partners import Directory
from web.live.outbox import SESSION_ENDED, Outbox
from web.reader import Reader

logger = logging.getLogger(__name__)


def people_with_new_rights(recorded: Sequence[Recorded]) -> set[str]:
    """The people whose pages must be asked for again, because what they may see or do has changed."""
    found: set[str] = set()
    for entry in recorded:
        match entry.event:
            case RoleGranted(person=person) | RoleRevoked(person=person):
                found.add(person)
            case MandateGranted(person=person) | MandateRevoked(person=person):
                found.add(person)
            case PartnerLeft(partner=partner):
                # An organisation leaves by the act of the person who speaks for it.
                found |= {partner, entry.header.person}
            case _:
                pass
    return found


def has_lapsed(directory: Directory, reader: Reader, at: datetime) -> bool:
    """Whether a mandate that the reader came in with has run out: nothing happens then, only time passes."""
    person = directory.people.get(reader.person)
    if person is None:
        return False
    ends = (mandate.until for partner, mandate in person.mandates.items() if partner in reader.acting)
    return any(until is not None and until <= at for until in ends)


async def end_rested(outboxes: Iterable[Outbox]) -> None:
    """Close the pages of sessions that have rested too long: nobody is told anything after that."""
    try:
        for outbox in outboxes:
            if outbox.closing is None and not outbox.still_valid() and not await outbox.seen_elsewhere():
                outbox.close(SESSION_ENDED)
    except Exception:
        logger.exception("whose session has rested could not be found out")
