"""What only one reader sees on the goal pages: their votes, and what comes first for them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from projections import goals
from projections.goals import Goal
from web.page import Page


class Ranked(NamedTuple):
    """One of a reader's first goals, and the whole order after each button beside it."""

    goal: Goal
    up: str
    down: str
    without: str


def my_votes(page: Page, shown: Iterable[Goal], part: int | None = None) -> dict[str, Any]:
    """The reader's votes on the goals shown; `part` is the part of the list they stand on."""
    view, person = page.views.goals, page.reader.person
    votes = {goal.id: goals.vote_of(view, person, goal.id) for goal in shown}
    return {"my_votes": votes, "my_ranks": my_ranks(page), "part_number": "" if part is None else part}


def my_ranks(page: Page) -> list[str]:
    """What comes first for the reader, without goals that were dropped or reached since."""
    view = page.views.goals
    ranked = view.ranks.get(page.reader.person, ())
    return [goal for goal in ranked if view.goals[goal].status in ("proposed", "adopted")]


def my_priorities(page: Page) -> dict[str, Any]:
    """The reader's first goals, and how many proposed ones they have voted on."""
    view, ranks = page.views.goals, my_ranks(page)
    proposed = goals.with_status(view, "proposed")
    unvoted = goals.not_voted_on(view, page.reader.person)
    return {
        "my_ranks": ranks,
        "my_ranked_goals": [ranked(view.goals[goal], ranks) for goal in ranks],
        "my_open": len(proposed),
        "my_voted": len(proposed) - len(unvoted),
        "my_next": unvoted[0].id if unvoted else None,
    }


def ranked(goal: Goal, ranks: list[str]) -> Ranked:
    """A goal with the orders that its buttons ask for."""
    place = ranks.index(goal.id)
    without = [one for one in ranks if one != goal.id]
    up, down = list(without), list(without)
    up.insert(max(place - 1, 0), goal.id)
    down.insert(place + 1, goal.id)
    return Ranked(goal, ",".join(up), ",".join(down), ",".join(without))
