"""What only one reader sees on the promise pages: what they promised, and what they could confirm."""

from typing import Any

from projections import contributions, goals
from projections.contributions import Promise
from web.page import Page
from web.pages.promises.contexts import looked_at

GOALS_OFFERED = 100
EYES_ASKED_FOR = 5


def is_own(page: Page, promise: Promise) -> bool:
    """Whether the reader promised it, did it, or speaks for the partner: then others have to confirm it."""
    people = {promise.made.person, *(delivery.provenance.person for delivery in promise.deliveries[-1:])}
    return promise.partner in page.reader.acting or page.reader.person in people


def my_promises(page: Page) -> dict[str, Any]:
    """The reader's own promises, and what waits for a second pair of eyes like theirs."""
    view, partner, at = page.views.promises, page.reader.partner or "", page.views.at
    own = contributions.of_partner(view, partner)
    eyes = [one for one in contributions.waiting_for_eyes(view, partner) if not is_own(page, one)]
    return {
        "is_own": lambda promise: is_own(page, promise),
        "my_open": [looked_at(one, at) for one in own if one.stage not in ("confirmed", "let go")],
        "my_eyes": [looked_at(one, at) for one in eyes[:EYES_ASKED_FOR]],
        "my_follow_through": contributions.follow_through(own, at) if page.reader.on_behalf_of else None,
    }


def form_choices(page: Page, chosen: str | None) -> dict[str, Any]:
    """The goals that a promise may serve: adopted ones, and the one the reader came from."""
    view = page.views.goals
    offered = goals.with_status(view, "adopted")[:GOALS_OFFERED]
    came_from = view.goals.get(chosen or "")
    if came_from and came_from not in offered:
        offered.append(came_from)
    naming = page.services.rendering.shared(page.views, page.audience)["naming"]
    return {
        "goal_options": [(goal.id, shortened(naming.text(goal.title))) for goal in offered],
        "goal_chosen": came_from.id if came_from else "",
    }


def shortened(text: str) -> str:
    """A title that fits a list to choose from."""
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
