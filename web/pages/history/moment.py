"""One moment: its sentence, the texts in it, whose act it was, and the hash to check it by."""

import asyncio
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from events.log.codec import decode, leaf
from events.log.shape import shape_of
from events.sealed import Words
from events.vocabulary import Recorded
from projections.provenance import provenance
from web.page import Page
from web.pages.history.reading import entry
from web.readable import readable
from web.rendering.language import gettext_noop as N_
from web.sentences.labels import ROLES

TEXTS = {
    "name": N_("Name"),
    "question": N_("Question"),
    "title": N_("Title"),
    "text": N_("Text"),
    "interest": N_("What matters to them"),
    "first_idea": N_("An idea"),
    "second_idea": N_("Another idea"),
    "third_idea": N_("One more idea"),
    "why": N_("Why"),
    "reason": N_("Reason"),
    "note": N_("Note"),
    "evidence": N_("Where it can be seen"),
    "unit": N_("Unit"),
    "looking_for": N_("We are looking for someone who …"),
    "population": N_("From which group of people"),
    "geography": N_("From where"),
    "resource": N_("What they would bring"),
    "who": N_("Who could be asked"),
    "smart.specific": N_("Specific"),
    "smart.measurable": N_("Measurable"),
    "smart.achievable": N_("Achievable"),
    "smart.relevant": N_("Relevant"),
    "smart.time_bound": N_("Time-bound"),
}


class Written(NamedTuple):
    """A text that somebody wrote, and what it is."""

    label: str
    words: Words


class Kept(NamedTuple):
    """The bytes as they are kept: envelope, content, and the hash over both."""

    header: str
    content: str
    leaf: str


@get("/p/{partnership:str}/history/{position:int}", name="moment")
async def one_moment(page: NamedDependency[Page], position: FromPath[int]) -> Response[str]:
    """A moment that the reader may read; any other looks as if it were not there."""
    if not 1 <= position <= page.views.position:
        raise page.not_here()
    partnership = page.reader.partnership
    stored = await asyncio.to_thread(page.engine.log.read, partnership, position - 1, position)
    state = stored[0].state
    recorded = decode(state)
    if not readable(page.reader, recorded, await page.today(), page.views):
        return page.show("history/hidden.html", {"position": position, "leaf": leaf(state).hex()})
    return page.show("history/moment.html", context(page, recorded, state))


def context(page: Page, recorded: Recorded, state: bytes) -> dict[str, Any]:
    """What the page of a moment shows."""
    return {
        "recorded": recorded,
        "header": recorded.header,
        "entry": entry,
        "texts": texts(recorded),
        "provenance_of": provenance(recorded.header),
        "kept": kept(state),
        "roles": ROLES,
        "with_bytes": page.audience.role != "observer",
    }


def texts(recorded: Recorded) -> list[Written]:
    """Everything that somebody wrote in it, in full. What is about a person stays closed here."""
    sealed = shape_of(type(recorded.event)).sealed
    if sealed is None:
        return []
    found = sealed(recorded.event, "")
    return [Written(TEXTS.get(path, path), value) for path, value in found if isinstance(value, Words)]


def kept(state: bytes) -> Kept:
    """The two lines that are kept, and the leaf hash that stands for them."""
    header, _, content = state.decode().partition("\n")
    return Kept(header, content, leaf(state).hex())
