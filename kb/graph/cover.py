"""Choosing cities one by one, each for what it adds to those chosen before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from heapq import heapify, heappop, heappushpop
from itertools import islice
from math import fsum

from kb.graph.offers import Offer
from kb.graph.sights import Sights, Value
from kb.model import PlaceId, PracticeId

AGAIN = 0.5  # what a practice is still worth for each city higher up in a ranking that shows it too
Added = dict[PlaceId, tuple[list[Offer], float]]
Nearness = Callable[[PlaceId], tuple[float, str]]


def one_by_one(cities: Collection[PlaceId], gain: Callable[[PlaceId], float], nearness: Nearness) -> Iterator[tuple[PlaceId, float]]:
    """Yield the city that gains most, then the one that gains most given the first, and so on while any gains anything.

    What a city gains may change after each choice, but must never grow: only those whose last known gain could still be
    the largest are asked again. Of equal gains the nearer city comes first, then by id.

    Source: Minoux (1978), Accelerated greedy algorithms, LNCIS 7, 234-243, doi:10.1007/BFb0006528.
    """
    waiting = [(-gain(city), nearness(city), city) for city in cities]
    heapify(waiting)
    while waiting:
        _, near, city = heappop(waiting)
        current = (-gain(city), near, city)
        while waiting and current > waiting[0]:
            _, near, city = heappushpop(waiting, current)
            current = (-gain(city), near, city)
        if not current[0]:
            return
        yield city, -current[0]


def varied(found: Sights, value: Value, nearness: Nearness, first: int) -> dict[PlaceId, float]:
    """Return the first cities and their scores: the value of what each shows, halved for each city above that shows it too.

    So a practice that can be seen in a hundred places brings one or two of them to the top, not all.

    Source: Clarke et al. (2008), Novelty and diversity in information retrieval evaluation, SIGIR, 659-666,
    doi:10.1145/1390334.1390446 (a piece of information seen k times before counts (1 - alpha) ** k, alpha = 1/2).
    """
    worth = _worth(found, value)
    left: dict[PracticeId, float] = {}  # of the value of what is shown above

    def gain(city: PlaceId) -> float:
        return fsum(each * left.get(practice, 1.0) for practice, each in worth[city])

    rows: dict[PlaceId, float] = {}
    for city, score in islice(one_by_one(found, gain, nearness), first):
        rows[city] = score
        left.update({practice: AGAIN * left.get(practice, 1.0) for practice, _ in worth[city]})
    return rows


def best_cover(found: Sights, value: Value, nearness: Nearness, stops: int) -> Added:
    """Return the cities chosen, each with what no city chosen before it shows, and the value of that, in the order of choice.

    Where a practice is worth the same wherever it is seen, what is shown together is monotone and submodular, and so at
    least 1 - 1/e (63 %) of the most that as many cities could show. Where it is worth more in one city than in another,
    that is no promise: nobody travels on to see better what was seen already.

    Source: Nemhauser, Wolsey and Fisher (1978), Mathematical Programming 14, 265-294, doi:10.1007/BF01588971.
    """
    worth = _worth(found, value)
    seen: set[PracticeId] = set()
    chosen: Added = {}

    def gain(city: PlaceId) -> float:
        return fsum(each for practice, each in worth[city] if practice not in seen)

    for city, added in islice(one_by_one(found, gain, nearness), stops):
        chosen[city] = [offer for offer in found[city] if offer.practice not in seen], added
        seen.update(offer.practice for offer in found[city])
    return chosen


def _worth(found: Sights, value: Value) -> dict[PlaceId, list[tuple[PracticeId, float]]]:
    return {city: [(offer.practice, value(offer)) for offer in offers] for city, offers in found.items()}
