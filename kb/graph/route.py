"""The shortest round through a few stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import fsum

Distance = Callable[[int, int], float]
HOME = -1


def shortest_round(stops: int, distance: Distance, *, home: bool) -> list[int]:
    """Return the order of stops 0 to `stops` - 1 that makes the round from home, through all, home again shortest.

    Exact, by dynamic programming in O(2**n n**2): for a dozen stops at most. Of equal rounds the one that comes first
    by its numbers.

    Args:
        stops: how many there are.
        distance: between two stops, or a stop and HOME; symmetric, 0 or more.
        home: whether there is a home; without it the path from the first to the last stop is made shortest.
    Source: Held and Karp (1962), J. SIAM 10(1), 196-210, doi:10.1137/0110015.
    """
    if not stops:
        return []
    best = {(frozenset([stop]), stop): (_leg(distance, stop, home), [stop]) for stop in range(stops)}
    for size in range(2, stops + 1):
        for group in map(frozenset, combinations(range(stops), size)):
            for last in group:
                best[group, last] = _best_way(best, group, last, distance)
    everything = frozenset(range(stops))
    return min((best[everything, last][0] + _leg(distance, last, home), best[everything, last][1]) for last in everything)[1]


def _leg(distance: Distance, stop: int, home: bool) -> float:
    return distance(HOME, stop) if home else 0.0


def _best_way(
    best: dict[tuple[frozenset[int], int], tuple[float, list[int]]], group: frozenset[int], last: int, distance: Distance
) -> tuple[float, list[int]]:
    ways = ((best[group - {last}, before], before) for before in group - {last})
    return min((length + distance(before, last), [*way, last]) for (length, way), before in ways)


def length(order: Sequence[int], distance: Distance) -> float:
    """Return how long the round from home through stops in order and home again is."""
    legs = zip([HOME, *order], [*order, HOME], strict=True)
    return fsum(distance(one, other) for one, other in legs)
