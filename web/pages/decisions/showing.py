"""The pages of decisions, and the parts of them that only one reader gets."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections.decisions import Decision
from web.door import Problem
from web.page import Page
from web.pages.decisions.contexts import decision_context, list_context
from web.pages.decisions.mine import mine
from web.pages.decisions.opening import MORE_DAYS
from web.rendering.language import translated


@get("/p/{partnership:str}/decisions", name="decisions")
async def all_decisions(page: NamedDependency[Page]) -> Response[str]:
    """What is open, and what was decided lately."""
    return page.show("decisions/index.html", list_context(page.views, page.audience), page="decisions")


@get("/p/{partnership:str}/decisions/past", name="past-decisions")
async def past_decisions(page: NamedDependency[Page]) -> Response[str]:
    """Everything that was decided."""
    shared = list_context(page.views, page.audience, "all")
    return page.show("decisions/past.html", shared, page="decisions-past")


@get("/p/{partnership:str}/decisions/{decision_id:str}", name="decision")
async def one_decision(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[str]:
    """One decision, from the question to what followed."""
    return show_decision(page, decision_id)


def decision_of(page: Page, decision_id: str) -> Decision:
    """The decision of that id."""
    decision = page.views.decisions.decisions.get(decision_id)
    if decision is None:
        raise page.not_here()
    return decision


def show_decision(page: Page, decision_id: str, problem: Problem | None = None) -> Response[str]:
    """The whole page, with what was typed in the form that was refused."""
    decision_of(page, decision_id)
    shared = decision_context(page.views, page.audience, decision_id)
    assert shared is not None
    return page.show(
        "decisions/decision.html",
        shared,
        own(page, decision_id),
        page="decision",
        item=decision_id,
        problem=problem,
    )


def own(page: Page, decision_id: str) -> dict[str, Any]:
    """What the personal parts of the page need."""
    days_more = [(value, translated(label, page.language)) for value, label in MORE_DAYS]
    return {"mine": mine(decision_of(page, decision_id), page.reader), "days_more": days_more}


@get("/p/{partnership:str}/decisions/{decision_id:str}/my-vote", name="my-vote")
async def my_vote(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[str]:
    """The reader's own vote."""
    return show_my_vote(page, decision_id)


def show_my_vote(page: Page, decision_id: str, problem: Problem | None = None) -> Response[str]:
    """The reader's own vote, alone."""
    return show_part(page, "decisions/my_vote.html", decision_id, problem)


@get("/p/{partnership:str}/decisions/{decision_id:str}/steering", name="my-steering")
async def my_steering(page: NamedDependency[Page], decision_id: FromPath[str]) -> Response[str]:
    """More time, or the end: for whoever may."""
    return show_my_steering(page, decision_id)


def show_my_steering(page: Page, decision_id: str, problem: Problem | None = None) -> Response[str]:
    """More time, or the end, alone."""
    return show_part(page, "decisions/my_steering.html", decision_id, problem)


@get("/p/{partnership:str}/objections/{objection_id:str}/mine", name="my-objection")
async def my_objection(page: NamedDependency[Page], objection_id: FromPath[str]) -> Response[str]:
    """What the reader can do about an objection."""
    return show_my_objection(page, objection_id)


def show_my_objection(page: Page, objection_id: str, problem: Problem | None = None) -> Response[str]:
    """What the reader can do about an objection, alone."""
    objection = page.views.decisions.objections.get(objection_id)
    if objection is None:
        raise page.not_here()
    return show_part(
        page, "decisions/my_objection.html", objection.decision, problem, {"objection": objection}
    )


def show_part(
    page: Page,
    template: str,
    decision_id: str,
    problem: Problem | None,
    more: dict[str, Any] | None = None,
) -> Response[str]:
    """One personal part of the page, alone. Observers have none, and nobody has any in a replay."""
    decision = decision_of(page, decision_id)
    if page.audience.role == "observer" or not page.views.live:
        raise page.not_here()
    shared = decision_context(page.views, page.audience, decision.id) or {}
    return page.show(
        template,
        shared | (more or {}) | {"alone": True},
        own(page, decision_id),
        page="decision",
        item=decision_id,
        problem=problem,
    )


HANDLERS: list[Any] = [
    all_decisions,
    past_decisions,
    one_decision,
    my_vote,
    my_steering,
    my_objection,
]
