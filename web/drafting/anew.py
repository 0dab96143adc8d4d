"""A draft whose newest steps nobody can read any more begins anew, with the text of its last closing.

So it is after a backup was brought back that is older than a closing: the key of that time has been destroyed
since, and a newer list keeps it away (`everyseat restore --erasures`). What was written under it is gone for
good, as it was meant to be. The versions of earlier closings have a key that stays, and go on being read.
"""

import logging
from datetime import datetime
from secrets import randbelow

from pycrdt import Doc

from events.log.drafts import KeyReplaced, Place
from web.drafting.editing import written
from web.drafting.keeping import Change, Keeping
from web.drafting.merging import Edit
from web.drafting.pauses import Closed, as_bytes, closed
from web.drafting.sealing import SERVER
from web.drafting.since import row_closed
from web.drafting.story import Span, Version

logger = logging.getLogger(__name__)


def begin_anew(keeping: Keeping, place: Place, now: datetime) -> None:
    """Go on from the last closing if the key since then was destroyed. One that is only lost may come back.

    The head of a draft never names a destroyed key otherwise: at a closing the next key comes first.
    Another process that does the same, or has closed the draft just now, is left alone.
    """
    if not place.position or not keeping.is_destroyed(place.key):
        return
    last = last_closed(keeping, place)
    if last is None:
        return
    spans = tuple(Span(one.author, one.text) for one in spans_of(last) if one.text)
    lost = place.open_steps
    again = Version(place.position + 1, now, spans)
    before = place.since if place.since > 1 else 0
    versions = as_bytes(closed([again], before=before, lost=lost))
    number = free_number(keeping)
    text = document("".join(one.text for one in spans), number)
    try:
        keeping.keep(
            [(SERVER, "versions", versions), (SERVER, "compacted", text)],
            keeping.new_key(),
            [(number, SERVER)],
            now,
            instead_of=place.key,
            after=place.position,
        )
    except KeyReplaced:
        return
    logger.warning("a draft began anew: its key was destroyed", extra={"draft": keeping.draft, "steps": lost})


def last_closed(keeping: Keeping, place: Place) -> Closed | None:
    """What was kept at the last closing, nothing when there was none; None while it cannot be read."""
    if place.since == 1:
        return Closed()
    change = keeping.one(place.since)
    return row_closed(change) if change else None


def spans_of(kept: Closed) -> tuple[Span, ...]:
    """The text at its last pause."""
    return kept.version(len(kept.pauses) - 1).spans if kept.pauses else ()


def free_number(keeping: Keeping) -> int:
    """A number that nobody has written under."""
    known = keeping.writers()
    while (number := 1 + randbelow(2**32 - 1)) in known:
        pass
    return number


def document(text: str, number: int) -> bytes:
    """A document that says this and nothing else."""
    nothing = Doc().get_update()
    return written(nothing, lambda now: [Edit(0, 0, text)] if text else [], number) or nothing


def lost_before(changes: list[Change]) -> datetime | None:
    """When the draft began anew, if steps were lost then and it has not been closed since."""
    kept = row_closed(changes[0]) if changes else None
    return kept.pauses[-1].at if kept and kept.lost else None
