"""What people do on the page of a decision: vote, object, answer, give more time, close."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections.decisions import Decision, Objection
from web.door import Problem
from web.page import Page, in_place
from web.pages.decisions.opening import MORE_DAYS, also_typed
from web.pages.decisions.showing import (
    decision_of,
    show_decision,
    show_my_objection,
    show_my_steering,
    show_my_vote,
)
from workspace.commands import Command
from workspace.decisions.commands import (
    CastBallot,
    CloseDecision,
    ExtendDecision,
    IntegrateObjection,
    RaiseObjection,
    WithdrawBallot,
    WithdrawObjection,
)

Personal = Callable[[Page, Problem | None], Response[str]]


@post("/p/{partnership:str}/decisions/{decision_id:str}/ballots", name="cast-ballot")
async def cast_ballot(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[Any]:
    """Vote, or vote otherwise."""
    return await vote(page, CastBallot, decision_id, "ballot")


@post("/p/{partnership:str}/decisions/{decision_id:str}/ballots/withdrawal", name="withdraw-ballot")
async def withdraw_ballot(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[Any]:
    """Take one's vote back."""
    return await vote(page, WithdrawBallot, decision_id, "taken back")


@post("/p/{partnership:str}/decisions/{decision_id:str}/objections", name="raise-objection")
async def raise_objection(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[Any]:
    """Object, with a reason."""
    return await vote(page, RaiseObjection, decision_id, "objection")


async def vote(page: Page, command: type[Command], decision_id: str, form: str) -> Response[Any]:
    """Do what a form beside the vote asks."""
    decision = decision_of(page, decision_id)
    fields = await page.form()

    def personal(page: Page, problem: Problem | None) -> Response[str]:
        return show_my_vote(page, decision_id, problem)

    return await act(page, command, decision, in_place(fields, decision=decision_id), form, personal)


@post("/p/{partnership:str}/objections/{objection_id:str}/withdrawal", name="withdraw-objection")
async def withdraw_objection(page: NamedDependency[Page], objection_id: FromPath[str]) -> Response[Any]:
    """Take an objection back."""
    return await settle(page, WithdrawObjection, objection_id, "withdrawal")


@post("/p/{partnership:str}/objections/{objection_id:str}/answer", name="answer-objection")
async def answer_objection(page: NamedDependency[Page], objection_id: FromPath[str]) -> Response[Any]:
    """Say how an objection was taken in."""
    return await settle(page, IntegrateObjection, objection_id, "answer")


async def settle(page: Page, command: type[Command], objection_id: str, form: str) -> Response[Any]:
    """Do what a form beside an objection asks."""
    objection = objection_of(page, objection_id)
    decision = decision_of(page, objection.decision)
    fields = await page.form()

    def personal(page: Page, problem: Problem | None) -> Response[str]:
        return show_my_objection(page, objection_id, problem)

    named = in_place(fields, objection=objection_id)
    return await act(page, command, decision, named, f"{form}-{objection_id}", personal)


def objection_of(page: Page, objection_id: str) -> Objection:
    """The objection of that id."""
    objection = page.views.decisions.objections.get(objection_id)
    if objection is None or page.audience.role == "observer":
        raise page.not_here()
    return objection


@post("/p/{partnership:str}/decisions/{decision_id:str}/extension", name="extend-decision")
async def extend_decision(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[Any]:
    """Give more time, counted from when it would have closed."""
    decision = decision_of(page, decision_id)
    fields = await page.form()
    days = str(fields.pop("days", ""))
    if decision.closes_at and days in dict(MORE_DAYS):
        fields["closes_at"] = (decision.closes_at + timedelta(days=int(days))).isoformat()
    return await steer(page, ExtendDecision, decision, fields, "extension", days=days)


@post("/p/{partnership:str}/decisions/{decision_id:str}/closing", name="close-decision")
async def close_decision(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[Any]:
    """Close the vote by hand."""
    decision = decision_of(page, decision_id)
    return await steer(page, CloseDecision, decision, await page.form(), "closing")


async def steer(
    page: Page,
    command: type[Command],
    decision: Decision,
    fields: Mapping[str, Any],
    form: str,
    **typed: str,
) -> Response[Any]:
    """Do what a form of whoever opened the decision asks."""

    def personal(page: Page, problem: Problem | None) -> Response[str]:
        return show_my_steering(page, decision.id, also_typed(problem, **typed))

    return await act(page, command, decision, in_place(fields, decision=decision.id), form, personal)


async def act(
    page: Page,
    command: type[Command],
    decision: Decision,
    fields: Mapping[str, Any],
    form: str,
    personal: Personal,
) -> Response[Any]:
    """Submit, and answer with the part of the page that the form stands in, or with the whole page."""

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return personal(page, problem) if page.enhanced else show_decision(page, decision.id, problem)

    return await page.perform(command, fields, back=f"/decisions/{decision.id}", again=again, form=form)


HANDLERS: list[Any] = [
    cast_ballot,
    withdraw_ballot,
    raise_objection,
    withdraw_objection,
    answer_objection,
    extend_decision,
    close_decision,
]
