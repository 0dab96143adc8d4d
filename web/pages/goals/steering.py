"""A goal's way: taken on, reached, let go; its steps, and how far they have come."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from web.door import Problem
from web.page import Page, in_place
from web.pages.figures import plain_figures
from web.pages.goals.reading import objective_goal, show_goal, show_new_objective
from workspace.commands import Command
from workspace.goals.commands import (
    AchieveGoal,
    AdoptGoal,
    DefineObjective,
    DropGoal,
    ReportProgress,
    ReviseObjective,
)


@post("/p/{partnership:str}/goals/{goal:str}/adoption", name="adopt-goal")
async def adopt(page: NamedDependency[Page], goal: FromPath[str]) -> Response[Any]:
    """Note that the partnership takes the goal on."""
    return await steer(page, AdoptGoal, goal)


@post("/p/{partnership:str}/goals/{goal:str}/achievement", name="achieve-goal")
async def achieve(page: NamedDependency[Page], goal: FromPath[str]) -> Response[Any]:
    """Note that the goal is reached."""
    return await steer(page, AchieveGoal, goal)


@post("/p/{partnership:str}/goals/{goal:str}/letting-go", name="drop-goal")
async def drop(page: NamedDependency[Page], goal: FromPath[str]) -> Response[Any]:
    """Let the goal go, with the reason."""
    return await steer(page, DropGoal, goal)


async def steer(page: Page, command: type[Command], goal: str) -> Response[Any]:
    """Do something with a goal, and come back to it."""
    return await perform_at(page, command, goal, in_place(await page.form(), goal=goal), f"/goals/{goal}")


async def perform_at(
    page: Page, command: type[Command], goal: str, fields: Mapping[str, Any], back: str
) -> Response[Any]:
    """Do what a form on a goal's page asks; its page shows what came of it."""
    if goal not in page.views.goals.goals:
        raise page.not_here()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_goal(page, goal, problem)

    return await page.perform(command, fields, back=back, again=again)


@post("/p/{partnership:str}/goals/{goal:str}/objectives", name="define-objective")
async def define(page: NamedDependency[Page], goal: FromPath[str]) -> Response[Any]:
    """Add a step; it gets the id of its command."""
    fields = plain_figures(await page.form(), ("baseline", "target"), page.language)

    back = f"/goals/{goal}#objective-{await page.command_id()}"

    async def again(page: Page, problem: Problem | None) -> Response[Any]:
        if problem is None:
            return Redirect(page.base + back, status_code=303)
        return show_new_objective(page, goal, problem)

    return await page.perform(DefineObjective, in_place(fields, goal=goal), back=back, again=again)


@post("/p/{partnership:str}/goals/{goal:str}/objectives/{objective:str}/reports", name="report-progress")
async def report(page: NamedDependency[Page], goal: FromPath[str], objective: FromPath[str]) -> Response[Any]:
    """Say where a step stands."""
    return await move_step(page, ReportProgress, goal, objective)


@post("/p/{partnership:str}/goals/{goal:str}/objectives/{objective:str}/plans", name="revise-objective")
async def revise(page: NamedDependency[Page], goal: FromPath[str], objective: FromPath[str]) -> Response[Any]:
    """Agree on another target or day."""
    return await move_step(page, ReviseObjective, goal, objective)


async def move_step(page: Page, command: type[Command], goal: str, objective: str) -> Response[Any]:
    """Do something with a step, and come back to it."""
    if objective_goal(page, objective) != goal:
        raise page.not_here()
    fields = plain_figures(await page.form(), ("value", "target"), page.language)
    back = f"/goals/{goal}#objective-{objective}"
    return await perform_at(page, command, goal, in_place(fields, objective=objective), back)
