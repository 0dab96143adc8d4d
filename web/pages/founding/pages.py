"""Showing the pages of a founding: one thing a page, with where one is and how to go on later."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from web.door import Problem
from web.pages.founding.drafts import AnyRequest, Draft
from web.plain import show_plain
from web.rendering.language import gettext_noop as N_
from web.sentences import labels

STEPS = ("question", "we", "approach", "waves", "quick-win", "roster", "start")
TITLES = {
    "question": N_("What is it about?"),
    "we": N_("What kind of “we” is it?"),
    "approach": N_("Start small or large?"),
    "waves": N_("Who comes in when?"),
    "quick-win": N_("A first quick win"),
    "roster": N_("Who is to be at the table?"),
    "check": N_("Have a look at the list"),
    "start": N_("Ready to start"),
    "sheet": N_("Codes to hand out"),
}


def place_of(step: str) -> int:
    """The number of a page, from 1; looking at the list belongs to the list."""
    return STEPS.index("roster" if step == "check" else step) + 1


def after(step: str) -> str:
    """The page that follows."""
    return STEPS[min(place_of(step), len(STEPS) - 1)]


def before(step: str) -> str | None:
    """The page before."""
    number = place_of(step)
    return STEPS[number - 2] if number > 1 else None


def show_step(
    request: AnyRequest,
    draft: Draft,
    step: str,
    more: Mapping[str, Any] | None = None,
    *,
    problem: Problem | None = None,
) -> Response[str]:
    """A page with what was entered, or with what was typed and why it was not taken."""
    context = {
        "draft": draft,
        "entered": draft.entered,
        "step": step,
        "title": TITLES[step],
        "number": place_of(step) if step != "sheet" else None,
        "of": len(STEPS),
        "before": before(step) if step != "sheet" else None,
        "labels": labels,
        "problem": problem,
        **(more or {}),
    }
    template = f"founding/{step.replace('-', '_')}.html"
    return show_plain(request, template, context, problem.status if problem else 200)
