"""An ellipse around which seats stand at equal distances."""

from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from math import cos, dist, pi, sin, sqrt
from typing import NamedTuple

STEPS = 1440


class Point(NamedTuple):
    """A place in the drawing, x to the right and y downwards."""

    x: float
    y: float


class Ellipse(NamedTuple):
    """An ellipse around (cx, cy). Angles begin at the top and run clockwise, in turns: 0.25 is right."""

    cx: float
    cy: float
    rx: float
    ry: float

    def at(self, turn: float) -> Point:
        """The point at an angle."""
        angle = 2 * pi * turn
        return Point(self.cx + self.rx * sin(angle), self.cy - self.ry * cos(angle))

    def along(self, share: float) -> Point:
        """The point after a share of the whole way round; equal shares are equal distances."""
        return self.at(self.turn(share))

    def turn(self, share: float) -> float:
        """The angle after a share of the way round."""
        way = way_round(self)
        wanted = (share % 1) * way[-1]
        return bisect_left(way, wanted) / STEPS

    @property
    def length(self) -> float:
        """The way round, in drawing units."""
        return way_round(self)[-1]

    def smaller(self, by: float) -> "Ellipse":
        """The ellipse inside, its edge so far away from this one's at the four ends."""
        return Ellipse(self.cx, self.cy, self.rx - by, self.ry - by)

    def chord(self, above: float) -> float:
        """How wide the ellipse is at a distance above or below its middle."""
        return 2 * self.rx * sqrt(max(0.0, 1 - (above / self.ry) ** 2))


@lru_cache(maxsize=32)
def way_round(ellipse: Ellipse) -> list[float]:
    """The distance walked from the top to each of the steps."""
    points = [ellipse.at(step / STEPS) for step in range(STEPS + 1)]
    walked = [0.0]
    for here, there in pairwise(points):
        walked.append(walked[-1] + dist(here, there))
    return walked
