"""How the partnership begins, shown with how we work and on the table; those who lead can say it anew."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from events.leadership import QuickWinChosen
from events.partners import InclusionWavePlanned, StartingApproachChosen
from events.vocabulary import Recorded
from projections.views import Views
from web.door import Problem
from web.live.fragment import Fragment
from web.page import Page
from web.pages.directory.sending import send
from web.reader import Audience
from web.sentences import labels
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands.founding import ChooseStartingApproach, PlanInclusionWave

STAYS = timedelta(days=7)
"""So long a quick win still lies on the table after its day."""
FORM = "how_we_work/begin_anew.html"
BACK = "/how-we-work#how-we-work-beginning"


def context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """What kind of group this is, how it starts, who comes in when (for those inside), the quick win."""
    return {
        "beginning": views.founding,
        "waves": views.founding.waves if audience.role != "observer" else (),
        "labels": labels,
    }


def win_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """The quick win, until a week after its day."""
    chosen = views.founding.quick_win
    fresh = chosen is not None and views.at.date() <= chosen.due + STAYS
    return {"quick_win": chosen if fresh else None}


def touched(recorded: Recorded) -> Iterable[str | None]:
    """The whole part, whenever something about the beginning is said."""
    kinds = (StartingApproachChosen, InclusionWavePlanned, QuickWinChosen)
    return (None,) if isinstance(recorded.event, kinds) else ()


def touched_win(recorded: Recorded) -> Iterable[str | None]:
    """The quick win, when another one is chosen."""
    return (None,) if isinstance(recorded.event, QuickWinChosen) else ()


FRAGMENTS = [
    Fragment("how-we-work", "how_we_work/beginning.html", "how_we_work_beginning", context, touched),
    Fragment("table", "table/quick_win.html", "table_quick_win", win_context, touched_win),
]


@get("/p/{partnership:str}/how-we-work/beginning", name="beginning")
async def beginning(page: NamedDependency[Page]) -> Response[str]:
    """The forms to say it anew."""
    return await show(page, None)


async def show(page: Page, trouble: Problem | None) -> Response[str]:
    """The forms, as things stand or as they were typed. Only for those who lead, and only now."""
    if page.audience.role != "facilitator" or not page.views.live:
        raise page.not_here()
    waves = {wave.number: wave for wave in page.views.founding.waves}
    shared = {"beginning": page.views.founding, "waves": waves, "labels": labels}
    return page.show(FORM, shared, problem=trouble)


@post("/p/{partnership:str}/how-we-work/approach", name="approach")
async def choose_approach(page: NamedDependency[Page]) -> Response[Any]:
    """Say what kind of group it is, and how it starts."""
    return await send(page, ChooseStartingApproach, await page.form(), back=BACK, again=show)


@post("/p/{partnership:str}/how-we-work/waves", name="waves")
async def plan_wave(page: NamedDependency[Page]) -> Response[Any]:
    """Plan who is asked when."""
    fields = await page.form()
    ticked = fields.get("categories")
    if isinstance(ticked, str):
        fields["categories"] = [ticked]
    return await send(page, PlanInclusionWave, fields, back=BACK, again=show)


@post("/p/{partnership:str}/how-we-work/quick-win", name="quick-win")
async def choose_quick_win(page: NamedDependency[Page]) -> Response[Any]:
    """Choose a first quick win."""
    return await send(page, ChooseQuickWin, await page.form(), back=BACK, again=show)


HANDLERS = [beginning, choose_approach, plan_wave, choose_quick_win]
