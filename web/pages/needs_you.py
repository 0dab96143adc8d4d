"""What is asked of the reader: on every page, told to all pages when it may have changed, fetched by each."""

from collections.abc import Iterable
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from events.charter import IdeasInvited, IdeasRevealed, TranslationChecked, TranslationOffered
from events.contributions import (
    ContributionDelivered,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
)
from events.decisions import DecisionClosed, DecisionExtended, DecisionOpened, DecisionSuperseded
from events.goals import GoalAchieved, GoalAdopted, GoalDropped, GoalProposed
from events.partners import AssumptionStated, AssumptionTested
from events.vocabulary import Event, Recorded
from projections.views import Views
from web.live.fragment import EVERY_PAGE, Fragment
from web.page import Page
from web.reader import Audience

OF_OTHERS: frozenset[type[Event]] = frozenset(
    (
        *(DecisionOpened, DecisionExtended, DecisionClosed, DecisionSuperseded),
        *(ContributionDelivered, DeliveryConfirmed, DeliveryDisputed, DisputeSettled),
        *(PledgeRevised, PledgeReleased),
        *(GoalProposed, GoalAdopted, GoalDropped, GoalAchieved),
        *(AssumptionStated, AssumptionTested),
        *(IdeasInvited, IdeasRevealed, TranslationOffered, TranslationChecked),
    )
)
"""What others do that may change what is asked of somebody. After one's own acts the page asks anyway;
so a vote, of which there are many, does not make every open page ask."""


def context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """Nothing that is shared: each reader's asks are fetched by each."""
    return {}


def touched(recorded: Recorded) -> Iterable[str | None]:
    """The whole part."""
    return (None,) if type(recorded.event) in OF_OTHERS else ()


@get("/p/{partnership:str}/needs-you", name="needs-you")
async def needs_you(page: NamedDependency[Page]) -> Response[str]:
    """The reader's asks; every page gets the same from `Page.show`."""
    return page.show("table/needs_you.html", {})


FRAGMENTS = [
    # One and the same on a page about any item.
    Fragment(EVERY_PAGE, "frame/needs_you.html", "frame_needs_you", context, touched, lambda _: (None,))
]
HANDLERS = [needs_you]
