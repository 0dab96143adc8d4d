"""What was written in a draft since it was closed last, replayed."""

from typing import NamedTuple

from events.log.drafts import Place
from events.log.records import LogError
from web.drafting.keeping import Change, Keeping
from web.drafting.pauses import Closed, read_closed
from web.drafting.steady import Steady, Step, steady
from web.drafting.story import Telling, Version, as_kept


class ClosedMeanwhile(LogError):
    """Another process closed the draft while it was read. Ask again."""


class Since(NamedTuple):
    """The versions since, and how steady the meaning is after the last of them.

    `before` is where the row is that closed the draft last; 0 when there is none.
    """

    versions: list[Version]
    steady: Steady | None
    before: int


def since_closing(keeping: Keeping, place: Place) -> Since:
    """Replay what stands after the last closing, up to a place. Raises ClosedMeanwhile."""
    changes = [one for one in keeping.read(place.since - 1) if one.position <= place.position]
    if any(one.data is None for one in changes if one.kind != "versions"):
        raise ClosedMeanwhile("the draft was closed while it was read")
    closed = row_closed(changes[0]) if changes else None
    last = closed.version(len(closed.pauses) - 1) if closed and closed.pauses else None
    telling = Telling(last.spans) if last else Telling()
    moments = list(telling.tell(changes))
    texts = {one.position: b"".join(run.text for run in one.runs).decode() for one in moments}
    steps = [Step(one.position, one.at, texts.get(one.position)) for one in changes if one.kind == "update"]
    if last:
        steps.insert(0, Step(last.position, last.at, "".join(span.text for span in last.spans)))
    known = closed.steady if closed else None
    found = steady(steps, keeping.language, known) if steps else known
    return Since(as_kept(moments, telling.own), found, place.since if closed else 0)


def row_closed(change: Change) -> Closed | None:
    """What a row keeps of a stretch, if it is such a row and can be read."""
    return read_closed(change.data) if change.kind == "versions" and change.data else None
