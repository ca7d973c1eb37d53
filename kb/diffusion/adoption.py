"""How adopters come over time: the adoption curve, its hazard, and the classes of adopters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean, stdev
from typing import NamedTuple


class Point(NamedTuple):
    """One period of an adoption curve."""

    period: int
    new: int  # adopters of the period
    cumulative: int  # adopters up to its end
    hazard: float | None  # new / at risk; None: nobody was left at risk


def adoption_curve(periods: Sequence[int], population: int) -> list[Point]:
    """Return one point for each period from the first adoption to the last.

    Args:
        periods: the period of each adopter, in any order.
        population: how many could adopt, adopters included.
    Returns:
        Counts, and hazard = new / (population - adopters of earlier periods): a rate per period and one at risk.
    Source: Allison (1982), Sociological Methodology 13, 61-98, doi:10.2307/270718; as `hazard_rate` of netdiffuseR.
    """
    new = Counter(periods)
    points: list[Point] = []
    earlier = 0
    for period in range(min(periods), max(periods) + 1) if periods else ():
        at_risk = population - earlier
        hazard = new[period] / at_risk if at_risk > 0 else None
        earlier += new[period]
        points.append(Point(period, new[period], earlier, hazard))
    return points


def mean_hazard(points: Sequence[Point], population: int) -> float | None:
    """Return adopters / periods at risk, summed over those at risk in each period of a curve; None where nobody was at risk."""
    at_risk = sum(max(0, population - point.cumulative + point.new) for point in points)
    return sum(point.new for point in points) / at_risk if at_risk else None


def adopter_classes(times: Sequence[float], *, rogers: bool = False) -> list[int]:
    """Return the class of each adopter by its time, 0 for the earliest class; whoever lies on a cut is in the earlier one.

    Args:
        times: of adoption, two different ones at least, in any unit.
        rogers: five classes, cut at mean - 2 sd, mean - sd, mean and mean + sd (innovators, early adopters, early
            majority, late majority, laggards); otherwise Valente's four, in which innovators are early adopters. sd with n - 1.
    Source: Rogers (2003), Diffusion of Innovations, 5th ed.; Valente (1995), Network Models of the Diffusion of
        Innovations; the four as `classify_adopters` of netdiffuseR.
    """
    middle, spread = mean(times), stdev(times)
    cuts = [middle - 2 * spread] * rogers + [middle - spread, middle, middle + spread]
    return [sum(time > cut for cut in cuts) for time in times]
