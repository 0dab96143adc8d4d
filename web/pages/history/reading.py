"""Reading the history in pages, newest first, as far as a reader may read it.

The log is read backwards in ranges, so a page costs the same however long the history is.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from markupsafe import Markup

from events.vocabulary import BY_CLASS, Recorded
from projections.provenance import Provenance, provenance
from projections.views import Views
from web.readable import readable
from web.reader import Reader
from web.rendering.naming import Naming
from web.sentences import sentence
from web.sentences.telling import Telling

A_PAGE = 50
RANGE = 250
MOST_READ = 5_000
"""The most events looked through for one page: after that, the page offers to go on from there."""

Read = Callable[[int, int], Awaitable[list[Recorded]]]
"""The events after a position, up to another one, oldest first."""


class Entry(NamedTuple):
    """One moment on a page."""

    position: int
    feature: str
    sentence: Markup
    provenance: Provenance


class Leaf(NamedTuple):
    """One page of the history. `older` is the position to go on before; None: there is nothing older."""

    recorded: list[Recorded]
    older: int | None


async def leaf(read: Read, reader: Reader, before: int, kind: str | None, now: Views, then: Views) -> Leaf:
    """The newest moments before a position that the reader may read, of one kind or of all.

    `then` are the views of the page, `now` today's: what a reader may see of the past is decided by both.
    """
    found: list[Recorded] = []
    upto, last = before - 1, max(before - 1 - MOST_READ, 0)
    while upto > last and len(found) <= A_PAGE:
        after = max(upto - RANGE, 0)
        stretch = await read(after, upto)
        found += [one for one in reversed(stretch) if wanted(one, kind) and readable(reader, one, now, then)]
        upto = after
    if len(found) > A_PAGE:
        return Leaf(found[:A_PAGE], found[A_PAGE - 1].header.position)
    return Leaf(found, upto + 1 if upto > 0 else None)


def wanted(recorded: Recorded, kind: str | None) -> bool:
    """Whether an event is of the kind somebody looks for; kinds are the features of the vocabulary."""
    return kind is None or BY_CLASS[type(recorded.event)].feature == kind


def entry(naming: Naming, recorded: Recorded) -> Entry:
    """A moment as this audience reads it."""
    header, event = recorded
    told = sentence(event, Telling(naming, header))
    return Entry(header.position, BY_CLASS[type(event)].feature, told, provenance(header))


def entries(naming: Naming, recorded: list[Recorded]) -> list[Entry]:
    """Moments as this audience reads them."""
    return [entry(naming, one) for one in recorded]
