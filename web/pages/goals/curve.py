"""The small picture of an objective's way: where it stood and when, beside the plan."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from projections.goals import Objective, day_ends

WIDTH, HEIGHT = 320, 120
LEFT, RIGHT, TOP, BOTTOM = 12, 12, 24, 24
"""Room around the curve, for the words at its ends."""


class Point(NamedTuple):
    """A place in the picture, and the value it stands for."""

    x: float
    y: float
    value: Decimal


class Curve(NamedTuple):
    """What the picture draws: the plan as a line from first to last, and every report as a point."""

    plan: tuple[Point, Point]
    reports: list[Point]

    @property
    def rising(self) -> bool:
        """Whether more is better: then the plan ends above where it begins."""
        return self.plan[1].value >= self.plan[0].value

    @property
    def now(self) -> Point:
        """Where it stands."""
        return self.reports[-1] if self.reports else self.plan[0]

    @property
    def anchor(self) -> str:
        """Which way the word at `now` grows, so that it stays inside the picture."""
        if self.now.x < WIDTH / 4:
            return "start"
        return "end" if self.now.x > WIDTH * 3 / 4 else "middle"

    @property
    def aside(self) -> int:
        """How far the word at `now` stands from the line, sideways."""
        return {"start": 8, "middle": 0, "end": -8}[self.anchor]

    @property
    def line(self) -> str:
        """The way so far, as the points of an SVG polyline that begins at the baseline."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in (self.plan[0], *self.reports))


class Frame(NamedTuple):
    """The stretch of time and of values that the picture covers."""

    first: datetime
    last: datetime
    low: Decimal
    high: Decimal

    def place(self, when: datetime, value: Decimal) -> Point:
        """Where a value at a moment stands in the picture; its upper left corner is 0, 0."""
        span = (self.last - self.first).total_seconds() or 1.0
        share = (when - self.first).total_seconds() / span
        height = float((value - self.low) / (self.high - self.low or Decimal(1)))
        x = LEFT + share * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - height * (HEIGHT - TOP - BOTTOM)
        return Point(round(x, 1), round(y, 1), value)


def curve(objective: Objective) -> Curve:
    """The picture of this objective as last agreed."""
    begun, due = objective.defined.when, day_ends(objective.due)
    values = [objective.baseline, objective.target, *(report.value for report in objective.reports)]
    moments = [begun, due, *(report.provenance.when for report in objective.reports)]
    frame = Frame(min(moments), max(moments), min(values), max(values))
    plan = (frame.place(begun, objective.baseline), frame.place(due, objective.target))
    reports = [frame.place(report.provenance.when, report.value) for report in objective.reports]
    return Curve(plan, reports)
