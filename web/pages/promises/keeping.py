"""Making promises, keeping them, and having another pair of eyes on them."""

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.door import Problem
from web.page import Page, in_place
from web.pages.figures import plain_figures
from web.pages.promises.reading import one_promise, show_list, show_mine, show_promise
from workspace.commands import Command
from workspace.contributions.commands import (
    ConfirmDelivery,
    DeliverPromise,
    DisputeDelivery,
    MakePromise,
    ReleasePromise,
    RevisePromise,
    SettleDispute,
)


@post("/p/{partnership:str}/promises", name="make-promise")
async def make(page: NamedDependency[Page]) -> Response[Any]:
    """Make a promise; it gets the id of its command."""
    fields = plain_figures(await page.form(), ("amount",), page.language)

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_list(page, problem, goal=str(fields.get("goal", "")) if problem else None)

    back = f"/promises/{await page.command_id()}"
    return await page.perform(MakePromise, fields, back=back, again=again)


@post("/p/{partnership:str}/promises/{pledge:str}/revisions", name="revise-promise")
async def revise(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[Any]:
    """Agree on another amount or day."""
    return await perform_on(page, RevisePromise, pledge)


@post("/p/{partnership:str}/promises/{pledge:str}/letting-go", name="release-promise")
async def release(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[Any]:
    """Let a promise go."""
    return await perform_on(page, ReleasePromise, pledge)


@post("/p/{partnership:str}/promises/{pledge:str}/delivery", name="deliver-promise")
async def deliver(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[Any]:
    """Say that it is done."""
    return await perform_on(page, DeliverPromise, pledge)


@post("/p/{partnership:str}/promises/{pledge:str}/confirmation", name="confirm-delivery")
async def confirm(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[Any]:
    """Confirm what another partner has done."""
    return await perform_on(page, ConfirmDelivery, pledge)


@post("/p/{partnership:str}/promises/{pledge:str}/different-view", name="dispute-delivery")
async def see_differently(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[Any]:
    """See it differently, and say why."""
    return await perform_on(page, DisputeDelivery, pledge)


@post("/p/{partnership:str}/promises/{pledge:str}/settlement", name="settle-dispute")
async def settle(page: NamedDependency[Page], pledge: FromPath[str]) -> Response[Any]:
    """Note what a talk came to."""
    return await perform_on(page, SettleDispute, pledge)


async def perform_on(page: Page, command: type[Command], pledge: str) -> Response[Any]:
    """Do something with one promise, and come back to it."""
    one_promise(page, pledge)
    fields = plain_figures(await page.form(), ("amount",), page.language)

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_mine(page, pledge, problem) if page.enhanced else show_promise(page, pledge, problem)

    return await page.perform(
        command, in_place(fields, pledge=pledge), back=f"/promises/{pledge}", again=again
    )
