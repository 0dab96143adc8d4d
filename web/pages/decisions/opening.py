"""Putting a question: a short form whose defaults are good, and the answer to it."""

from datetime import datetime, time, timedelta
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from events.charter import StatementKind
from web.door import Problem
from web.languages import spoken
from web.page import Page
from web.rendering.language import gettext_noop as N_
from web.rendering.language import translated, zone_of
from workspace.decisions.commands import OpenDecision

EVENING = time(20)
"""Votes close in the evening, when people have had their day to answer."""

SUGGESTED: dict[StatementKind, str] = {
    "mission": N_("Shall this be our mission?"),
    "vision": N_("Shall this be our vision?"),
    "purpose": N_("Shall this be our purpose?"),
    "values": N_("Shall these be our values?"),
}
SUGGESTED_GOAL = N_("Shall we take on this goal?")
METHODS = (
    (
        "no objection",
        N_("No-objection"),
        N_("Agreed when nobody objects. Whoever objects says why, and gets an answer."),
    ),
    ("majority", N_("Majority"), N_("People say yes, no or abstain. Agreed when enough say yes.")),
)
ELECTORATES = (
    ("partners", N_("Partners, one voice each"), N_("An organisation has one voice, and so has a person.")),
    ("members", N_("Members, one voice each"), N_("Everybody who takes part has one voice.")),
)
CLOSINGS = (
    ("1", N_("tomorrow evening")),
    ("3", N_("in 3 days")),
    ("7", N_("in 7 days")),
    ("14", N_("in 14 days")),
    ("30", N_("in 30 days")),
    ("by hand", N_("when somebody closes it")),
)
MORE_DAYS = (
    ("1", N_("1 more day")),
    ("3", N_("3 more days")),
    ("7", N_("7 more days")),
    ("14", N_("14 more days")),
)
QUORUMS = (
    ("0.5", N_("at least half")),
    ("0.75", N_("at least three quarters")),
    ("1", N_("everybody")),
    ("0", N_("it counts however many answer")),
)
THRESHOLDS = (
    ("0.5", N_("more than half")),
    ("0.6", N_("more than 60%")),
    ("0.75", N_("more than three quarters")),
)


@get("/p/{partnership:str}/decisions/new", name="new-decision")
async def new_decision(
    page: NamedDependency[Page], wording: FromQuery[str] = "", goal: FromQuery[str] = ""
) -> Response[str]:
    """The form to put a question about a wording, a goal, or anything else."""
    kind = "wording" if wording else "goal" if goal else ""
    return show_form(page, kind, wording or goal)


def show_form(page: Page, kind: str, subject: str, problem: Problem | None = None) -> Response[str]:
    """The form, with what was typed if it was refused."""
    if not page.views.live:
        raise page.not_here()
    wording = page.views.charter.wordings.get(subject) if kind == "wording" else None
    found = {
        "wording": wording,
        "goal": page.views.goals.goals.get(subject) if kind == "goal" else None,
    }
    if kind and found.get(kind) is None:
        raise page.not_here()
    shared = {
        **found,
        **choices(page),
        "spoken": spoken(page.audience, wording) if wording else None,
        "subject_kind": kind,
        "subject_id": subject,
        "suggested": suggested(page, kind, subject),
    }
    return page.show("decisions/new.html", shared, page="decisions", problem=problem)


def choices(page: Page) -> dict[str, Any]:
    """What the form lets people choose from, in the reader's language."""
    offered: dict[str, tuple[tuple[str, ...], ...]] = {
        "methods": METHODS,
        "electorates": ELECTORATES,
        "closings": CLOSINGS,
        "quorums": QUORUMS,
        "thresholds": THRESHOLDS,
    }
    return {
        name: [(value, *(translated(label, page.language) for label in labels)) for value, *labels in options]
        for name, options in offered.items()
    }


def suggested(page: Page, kind: str, subject: str) -> str:
    """A question to begin with; people can word it otherwise."""
    if kind == "wording":
        return translated(SUGGESTED[page.views.charter.wordings[subject].kind], page.language)
    return translated(SUGGESTED_GOAL, page.language) if kind == "goal" else ""


@post("/p/{partnership:str}/decisions", name="open-decision")
async def open_decision(page: NamedDependency[Page]) -> Response[Any]:
    """Put the question; the reader goes on to its page."""
    fields = await page.form()
    given = fields.get("subject")
    subject = given if isinstance(given, dict) else {}
    kind, about = str(subject.get("kind", "")), str(subject.get("id", ""))
    closes_in = str(fields.pop("closes_in", "by hand"))

    decision = await page.command_id()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        if problem is None:
            return Response("", headers={"HX-Redirect": f"{page.base}/decisions/{decision}"})
        shown = also_typed(problem, closes_in=closes_in)
        return show_form(page, kind if kind in ("wording", "goal") else "", about, shown)

    timed = {**fields, "zone": page.reader.zone, "closes_at": closing(page, closes_in) or ""}
    return await page.perform(OpenDecision, timed, back=f"/decisions/{decision}", again=again)


def also_typed(problem: Problem | None, **typed: str) -> Problem | None:
    """The problem with what was chosen in fields that the command does not have."""
    if problem is None:
        return None
    return msgspec.structs.replace(problem, typed={**problem.typed, **typed})


def closing(page: Page, closes_in: str) -> str | None:
    """The evening of the day that many days from now, where the reader is; None: closed by hand."""
    if closes_in not in dict(CLOSINGS) or not closes_in.isdecimal():
        return None
    return evening(page, page.views.at, int(closes_in)).isoformat()


def evening(page: Page, since: datetime, days: int) -> datetime:
    """Eight o'clock in the evening, so many days after a moment, in the reader's zone."""
    zone = zone_of(page.reader.zone)
    return datetime.combine(since.astimezone(zone).date() + timedelta(days=days), EVENING, zone)


HANDLERS: list[Any] = [new_decision, open_decision]
