"""Names beside points on a map, so that none covers another, a point, or the line from another name to its point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

from kb.figures.style import LABEL, width

Point = tuple[float, float]
HIGH = 0.15  # of a name
_REACH = (0.1, 0.2, 0.32, 0.46, 0.62, 0.8, 1.0)  # inches from a point to its name
_LINE = 0.14  # a name so far away gets a line to its point
_MARK = 0.055  # half of a point's width
_SPARE = 0.02


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of paper."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles have a part in common."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        """Tell whether it lies wholly inside another."""
        return self.left >= other.left and self.right <= other.right and self.top >= other.top and self.bottom <= other.bottom

    def nearest(self, point: Point) -> Point:
        """Return the point of it that is nearest to another."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)

    def crossed(self, start: Point, end: Point) -> bool:
        """Tell whether a line runs through it: whether it has a part between all four sides (Liang and Barsky, 1984)."""
        along, down = end[0] - start[0], end[1] - start[1]
        first, last = 0.0, 1.0
        sides = (
            (-along, start[0] - self.left),
            (along, self.right - start[0]),
            (-down, start[1] - self.top),
            (down, self.bottom - start[1]),
        )
        for towards, room in sides:
            if towards == 0 and room < 0:
                return False
            if towards < 0:
                first = max(first, room / towards)
            elif towards > 0:
                last = min(last, room / towards)
        return first <= last

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    """A name and where it stands."""

    box: Box
    line: tuple[Point, Point] | None  # from the point to the name


@dataclass(slots=True)
class Placing:
    """Finds room for one name after another.

    Args:
        frame: within which names stay.
        points: that no name may cover.
        arrows: points along arrows, n x 2, that no name covers where there is room elsewhere.
    """

    frame: Box
    points: Sequence[Point]
    arrows: NDArray[np.float64]
    placed: list[Placed] = field(default_factory=list)

    def place(self, point: Point, text: str) -> Placed | None:
        """Return where a point's name may stand, as near as can be; None where there is no room."""
        best = None  # the first that is free but for an arrow
        for box in _around(point, width(text, LABEL)):
            found = Placed(box, self._line(point, box))
            if self._free(found, point):
                if not self._on_arrow(box):
                    best = found
                    break
                best = best or found
        if best:
            self.placed.append(best)
        return best

    def _on_arrow(self, box: Box) -> bool:
        x, y = self.arrows[:, 0], self.arrows[:, 1]
        return bool(((x >= box.left) & (x <= box.right) & (y >= box.top) & (y <= box.bottom)).any())

    def _line(self, point: Point, box: Box) -> tuple[Point, Point] | None:
        end = box.nearest(point)
        return (point, end) if hypot(end[0] - point[0], end[1] - point[1]) > _LINE else None

    def _free(self, new: Placed, own: Point) -> bool:
        if not new.box.within(self.frame):
            return False
        if any(new.box.meets(_mark(point)) for point in self.points):
            return False
        for other in self.placed:
            if new.box.meets(other.box) or (other.line and new.box.crossed(*other.line)) or (new.line and other.box.crossed(*new.line)):
                return False
        return not (new.line and any(_mark(point).crossed(*new.line) for point in self.points if point != own))


def _mark(point: Point) -> Box:
    return Box(point[0] - _MARK, point[1] - _MARK, point[0] + _MARK, point[1] + _MARK)


def _around(point: Point, wide: float) -> Iterator[Box]:
    """Yield where a name may stand around its point: right, left, above and below first, the nearest first."""
    for reach in _REACH:
        for eighth in (0, 8, -2, 2, -6, 6, -4, 4, -1, 1, -7, 7, -3, 3, -5, 5):
            x, y = point[0] + reach * cos(eighth * pi / 8), point[1] + reach * sin(eighth * pi / 8)
            across = cos(eighth * pi / 8)
            left = x if across > 0.3 else x - wide if across < -0.3 else x - wide / 2
            yield Box(left - _SPARE, y - HIGH / 2, left + wide + _SPARE, y + HIGH / 2)
