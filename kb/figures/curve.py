"""The adoption curve under a time line: adopters by the end of each year, and new ones in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.figures.paper import Paper
from kb.figures.rows import Scale
from kb.figures.style import BLUE, GRID, INK, LABEL, PALE, SKY, SMALL, width
from kb.graph.rows import SpreadPoint

HIGH = 1.5
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_TICKS = 5


def draw_curve(paper: Paper, curve: Sequence[SpreadPoint], scale: Scale, top: float) -> float:
    """Draw a curve of one point or more on the scale of the time line above it, and return how far down it reaches."""
    bottom, most = top + HIGH, curve[-1].cumulative
    high = HIGH / most
    right = scale.x(scale.last)
    for number in range(0, most + 1, step_of(most, _TICKS)):
        y = bottom - number * high
        paper.line([(scale.left, y), (right, y)], color=GRID, linewidth=0.6, zorder=0.8)
        paper.write(scale.left - 0.06, y, str(number), SMALL, ha="right", color=PALE)
    for point in curve:
        left, until = scale.x(point.year), scale.x(point.year + 1)
        gap = 0.1 * (until - left)
        paper.block(left + gap, bottom - point.new_adopters * high, until - gap, bottom, facecolor=SKY, zorder=0.9)
    ends = [(scale.x(point.year + 1), bottom - point.cumulative * high) for point in curve]
    paper.line([(scale.x(curve[0].year), bottom), *ends], color=BLUE, linewidth=1.8)
    paper.write(ends[-1][0] + 0.06, ends[-1][1], str(most), LABEL, color=BLUE, fontweight="bold")
    paper.line([(scale.left, bottom), (right, bottom)], color=INK, linewidth=0.8)
    write_years(paper, scale, bottom + 0.12)
    return bottom + 0.22


def write_years(paper: Paper, scale: Scale, y: float) -> None:
    """Write years in the middle of each, as many as there is room for."""
    for year in years_on(scale):
        paper.write(scale.x(year + 0.5), y, str(year), SMALL, ha="center", color=PALE)


def years_on(scale: Scale) -> Iterator[int]:
    """Yield the years that are written on a scale: round ones."""
    room = width("2000", SMALL) + 0.12
    step = next((each for each in _STEPS if each * scale.inches_per_year >= room), _STEPS[-1])
    return (year for year in range(scale.first, scale.last) if year % step == 0)


def step_of(most: int, ticks: int) -> int:
    """Return the round distance at which at most so many ticks, 0 aside, reach up to `most`."""
    return next((step for step in _STEPS if most / step <= ticks), -(-most // ticks))
