"""The page of the sums, and one's own answers beside them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from events.partners import AttributeKind, FiguresReleased
from events.vocabulary import Recorded
from projections.partners.figures import Release, Sharing, in_force, own
from projections.partners.small_numbers import rest
from projections.views import Views
from web.attributes import CannotBeOpened, opened
from web.attributes.labels import ANSWERS, KINDS
from web.door import Problem
from web.live.fragment import Fragment
from web.page import Page
from web.reader import Audience
from workspace.partners.attributes import WINDOW

TEMPLATE = "diversity/index.html"


def context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """The release in force, the same for everybody; `withheld` came after it and says nothing new."""
    newest = views.figures.releases[-1] if views.figures.releases else None
    shown = in_force(views.figures)
    return {
        "release": shown,
        "withheld": newest if newest is not shown else None,
        "rest": rest,
        "kinds": KINDS,
        "answers": ANSWERS,
    }


def touched(recorded: Recorded) -> Iterable[str | None]:
    """Only a release changes what all see: that somebody shared or withdrew shows nowhere."""
    return (None,) if isinstance(recorded.event, FiguresReleased) else ()


FRAGMENTS = [Fragment("diversity", TEMPLATE, "diversity_figures", context, touched)]


@get("/p/{partnership:str}/directory/diversity", name="diversity")
async def diversity(page: NamedDependency[Page]) -> Response[str]:
    """How diverse we are."""
    return await show(page, None)


async def show(page: Page, trouble: Problem | None) -> Response[str]:
    """The page, with what was refused in one of its forms."""
    shared = context(page.views, page.audience)
    return page.show(TEMPLATE, shared, mine(page), page="diversity", problem=trouble)


def mine(page: Page) -> dict[str, Any]:
    """What the reader shares, and whether they could ask for a release now."""
    may_share = page.reader.may_act and page.views.live
    return {
        "may_share": may_share,
        "own_answers": own_answers(page) if may_share else None,
        "leads": may_share and page.audience.role == "facilitator",
        "next_on": next_on(page.views.figures),
    }


def own_answers(page: Page) -> Mapping[AttributeKind, str] | None:
    """The reader's own answers; None where they share nothing."""
    sealed = own(page.views.figures, page.reader.person)
    if sealed is None:
        return None
    try:
        return opened(page.keys, page.reader.partnership, sealed)
    except CannotBeOpened:
        return None


def next_on(view: Sharing) -> Any:
    """The first day on which sums can be released again; None: today."""
    newest: Release | None = view.releases[-1] if view.releases else None
    return None if newest is None else newest.window_ended + max(WINDOW, timedelta(days=1))


HANDLERS = [diversity]
