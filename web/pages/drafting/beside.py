"""What stands beside a draft: its rounds and suggestions. The same for page, push and replay."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from events.charter import (
    DraftRoundEnded,
    DraftRoundOpened,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
    WordingProposed,
)
from events.vocabulary import Recorded
from projections import charter
from projections.charter import Draft, Suggestion
from projections.views import Views
from web.drafting.beginning import to_begin_with
from web.live.fragment import EVERY
from web.pages.differences import differences
from web.reader import Audience
from web.remarks import remarks_context

MOST_SETTLED = 30
"""Settled suggestions that a page shows; those before are in the history."""


class Suggested(NamedTuple):
    """The suggestions for a draft: those that wait, and the newest of those that are settled."""

    waiting: list[Suggestion]
    settled: list[Suggestion]
    older: int


def draft_seen(views: Views, audience: Audience, item: str | None) -> Draft | None:
    """The draft of that id, if this audience sees drafts."""
    return None if audience.role == "observer" else views.charter.drafts.get(item or "")


def suggestions_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """What was suggested for a draft; `item` is the draft's id."""
    draft = draft_seen(views, audience, item)
    if draft is None:
        return None
    found = charter.suggestions(views.charter, draft)
    settled = [one for one in reversed(found) if one.status != "open"]
    waiting = [one for one in found if one.status == "open"]
    suggested = Suggested(waiting, settled[:MOST_SETTLED], max(0, len(settled) - MOST_SETTLED))
    return {"draft": draft, "suggested": suggested, "compare": differences}


def suggestions_touched(recorded: Recorded) -> Iterable[str | None]:
    """The drafts whose suggestions an event changes."""
    match recorded.event:
        case SuggestionMade(draft=draft):
            return (draft,)
        case SuggestionAccepted() | SuggestionDeclined() | SuggestionWithdrawn():
            return (EVERY,)
        case _:
            return ()


def round_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """Which round of a draft runs, or ran; `item` is the draft's id."""
    draft = draft_seen(views, audience, item)
    return None if draft is None else {"draft": draft, "rounds": charter.ROUNDS}


def round_touched(recorded: Recorded) -> Iterable[str | None]:
    """The drafts whose rounds an event begins, ends or starts anew."""
    match recorded.event:
        case DraftRoundOpened(draft=draft) | DraftRoundEnded(draft=draft):
            return (draft,)
        case WordingProposed(draft=draft) if draft is not None:
            return (draft,)
        case _:
            return ()


def beside(views: Views, audience: Audience, draft: Draft) -> dict[str, Any]:
    """Everything that the page of a draft shows to all who see drafts."""
    shared: dict[str, Any] = {"kind": views.charter.kinds[draft.statement]}
    for context in (suggestions_context, round_context, remarks_context):
        shared |= context(views, audience, draft.id) or {}
    return shared | beginning_context(views, draft)


def beginning_context(views: Views, draft: Draft) -> dict[str, Any]:
    """What an empty draft can begin with, and whether there are texts in another language."""
    kind = views.charter.kinds[draft.statement]
    texts = [one for one in charter.wordings(views.charter, kind) if one.status in ("proposed", "adopted")]
    other = any(charter.primary(one.text.lang) != draft.language for one in texts)
    return {"begin_with": to_begin_with(views.charter, draft), "other_language": other}
