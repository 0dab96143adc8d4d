"""Goals, as their pages show them."""

from datetime import date
from decimal import Decimal

from events.goals import Horizon
from projections import goals
from projections.contributions import PromiseState
from projections.goals import Goal, GoalStatus, Objective, Plan, Report
from web.api.caller import Caller
from web.api.paging import Paged, one_page, pages_of
from web.api.shapes import Acted, PartnerNamed, Shape, Teller, Text
from web.pages.goals.contexts import PRIORITIES_SHOWN, MadePossible, entitled, in_order, made_possible


class VoteCounts(Shape, frozen=True, kw_only=True):
    """How many people said what. Who said what is nobody else's business."""

    support: int
    unsure: int
    against: int
    people: int
    entitled: int


class GoalLine(Shape, frozen=True, kw_only=True):
    """A goal in the list."""

    id: str
    title: Text
    status: GoalStatus
    horizon: Horizon | None
    proposed: Acted
    votes: VoteCounts


class First(Shape, frozen=True, kw_only=True):
    """A goal that people named among their first five: its points, and how many people named it."""

    goal: str
    title: Text
    points: int
    people: int


class Goals(Shape, frozen=True, kw_only=True):
    """What comes first for all together, and a page of the goals. `rankers`: how many people said so."""

    priorities: list[First]
    rankers: int
    goals: list[GoalLine]
    page: int
    pages: int


class Answers(Shape, frozen=True, kw_only=True):
    """Why a step is a good one, in the words of whoever defined it."""

    specific: Text
    measurable: Text
    achievable: Text
    relevant: Text
    time_bound: Text


class PlanShown(Shape, frozen=True, kw_only=True):
    """Target and day as agreed at one moment."""

    target: Decimal
    due: date
    why: Text | None
    agreed: Acted


class ReportShown(Shape, frozen=True, kw_only=True):
    """Where a step stood."""

    value: Decimal
    evidence: Text | None
    reported: Acted


class ObjectiveShown(Shape, frozen=True, kw_only=True):
    """A step that can be measured. `owner` is missing where this reader does not see people."""

    id: str
    title: Text
    answers: Answers
    baseline: Decimal
    target: Decimal
    value: Decimal
    unit: Text
    owner: PartnerNamed | None
    due: date
    reached: bool
    waited_for: bool
    plans: list[PlanShown]
    reports: list[ReportShown]


class PromiseToGoal(Shape, frozen=True, kw_only=True):
    """A promise that makes the goal possible."""

    id: str
    partner: PartnerNamed
    title: Text
    state: PromiseState


class GoalShown(Shape, frozen=True, kw_only=True):
    """One goal. `promises` is missing for who looks from outside."""

    id: str
    title: Text
    why: Text | None
    status: GoalStatus
    horizon: Horizon | None
    proposed: Acted
    since: Acted
    why_dropped: Text | None
    decision: str | None
    votes: VoteCounts
    objectives: list[ObjectiveShown]
    promises: list[PromiseToGoal] | None


def all_goals(caller: Caller, asked: Paged) -> Goals:
    """The goals for this reader."""
    tell, everything = Teller(caller.naming), in_order(caller.views)
    shown, page = one_page(everything, asked)
    first = goals.priorities(caller.views.goals)[:PRIORITIES_SHOWN]
    return Goals(
        priorities=[
            First(goal=one.goal.id, title=tell.words(one.goal.title), points=one.points, people=one.people)
            for one in first
        ],
        rankers=len(caller.views.goals.ranks),
        goals=[goal_line(caller, tell, one) for one in shown],
        page=page,
        pages=pages_of(len(everything)),
    )


def goal_line(caller: Caller, tell: Teller, goal: Goal) -> GoalLine:
    """One goal in the list."""
    return GoalLine(
        id=goal.id,
        title=tell.words(goal.title),
        status=goal.status,
        horizon=goal.horizon,
        proposed=tell.act(goal.proposed),
        votes=votes(caller, goal),
    )


def votes(caller: Caller, goal: Goal) -> VoteCounts:
    """The counts of a goal."""
    counted = goal.votes
    return VoteCounts(
        support=counted.support,
        unsure=counted.unsure,
        against=counted.against,
        people=counted.people,
        entitled=max(entitled(caller.views), counted.people),
    )


def one_goal(caller: Caller, item: str) -> GoalShown | None:
    """The goal of that id for this reader."""
    goal = caller.views.goals.goals.get(item)
    if goal is None:
        return None
    tell = Teller(caller.naming)
    promises = [promised(tell, one) for one in made_possible(caller.views, caller.audience, goal)]
    return GoalShown(
        id=goal.id,
        title=tell.words(goal.title),
        why=tell.maybe(goal.why),
        status=goal.status,
        horizon=goal.horizon,
        proposed=tell.act(goal.proposed),
        since=tell.act(goal.since),
        why_dropped=tell.maybe(goal.why_dropped),
        decision=goal.decision,
        votes=votes(caller, goal),
        objectives=[objective(caller, tell, one) for one in goal.objectives.values()],
        promises=promises if caller.insider else None,
    )


def objective(caller: Caller, tell: Teller, one: Objective) -> ObjectiveShown:
    """One step with its plans and reports."""
    owner = caller.views.directory.partners.get(one.owner)
    known = caller.insider or (owner is not None and owner.kind == "organisation")
    letters = {name: tell.words(getattr(one.smart, name)) for name in one.smart.__struct_fields__}
    return ObjectiveShown(
        id=one.id,
        title=tell.words(one.title),
        answers=Answers(**letters),
        baseline=one.baseline,
        target=one.target,
        value=one.value,
        unit=tell.words(one.unit),
        owner=tell.partner(one.owner) if known else None,
        due=one.due,
        reached=one.achieved is not None,
        waited_for=goals.is_waited_for(one, caller.views.at),
        plans=[plan(tell, agreed) for agreed in one.plans],
        reports=[report(tell, reported) for reported in one.reports],
    )


def plan(tell: Teller, one: Plan) -> PlanShown:
    """What was agreed at one moment."""
    return PlanShown(target=one.target, due=one.due, why=tell.maybe(one.why), agreed=tell.act(one.provenance))


def report(tell: Teller, one: Report) -> ReportShown:
    """Where it stood at one moment."""
    evidence = tell.maybe(one.evidence)
    return ReportShown(value=one.value, evidence=evidence, reported=tell.act(one.provenance))


def promised(tell: Teller, one: MadePossible) -> PromiseToGoal:
    """One promise to a goal."""
    promise = one.promise
    partner, title = tell.partner(promise.partner), tell.words(promise.title)
    return PromiseToGoal(id=promise.id, partner=partner, title=title, state=one.state)
