"""What the templates of goals are given: the same for page, push and replay."""

from typing import Any, NamedTuple

from events.goals import (
    Horizon,
)
from projections import contributions, goals
from projections.contributions import Promise, PromiseState
from projections.goals import Goal, GoalStatus
from projections.views import Views
from web.pages.goals.curve import curve
from web.pages.promise_words import STATES as PROMISE_STATES
from web.reader import Audience
from web.rendering.language import gettext_noop as N_

ON_ONE_PAGE = 50
PRIORITIES_SHOWN = 5
ACTING = ("member", "facilitator")
LOOKING = frozenset(("observer", "funder", "auditor"))

HEADINGS: dict[GoalStatus, str] = {
    "adopted": N_("What we are working on"),
    "achieved": N_("Reached"),
    "proposed": N_("Proposed"),
    "dropped": N_("Let go"),
}
STATUS: dict[GoalStatus, tuple[str, str]] = {
    "adopted": (N_("adopted"), "good"),
    "achieved": (N_("reached"), "done"),
    "proposed": (N_("proposed"), "open"),
    "dropped": (N_("set aside"), ""),
}
HORIZONS: dict[Horizon, str] = {
    "short term": N_("within the year"),
    "long term": N_("over several years"),
}


class Part(NamedTuple):
    """A stretch of the list that fits one page: goals `first` to `last` of `total`, of `parts` in all.

    `number` 0 is the whole list on one page.
    """

    number: int
    parts: int
    first: int
    last: int
    total: int

    @property
    def element(self) -> str:
        """The id of the list on this part: only the first part is pushed to, as "goal-list"."""
        return "goal-list" if self.number == 1 else f"goal-list-{self.number or 'all'}"


def stretch(number: int, total: int) -> Part:
    """The part of that number."""
    first = (number - 1) * ON_ONE_PAGE + 1
    return Part(number, parts_of(total), first, min(number * ON_ONE_PAGE, total), total)


def parts_of(total: int) -> int:
    """How many parts a list has."""
    return max(1, -(-total // ON_ONE_PAGE))


class Shelf(NamedTuple):
    """The goals of one status on this part of the list."""

    status: GoalStatus
    heading: str
    goals: list[Goal]


class MadePossible(NamedTuple):
    """A promise to a goal, with what is said of it now."""

    promise: Promise
    state: PromiseState


def may_act(views: Views, audience: Audience) -> bool:
    """Whether forms are shown at all: never in replay, never to those who look only."""
    return views.live and audience.role in ACTING


def basics(views: Views, audience: Audience) -> dict[str, Any]:
    """What every template of goals uses."""
    return {
        "may_act": may_act(views, audience),
        "entitled": entitled(views),
        "status_words": STATUS,
        "horizon_words": HORIZONS,
        "promise_words": PROMISE_STATES,
    }


def entitled(views: Views) -> int:
    """How many people may vote on goals now: a count, unit: people. Source: the directory.

    Everybody who holds a seat or acts for an organisation, but for those whose role is to look.
    """
    return sum(
        1
        for person in views.directory.people.values()
        if person.left is None
        and (person.in_own_right or person.mandates)
        and LOOKING.isdisjoint(person.roles)
    )


# --- the list --------------------------------------------------------------------------------------


def in_order(views: Views) -> list[Goal]:
    """Every goal once, as the list shows them: dropped ones last."""
    return [*goals.listing(views.goals), *goals.with_status(views.goals, "dropped")]


def list_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """The list of goals; `item` is the number of a part, or "all"."""
    everything = in_order(views)
    part = part_of(len(everything), item)
    shown = everything[part.first - 1 : part.last] if everything else []
    others = [stretch(number, part.total) for number in range(1, part.parts + 1)] if part.parts > 1 else []
    return basics(views, audience) | {"part": part, "stretches": others, "shelves": shelves(shown)}


def part_of(total: int, wanted: str | None) -> Part:
    """The part that was asked for, or the nearest there is."""
    if wanted == "all":
        return Part(0, parts_of(total), 1, total, total)
    number = int(wanted) if wanted and wanted.isdecimal() and len(wanted) < 9 else 1
    return stretch(min(max(number, 1), parts_of(total)), total)


def part_with(views: Views, goal: str) -> int:
    """The number of the part that a goal stands on."""
    place = next((n for n, one in enumerate(in_order(views)) if one.id == goal), 0)
    return place // ON_ONE_PAGE + 1


def shelves(shown: list[Goal]) -> list[Shelf]:
    """The goals of a part, by status; only those shelves that have some."""
    by_status: dict[GoalStatus, list[Goal]] = {status: [] for status in HEADINGS}
    for goal in shown:
        by_status[goal.status].append(goal)
    return [Shelf(status, HEADINGS[status], found) for status, found in by_status.items() if found]


def priorities_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """What comes first for all together."""
    return basics(views, audience) | {
        "priorities": goals.priorities(views.goals)[:PRIORITIES_SHOWN],
        "rankers": len(views.goals.ranks),
    }


# --- one goal --------------------------------------------------------------------------------------


def tally_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """The counts of one goal."""
    goal = views.goals.goals.get(item or "")
    return None if goal is None else basics(views, audience) | {"goal": goal}


def goal_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """Everything shared on the page of one goal."""
    shared = tally_context(views, audience, item)
    if shared is None:
        return None
    goal: Goal = shared["goal"]
    return shared | {
        "curves": {one.id: curve(one) for one in goal.objectives.values()},
        "waited_for": {one.id for one in goal.objectives.values() if goals.is_waited_for(one, views.at)},
        "made_possible": made_possible(views, audience, goal),
    }


def objective_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """What one objective shows."""
    objective = goals.objective_of(views.goals, item or "")
    if objective is None:
        return None
    return (goal_context(views, audience, objective.goal) or {}) | {"objective": objective}


def made_possible(views: Views, audience: Audience, goal: Goal) -> list[MadePossible]:
    """The promises to a goal that were not let go; who looks from outside sees none of them."""
    if audience.role == "observer":
        return []
    found = contributions.for_goal(views.promises, goal.id)
    return [made_possible_line(views, one) for one in found if one.stage != "let go"]


def made_possible_line(views: Views, promise: Promise) -> MadePossible:
    """One promise with what is said of it now."""
    return MadePossible(promise, contributions.state(promise, views.at))


def line_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """One promise among those that made a goal possible."""
    promise = views.promises.promises.get(item or "")
    if promise is None or promise.goal is None or audience.role == "observer":
        return None
    return basics(views, audience) | {"line": made_possible_line(views, promise)}
