"""What the templates of remarks are given: the same for page, push and replay."""

import asyncio
from collections.abc import Iterable
from typing import Any

from events.conversation import InputAnswered, RemarkMade, Thing
from events.log.keys import KeyStore
from events.vocabulary import Recorded
from projections import conversation
from projections.charter import Draft, Wording
from projections.conversation import Remark
from projections.views import Views
from web.drafting.anchoring import still_there
from web.drafting.room import Room
from web.live.fragment import EVERY
from web.reader import Audience

MOST_ANSWERED = 50
"""Answered remarks that a page shows; those before are in the history."""


def thing_of(views: Views, audience: Audience, item: str | None) -> tuple[Thing, Draft | Wording] | None:
    """What is talked about, if this audience sees talk."""
    if audience.role == "observer" or item is None:
        return None
    if item in views.charter.drafts:
        return Thing("draft", item), views.charter.drafts[item]
    if item in views.charter.wordings:
        return Thing("wording", item), views.charter.wordings[item]
    return None


def remarks_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """What was said about a draft or a wording; `item` is its id."""
    found = thing_of(views, audience, item)
    if found is None or item is None:
        return None
    thing, text = found
    said = conversation.on(views.conversation, item)
    answered = [one for one in reversed(said) if one.answered]
    return {
        "thing": thing,
        "discussed": isinstance(text, Draft) or text.status == "proposed",
        "draft": text if isinstance(text, Draft) else None,
        "about": text if isinstance(text, Wording) else None,
        "waiting": [one for one in said if not one.answered],
        "answered": answered[:MOST_ANSWERED],
        "older": max(0, len(answered) - MOST_ANSWERED),
    }


async def changed_since(
    keys: KeyStore, partnership: str, room: Room, remarks: Iterable[Remark]
) -> dict[str, bool]:
    """Of each remark on a passage of a draft, whether the words have changed since."""
    passages = ((one.id, one.anchor, one.passage) for one in remarks)
    asked = [(name, anchor, passage) for name, anchor, passage in passages if anchor and passage]
    standing = await asyncio.to_thread(still_there, keys, partnership, room.whole, asked)
    return {name: not there for name, there in standing.items()}


def remarks_touched(recorded: Recorded) -> Iterable[str | None]:
    """What an event says something about."""
    match recorded.event:
        case RemarkMade(about=about):
            return (about.id,)
        case InputAnswered():
            return (EVERY,)
        case _:
            return ()
