"""What there is to see elsewhere of the practices that a place lacks, and how much that is."""

from __future__ import annotations

from collections.abc import Collection
from math import fsum, inf, log2

from kb.errors import InvalidInput
from kb.graph.asking import Asking
from kb.graph.hosts import hosts, seen_at
from kb.graph.landscape import Landscape
from kb.graph.offers import Offer
from kb.graph.reasons_visits import offer_reasons, visit_reasons
from kb.graph.recommend import ranked
from kb.graph.rows import PracticeRow, VisitRow
from kb.graph.scores import Scores
from kb.model import NodeKind, PlaceId, kind_of

STALE = 0.25  # how fresh a practice still is where its last sign is old, or undated
MOST_PRACTICES = 100  # that one row names
Sights = dict[PlaceId, list[Offer]]


def sights(asking: Asking, countries: Collection[PlaceId], max_distance_km: float | None) -> Sights:
    """Return the municipalities that meet the conditions, with what can be seen there that the asking place lacks."""
    if max_distance_km is not None and not 0 <= max_distance_km < inf:
        raise InvalidInput(f"the distance is {max_distance_km:g} km; it is 0 or more")
    asking.landscape.check(countries, NodeKind.COUNTRY)
    found: Sights = {}
    for practice in asking.candidates:
        for offer in asking.offers(practice):
            if kind_of(offer.actor) == NodeKind.CITY:
                found.setdefault(offer.actor, []).append(offer)
    return {city: offers for city, offers in sorted(found.items()) if _meets(asking, city, countries, max_distance_km)}


def weights(landscape: Landscape, worth: Scores) -> Scores:
    """Return what each practice weighs by its place among those to study: 1 / log2(1 + place), so 1, 0.63, 0.5 ...

    Source: the discount of Järvelin and Kekäläinen (2002), ACM TOIS 20(4), 422-446, doi:10.1145/582415.582418.
    """
    return {practice: 1 / log2(1 + place) for place, practice in enumerate(ranked(landscape, worth), 1)}


def visit_score(asking: Asking, city: PlaceId, offers: Collection[Offer], weight: Scores) -> float:
    """Return how much a city has to show: see `cities_to_visit`."""
    hosted = len(asking.landscape.records.hosted.get(city, ()))
    seen = fsum(weight[offer.practice] * max(STALE, asking.landscape.freshness(offer.last)) for offer in offers)
    return seen * (1 + hosted / (hosted + 1))


def visit_row(asking: Asking, city: PlaceId, offers: Collection[Offer], worth: Scores, score: float) -> VisitRow:
    """Say what a city shows, the practices most worth studying first, whom to ask for there, and why to go."""
    best = sorted(offers, key=lambda offer: (-worth[offer.practice], offer.practice))
    practices = tuple(
        PracticeRow(
            practice=offer.practice, score=worth[offer.practice], reasons=offer_reasons(asking, offer), seen_at=seen_at(asking, [offer])
        )
        for offer in best[:MOST_PRACTICES]
    )
    return VisitRow(
        city=city,
        score=score,
        distance_km=asking.landscape.atlas.distance_km(asking.actor, city),
        practices=practices,
        hosts=hosts(asking, city, [offer.practice for offer in offers]),
        reasons=visit_reasons(asking, city, best),
    )


def _meets(asking: Asking, city: PlaceId, countries: Collection[PlaceId], max_distance_km: float | None) -> bool:
    if countries and asking.landscape.atlas.country(city) not in countries:
        return False
    if max_distance_km is None:
        return True
    distance = asking.landscape.atlas.distance_km(asking.actor, city)
    return distance is not None and distance <= max_distance_km
