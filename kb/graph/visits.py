"""Which cities a place could visit, what it would see there, and which few of them make the best journey."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from kb.errors import InvalidInput
from kb.graph.asking import Asking
from kb.graph.because import message
from kb.graph.cover import Nearness, best_cover, varied
from kb.graph.doubts import doubts
from kb.graph.journey import journey, unmeasured
from kb.graph.landscape import Landscape
from kb.graph.ledger import Floats
from kb.graph.rows import Message, Plan, VisitRanking, VisitRow
from kb.graph.scores import by_neighbours
from kb.graph.shortfall import exhausted, shortfall, unplaced
from kb.graph.sights import Limits, Sights, Worth, sights, value_of, visit_row, within
from kb.graph.similarity import check_first
from kb.model import PartyId, PlaceId, PracticeId, TopicId

METHOD = "alive-offers"
MOST_STOPS = 10


def cities_to_visit(
    landscape: Landscape,
    party: PartyId,
    *,
    first: int = 10,
    topics: Collection[TopicId] = (),
    countries: Collection[PlaceId] = (),
    max_distance_km: float | None = None,
) -> VisitRanking:
    """Rank the municipalities where a party's actor would see practices that it lacks.

    To see a practice in a city is worth the product of

    - its weight, by its place among the practices to study, and less where many places show it (see `weights`);
    - freshness: 2 ** -(years since its last dated sign there / half-life), at least STALE;
    - evidence: 1 where it is in use, TOLD where also an outcome is recorded, TAUGHT where it was taught or shown only;
    - 1 + n / (n + 1) for a city that hosted n visits;
    - 1 + similarity for a city among the places most like the asking one.

    A city's score is the sum of that, each practice halved for every city above that shows it too (see `varied`). Of
    equal scores the nearer city comes first, then by id. Geography and theme do not enter the score: they limit, or
    explain.

    Args:
        landscape: what is known on the day.
        party: who asks; an institution and a part of a municipality get their municipality's answer.
        first: how many rows at most.
        topics: only practices on one of these; none: all.
        countries: only cities in one of these; none: all.
        max_distance_km: only cities known to lie no farther away, by great circle; None: all.
    Raises:
        NotFound, WrongKind: something asked for is not in the graph, or not of that kind.
        InvalidInput: `first` below 1; a distance that is no number of km, 0 or more.
    """
    check_first(first)
    asking, limits = Asking.of(landscape, party, topics), Limits.of(landscape, countries, max_distance_km)
    everything = sights(asking)
    found, rates = within(asking, everything, limits), by_neighbours(asking)
    scores = varied(found, value_of(asking, rates), _nearness(asking), first)
    short = shortfall(asking, everything, limits) if len(scores) < first else []
    return VisitRanking(
        rows=_rows(asking, found, _worth(asking, rates), scores),
        method=METHOD,
        basis=_basis("BASIS_VISITS", asking, found),
        warnings=(*unplaced(asking, limits), *short, *_unlike(asking, scores), *doubts(asking)),
    )


def visit_plan(
    landscape: Landscape,
    party: PartyId,
    *,
    stops: int = 3,
    topics: Collection[TopicId] = (),
    countries: Collection[PlaceId] = (),
    max_distance_km: float | None = None,
) -> Plan:
    """Choose cities to visit so that together they show the most of what a party's actor lacks.

    To see a practice in a city is worth what it is in `cities_to_visit`. Greedily, each stop is the city where most can
    be seen that no stop before it shows (see `best_cover`). There are fewer stops when nothing is left to add; the
    warnings say why.

    The stops come in the order of the shortest round from home and back; cities without a known location come last.
    A stop's practices are those that it adds; its score is their worth.

    Args:
        landscape: what is known on the day.
        party: who asks; an institution and a part of a municipality get their municipality's plan.
        stops: how many at most, 1 to 10.
        topics: only practices on one of these; none: all.
        countries: only cities in one of these; none: all.
        max_distance_km: only cities known to lie no farther from home, by great circle; None: all.
    Raises:
        NotFound, WrongKind: something asked for is not in the graph, or not of that kind.
        InvalidInput: a number of stops or a distance out of range.
    """
    if not 1 <= stops <= MOST_STOPS:
        raise InvalidInput(f"stops is {stops}; it goes from 1 to {MOST_STOPS}")
    asking, limits = Asking.of(landscape, party, topics), Limits.of(landscape, countries, max_distance_km)
    everything = sights(asking)
    found, rates = within(asking, everything, limits), by_neighbours(asking)
    added, worth = best_cover(found, value_of(asking, rates), _nearness(asking), stops), _worth(asking, rates)
    order, total = journey(asking, added)
    wanted = {offer.practice for offers in found.values() for offer in offers}
    short = shortfall(asking, everything, limits) if len(added) < stops else []
    full = [exhausted(len(added), len(wanted))] if 0 < len(added) < stops else []
    return Plan(
        stops=tuple(visit_row(asking, city, added[city][0], worth, added[city][1]) for city in order),
        covered=sum(len(offers) for offers, _ in added.values()),
        wanted=len(wanted),
        total_km=total,
        method=METHOD,
        basis=_basis("BASIS_PLAN", asking, found),
        warnings=(*unplaced(asking, limits), *full, *short, *unmeasured(asking, added), *_unlike(asking, added), *doubts(asking)),
    )


def _worth(asking: Asking, rates: Floats) -> Worth:
    return dict(zip(asking.candidates, rates.tolist(), strict=True))


def _rows(asking: Asking, found: Sights, worth: Worth, scores: dict[PlaceId, float]) -> tuple[VisitRow, ...]:
    rows: list[VisitRow] = []
    above: set[PracticeId] = set()
    for city, score in scores.items():
        rows.append(visit_row(asking, city, found[city], worth, score, above))
        above.update(offer.practice for offer in found[city])
    return tuple(rows)


def _basis(code: str, asking: Asking, found: Sights) -> Message:
    shown = {offer.practice for offers in found.values() for offer in offers}
    return message(code, party=asking.actor, practices=len(shown), cities=len(found), topics=tuple(sorted(asking.topics)))


def _unlike(asking: Asking, cities: Collection[PlaceId]) -> list[Message]:
    alike = any(city in asking.neighbours for city in cities)
    return [message("NO_CITY_ALIKE", party=asking.actor)] if cities and not alike else []


def _nearness(asking: Asking) -> Nearness:
    def nearness(city: PlaceId) -> tuple[float, str]:
        distance = asking.distance_km(city)
        return inf if distance is None else distance, city

    return nearness
