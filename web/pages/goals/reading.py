"""The goal pages as they are looked at."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from projections import partners
from projections.goals import objective_of
from web.door import Problem
from web.page import Page
from web.pages.goals.contexts import (
    basics,
    goal_context,
    list_context,
    may_act,
    objective_context,
    priorities_context,
    tally_context,
)
from web.pages.goals.personal import my_priorities, my_votes


@get("/p/{partnership:str}/goals", name="goals")
async def goals(page: NamedDependency[Page], part: FromQuery[str | None] = None) -> Response[str]:
    """All goals, a part at a time."""
    return show_list(page, None, part)


def show_list(page: Page, problem: Problem | None, part: str | None = None) -> Response[str]:
    """The list, with what was refused in the form that it came from."""
    views, audience = page.views, page.audience
    shared = priorities_context(views, audience) | list_context(views, audience, part)
    mine: dict[str, Any] = {}
    if may_act(views, audience):
        shown = [goal for shelf in shared["shelves"] for goal in shelf.goals]
        mine = my_votes(page, shown, shared["part"].number) | my_priorities(page)
    return page.show("goals/index.html", shared, mine, page="goals", problem=problem)


@get("/p/{partnership:str}/goals/{goal:str}", name="goal")
async def goal(page: NamedDependency[Page], goal: FromPath[str]) -> Response[str]:
    """One goal: why, votes, steps, and who made it possible."""
    return show_goal(page, goal, None)


def show_goal(page: Page, goal: str, problem: Problem | None) -> Response[str]:
    """The page of one goal, with what was refused in the form that it came from."""
    shared = goal_context(page.views, page.audience, goal)
    if shared is None:
        raise page.not_here()
    mine = my_votes(page, [shared["goal"]]) if may_act(page.views, page.audience) else {}
    return page.show("goals/show.html", shared, mine, page="goal", item=goal, problem=problem)


@get("/p/{partnership:str}/goals/{goal:str}/mine")
async def mine(
    page: NamedDependency[Page], goal: FromPath[str], part: FromQuery[str | None] = None
) -> Response[str]:
    """What the reader thinks of a goal: the personal part of its card."""
    return show_mine(page, goal, None, part)


def show_mine(page: Page, goal: str, problem: Problem | None, part: str | None = None) -> Response[str]:
    """The personal part of a goal's card; `part` is the part of the list it stands on, if it does."""
    shared = tally_context(page.views, page.audience, goal)
    if shared is None:
        raise page.not_here()
    number = int(part) if part and part.isdecimal() and len(part) < 9 else None
    return page.show("goals/mine.html", shared, my_votes(page, [shared["goal"]], number), problem=problem)


@get("/p/{partnership:str}/goals/ranking")
async def ranking(page: NamedDependency[Page]) -> Response[str]:
    """What comes first for the reader."""
    return show_ranking(page, None)


def show_ranking(page: Page, problem: Problem | None) -> Response[str]:
    """The reader's first goals, with what was refused."""
    shared = basics(page.views, page.audience)
    mine = my_priorities(page) if shared["may_act"] else {}
    return page.show("goals/ranking.html", shared, mine, page="goal", item="ranking", problem=problem)


@get("/p/{partnership:str}/goals/{goal:str}/steering")
async def steering(page: NamedDependency[Page], goal: FromPath[str]) -> Response[str]:
    """What the reader can do with a goal."""
    shared = tally_context(page.views, page.audience, goal)
    if shared is None:
        raise page.not_here()
    return page.show("goals/my_steering.html", shared)


@get("/p/{partnership:str}/goals/{goal:str}/objectives")
async def new_objective(page: NamedDependency[Page], goal: FromPath[str]) -> Response[str]:
    """The form for a new step."""
    return show_new_objective(page, goal, None)


def show_new_objective(page: Page, goal: str, problem: Problem | None) -> Response[str]:
    """The form for a new step, with what was refused."""
    shared = tally_context(page.views, page.audience, goal)
    if shared is None:
        raise page.not_here()
    shared["owners"] = owners(page)
    return page.show("goals/new_objective.html", shared, page="goal", problem=problem)


def owners(page: Page) -> list[tuple[str, str]]:
    """Who may look after a step: the reader's own seat first, then organisations by name."""
    naming = page.services.rendering.shared(page.views, page.audience)["naming"]
    organisations = partners.organisations(page.views.directory)
    named = [(key, naming.text(one.name)) for key, one in organisations.items()]
    named.sort(key=lambda option: option[1].casefold())
    own = page.reader.person
    seats = [(own, naming.partner(own).striptags())] if own in page.reader.acting else []
    return seats + named


@get("/p/{partnership:str}/goals/{goal:str}/objectives/{objective:str}")
async def my_objective(
    page: NamedDependency[Page], goal: FromPath[str], objective: FromPath[str]
) -> Response[str]:
    """What the reader can do with a step."""
    if objective_goal(page, objective) != goal:
        raise page.not_here()
    shared = objective_context(page.views, page.audience, objective) or {}
    return page.show("goals/my_step.html", shared)


def objective_goal(page: Page, objective: str) -> str | None:
    """The goal that a step leads to."""
    found = objective_of(page.views.goals, objective)
    return found.goal if found else None
