"""How adopters come over time: the adoption curve, its hazard, and the categories of adopters."""

from __future__ import annotations

from collections.abc import Sequence

from kb.diffusion.adoption import adopter_classes, adoption_curve
from kb.graph.rows import AdopterCategory, SpreadPoint

FEWEST = 10  # dated adopters: with fewer, a mean and a deviation say nothing of one of them
_CATEGORIES = tuple(AdopterCategory)  # the earliest first


def curve(years: Sequence[int], population: int) -> tuple[SpreadPoint, ...]:
    """Return one point for each year from the first adoption to the last, with the hazard: see `kb.diffusion.adoption`.

    Args:
        years: the year of each dated adopter, in any order.
        population: how many could adopt, adopters included.
    """
    points = adoption_curve(years, population)
    return tuple(SpreadPoint(year=year, new_adopters=new, cumulative=up_to, hazard=hazard) for year, new, up_to, hazard in points)


def categories(years: Sequence[int]) -> list[AdopterCategory | None]:
    """Return the category of each adopter by the year of adoption, in the order given: see `kb.diffusion.adoption`.

    None for all of fewer than ten adopters, and where all came in one year.
    """
    if not can_be_told_apart(years):
        return [None] * len(years)
    return [_CATEGORIES[number] for number in adopter_classes(years)]


def can_be_told_apart(years: Sequence[int]) -> bool:
    """Tell whether there are enough adopters, in more than one year, to put each into a class."""
    return len(years) >= FEWEST and len(set(years)) > 1
