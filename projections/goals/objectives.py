"""How far objectives are, and what a passing day does to them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from projections.goals.shape import Goals, Objective

LAST = date.max - timedelta(days=2)


def share_done(objective: Objective) -> Decimal:
    """How far an objective is: `(value − baseline) / (target − baseline)`, between 0 and 1.

    No unit. Source: ObjectiveDefined, ObjectiveRevised, ProgressReported. A target that equals the
    baseline counts as nothing done until the objective is achieved.
    """
    if objective.achieved:
        return Decimal(1)
    way = objective.target - objective.baseline
    if not way:
        return Decimal(0)
    return min(max((objective.value - objective.baseline) / way, Decimal(0)), Decimal(1))


def day_ends(day: date) -> datetime:
    """The moment a day is over everywhere: where the sun sets last, twelve hours after UTC.

    The last day that calendars know never ends: no page may fail over it.
    """
    return datetime.combine(min(day, LAST), time(12), UTC) + timedelta(days=1)


def is_waited_for(objective: Objective, at: datetime) -> bool:
    """Whether its day has passed and it is not achieved."""
    return objective.achieved is None and at >= day_ends(objective.due)


def next_change(view: Goals, at: datetime) -> datetime | None:
    """When the view next looks different though nothing happens: the next objective's day passes."""
    ends = [
        day_ends(objective.due)
        for goal in view.goals.values()
        for objective in goal.objectives.values()
        if objective.achieved is None
    ]
    return min((end for end in ends if end > at), default=None)
