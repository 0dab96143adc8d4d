"""Proposing goals, voting on them, and saying which come first."""

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.door import Problem, problem
from web.page import Page, in_place
from web.pages.goals.contexts import part_with
from web.pages.goals.personal import my_ranks
from web.pages.goals.reading import show_goal, show_list, show_mine, show_ranking
from workspace.goals.commands import ProposeGoal, RankGoals, VoteOnGoal


@post("/p/{partnership:str}/goals", name="propose-goal")
async def propose(page: NamedDependency[Page]) -> Response[Any]:
    """Propose a goal; it gets the id of its command."""

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_list(page, problem)

    back = f"/goals/{await page.command_id()}"
    return await page.perform(ProposeGoal, await page.form(), back=back, again=again)


@post("/p/{partnership:str}/goals/{goal:str}/votes", name="vote-on-goal")
async def vote(page: NamedDependency[Page], goal: FromPath[str]) -> Response[Any]:
    """Support it, not sure, or against."""
    fields = await page.form()
    part = str(fields.pop("part", ""))

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_mine(page, goal, problem, part) if page.enhanced else show_goal(page, goal, problem)

    back = came_from(page, goal, part)
    return await page.perform(VoteOnGoal, in_place(fields, goal=goal), back=back, again=again)


def came_from(page: Page, goal: str, part: str) -> str:
    """The part of the list that a form stood on, or else the goal's own page."""
    if part == "0":
        return f"/goals?part=all#goal-{goal}"
    return f"/goals?part={part_with(page.views, goal)}#goal-{goal}" if part.isdecimal() else f"/goals/{goal}"


@post("/p/{partnership:str}/goals/ranking", name="rank-goals")
async def rank(page: NamedDependency[Page]) -> Response[Any]:
    """Name what comes first: one more goal (`add`), or the whole list in a new order (`order`)."""
    fields = await page.form()
    added, part = str(fields.get("add", "")), str(fields.get("part", ""))
    if added:
        return await add(page, added, part)
    before = my_ranks(page)

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_ranking(page, problem)

    if listed(fields.get("seen")) != before and listed(fields.get("order")) != before:
        return await again(page, moved_on())
    ranked = {"goals": listed(fields.get("order"))}
    return await page.perform(RankGoals, ranked, back="/goals/ranking", again=again)


def listed(sent: Any) -> list[str]:
    """The goals of an order as a button sends it."""
    return [goal for goal in str(sent or "").split(",") if goal]


def moved_on() -> Problem:
    """For an order that was made from a list which is not there any more."""
    found = problem("Your list is different by now. Here it is as it stands; please try again.")
    return Problem(found.sentence, form="RankGoals", status=409)


async def add(page: Page, goal: str, part: str) -> Response[Any]:
    """Put a goal at the end of the reader's list."""
    ranks = my_ranks(page)

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        if not page.enhanced:
            return show_ranking(page, problem)
        return show_mine(page, goal, about(problem, goal), part)

    ranked = {"goals": ranks if goal in ranks else [*ranks, goal]}
    return await page.perform(RankGoals, ranked, back="/goals/ranking", again=again)


def about(problem: Problem | None, goal: str) -> Problem | None:
    """The same problem, shown beside the goal it is about."""
    if problem is None:
        return None
    typed = {**problem.typed, "goal": goal}
    return Problem(problem.sentence, None, problem.details, typed, problem.form, problem.status)
