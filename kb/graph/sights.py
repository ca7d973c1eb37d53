"""What there is to see elsewhere of the practices that a place lacks, and how much that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from kb.errors import InvalidInput
from kb.graph.asking import Asking
from kb.graph.hosts import hosts, seen_at, to_be_seen
from kb.graph.landscape import Landscape
from kb.graph.ledger import Floats, ledger_of
from kb.graph.offers import Offer
from kb.graph.reasons_visits import MANY_PLACES, offer_reasons, visit_reasons
from kb.graph.recommend import ranked
from kb.graph.rows import PracticeRow, VisitRow
from kb.model import NodeKind, PlaceId, PracticeId

_CITY = f"{NodeKind.CITY}:"
STALE = 0.25  # how fresh a practice still is where its last sign is old, or undated: as if that were four years ago
MOST_PRACTICES = 100  # that one row names
Sights = dict[PlaceId, list[Offer]]
Value = Callable[[Offer], float]
Worth = Mapping[PracticeId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which cities are asked for."""

    countries: frozenset[PlaceId]  # none: all
    max_distance_km: float | None  # None: however far

    @classmethod
    def of(cls, landscape: Landscape, countries: Collection[PlaceId], max_distance_km: float | None) -> Limits:
        """Check limits. Raises NotFound and WrongKind for what is no country, InvalidInput for what is no distance."""
        if max_distance_km is not None and not 0 <= max_distance_km < inf:
            raise InvalidInput(f"the distance is {max_distance_km:g} km; it is 0 or more")
        landscape.check(countries, NodeKind.COUNTRY)
        return cls(countries=frozenset(countries), max_distance_km=max_distance_km)

    def abroad(self, asking: Asking, city: PlaceId) -> bool:
        """Tell whether a city is in none of the countries asked for."""
        return bool(self.countries) and asking.landscape.atlas.country(city) not in self.countries

    def too_far(self, asking: Asking, city: PlaceId) -> bool:
        """Tell whether a city is not known to lie near enough."""
        if self.max_distance_km is None:
            return False
        distance = asking.distance_km(city)
        return distance is None or distance > self.max_distance_km


def sights(asking: Asking) -> Sights:
    """Return every municipality where something can be seen that the asking place lacks, with what that is."""
    found: defaultdict[PlaceId, list[Offer]] = defaultdict(list)
    for practice in asking.candidates:
        for city, offer in asking.landscape.offers(practice).items():
            if city.startswith(_CITY) and city != asking.actor and to_be_seen(asking, offer):
                found[city].append(offer)
    return dict(sorted(found.items()))


def within(asking: Asking, found: Sights, limits: Limits) -> Sights:
    """Return the cities that meet the limits."""
    return {city: offers for city, offers in found.items() if not limits.abroad(asking, city) and not limits.too_far(asking, city)}


def weights(asking: Asking, rates: Floats) -> Worth:
    """Return what it weighs to see a candidate: by its place among those to study 1 / log2(1 + place), so 1, 0.63, 0.5 ...

    Where more than MANY_PLACES show it, the weight is divided by how many times as many they are: what can be seen
    nearly anywhere is no reason to choose one city.

    Source: the discount of Järvelin and Kekäläinen (2002), ACM TOIS 20(4), 422-446, doi:10.1145/582415.582418; rarity
    as in Spärck Jones (1972), Journal of Documentation 28(1), 11-21, doi:10.1108/eb026526, but linear, from a threshold.
    """
    ledger, numbers = ledger_of(asking.landscape), asking.numbers[ranked(asking, rates)]
    weight = np.minimum(1.0, MANY_PLACES / ledger.shown[numbers]) / np.log2(2 + np.arange(len(numbers)))
    return {ledger.practices[number]: each for number, each in zip(numbers.tolist(), weight.tolist(), strict=True)}


def value_of(asking: Asking, rates: Floats) -> Value:
    """Return what tells how much it is worth to see a practice in a city: see `cities_to_visit`."""
    weight, freshness, welcomes = weights(asking, rates), asking.landscape.freshness, dict[PlaceId, float]()

    def value(offer: Offer) -> float:
        city = offer.actor
        if city not in welcomes:
            welcomes[city] = _welcome(asking, city)
        return weight[offer.practice] * max(STALE, freshness(offer.last)) * offer.evidence * welcomes[city]

    return value


def visit_row(
    asking: Asking, city: PlaceId, offers: Collection[Offer], worth: Worth, score: float, above: Collection[PracticeId] = ()
) -> VisitRow:
    """Say what a city shows, the practices most worth studying first, whom to ask for there, and why to go.

    `above` are the practices that cities higher up in a ranking show.
    """
    best = sorted(offers, key=lambda offer: (-worth[offer.practice], offer.practice))
    practices = tuple(
        PracticeRow(
            practice=offer.practice, score=worth[offer.practice], reasons=offer_reasons(asking, offer), seen_at=seen_at(asking, [offer])
        )
        for offer in best[:MOST_PRACTICES]
    )
    asked = hosts(asking, city, [offer.practice for offer in offers])
    return VisitRow(
        city=city,
        score=score,
        distance_km=asking.distance_km(city),
        practices=practices,
        hosts=asked,
        reasons=visit_reasons(asking, city, best, above, asked),
    )


def _welcome(asking: Asking, city: PlaceId) -> float:
    hosted = len(asking.landscape.records.hosted.get(city, ()))
    return (1 + hosted / (hosted + 1)) * (1 + asking.neighbours.get(city, 0.0))
