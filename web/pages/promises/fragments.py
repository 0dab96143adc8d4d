"""The parts of the promise pages that change by themselves, and what changes them."""

from collections.abc import Iterable

from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
)
from events.vocabulary import Recorded
from web.live.fragment import Fragment
from web.pages.promises.contexts import list_context, promise_context


def promise_touched(recorded: Recorded) -> Iterable[str | None]:
    """Every act about a promise changes what is shown of it."""
    match recorded.event:
        case (
            ContributionPledged(pledge=pledge)
            | PledgeRevised(pledge=pledge)
            | PledgeReleased(pledge=pledge)
            | ContributionDelivered(pledge=pledge)
            | DeliveryConfirmed(pledge=pledge)
            | DeliveryDisputed(pledge=pledge)
            | DisputeSettled(pledge=pledge)
        ):
            return (pledge,)
        case _:
            return ()


def list_touched(recorded: Recorded) -> Iterable[str | None]:
    """A promise may change its place in the list with every act about it."""
    return (None,) if promise_touched(recorded) else ()


FRAGMENTS = [
    Fragment("promises", "promises/index.html", "promise_list", list_context, list_touched),
    Fragment("promise", "promises/card.html", "promise", promise_context, promise_touched),
    Fragment("promise", "promises/show.html", "promise_story", promise_context, promise_touched),
]
