"""How adopters come over time: the adoption curve, its hazard, and the categories of adopters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean, stdev

from kb.graph.rows import AdopterCategory, SpreadPoint

FEWEST = 10  # dated adopters: with fewer, a mean and a deviation say nothing of one of them


def curve(years: Sequence[int], population: int) -> tuple[SpreadPoint, ...]:
    """Return one point for each year from the first adoption to the last.

    Args:
        years: the year of each dated adopter, in any order.
        population: how many could adopt, adopters included.
    Returns:
        New and cumulative adopters; hazard = new / (population - adopters of earlier years), a rate per year and
        actor at risk, None where nobody is left at risk.
    Source: Allison (1982), Sociological Methodology 13, 61-98, doi:10.2307/270718; as `hazard_rate` of netdiffuseR.
    """
    new = Counter(years)
    points: list[SpreadPoint] = []
    earlier = 0
    for year in range(min(years), max(years) + 1) if years else ():
        at_risk = population - earlier
        hazard = new[year] / at_risk if at_risk > 0 else None
        earlier += new[year]
        points.append(SpreadPoint(year=year, new_adopters=new[year], cumulative=earlier, hazard=hazard))
    return tuple(points)


def categories(years: Sequence[int]) -> list[AdopterCategory | None]:
    """Return the category of each adopter by the year of adoption, in the order given.

    Cuts at mean - sd, mean and mean + sd of the years (sd with n - 1); whoever lies on a cut is in the earlier class.
    None for all of fewer than ten adopters, and where all came in one year.

    Source: Valente (1995), Network Models of the Diffusion of Innovations; as `classify_adopters` of netdiffuseR.
    """
    if len(years) < FEWEST or len(set(years)) == 1:
        return [None] * len(years)
    middle, spread = mean(years), stdev(years)
    return [_category(year, middle, spread) for year in years]


def _category(year: int, middle: float, spread: float) -> AdopterCategory:
    if year <= middle - spread:
        return AdopterCategory.EARLY_ADOPTER
    if year <= middle:
        return AdopterCategory.EARLY_MAJORITY
    return AdopterCategory.LATE_MAJORITY if year <= middle + spread else AdopterCategory.LAGGARD
