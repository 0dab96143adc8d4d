"""The history: every moment that the reader may read, newest first."""

from events.vocabulary import Recorded
from web.api.caller import Caller
from web.api.paging import Paged
from web.api.shapes import Acted, Shape, Teller, plain
from web.pages.history.reading import entry, leaf


class HistoryMoment(Shape, frozen=True, kw_only=True):
    """One moment: what happened in a sentence, whose act it was, and what kind of thing it is.

    `what` is what it is called in the record (see the list of everything that can happen).
    """

    position: int
    what: str
    feature: str
    sentence: str
    act: Acted


class History(Shape, frozen=True, kw_only=True):
    """A page of the history. `older`: ask again with `before` at this position; missing at the end."""

    moments: list[HistoryMoment]
    older: int | None


async def history(caller: Caller, asked: Paged) -> History:
    """The newest moments before a position."""

    async def read(after: int, upto: int) -> list[Recorded]:
        return await caller.engine.history(caller.reader.partnership, after, upto)

    newest = caller.views.position + 1
    before = newest if asked.before is None else min(asked.before, newest)
    found = await leaf(read, caller.reader, before, None, caller.live, caller.views)
    tell = Teller(caller.naming)
    return History(moments=[moment(tell, one) for one in found.recorded], older=found.older)


def moment(tell: Teller, recorded: Recorded) -> HistoryMoment:
    """A moment as the page tells it."""
    told = entry(tell.naming, recorded)
    return HistoryMoment(
        position=told.position,
        what=recorded.header.name,
        feature=told.feature,
        sentence=plain(told.sentence),
        act=tell.act(told.provenance),
    )
