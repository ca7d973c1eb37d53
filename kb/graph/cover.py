"""Choosing a few cities that together show the most, and the order to travel them in."""

from __future__ import annotations

from math import fsum

from kb.graph.asking import Asking
from kb.graph.offers import Offer
from kb.graph.route import HOME, length, shortest_round
from kb.graph.scores import Scores
from kb.graph.sights import Sights
from kb.model import PlaceId, PracticeId


def greedy_cover(found: Sights, weight: Scores, stops: int, scores: Scores) -> dict[PlaceId, tuple[list[Offer], float]]:
    """Return the cities chosen, each with what it adds and how much that weighs, in the order of choice.

    Of cities that add as much, the one that scores higher on its own, then by id.
    """
    chosen: dict[PlaceId, tuple[list[Offer], float]] = {}
    seen: set[PracticeId] = set()
    for _ in range(stops):
        gains = {city: fsum(weight[offer.practice] for offer in offers if offer.practice not in seen) for city, offers in found.items()}
        best = min(gains, key=lambda city: (-gains[city], -scores[city], city), default=None)
        if best is None or not gains[best]:
            break
        chosen[best] = [offer for offer in found[best] if offer.practice not in seen], gains[best]
        seen.update(offer.practice for offer in found[best])
    return chosen


def journey(asking: Asking, cities: list[PlaceId]) -> tuple[list[PlaceId], float | None]:
    """Return cities in the order of the shortest round from home, those without a location last, and its length in km.

    The length is None where home or one of the cities has no known location, or there are no cities.
    """
    atlas = asking.landscape.atlas
    placed = sorted(city for city in cities if atlas.location(city))
    home = atlas.location(asking.actor) is not None

    def distance(one: int, other: int) -> float:
        ends = (asking.actor if stop == HOME else placed[stop] for stop in (one, other))
        return atlas.distance_km(*ends) or 0.0

    order = shortest_round(len(placed), distance, home=home)
    whole = home and len(placed) == len(cities) and bool(cities)
    last = sorted(set(cities) - set(placed))
    return [*(placed[stop] for stop in order), *last], length(order, distance) if whole else None
