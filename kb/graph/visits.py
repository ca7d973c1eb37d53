"""Which cities a place could visit, what it would see there, and which few of them make the best journey."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from kb.errors import InvalidInput
from kb.graph.asking import Asking
from kb.graph.because import message
from kb.graph.cover import greedy_cover, journey
from kb.graph.doubts import doubts
from kb.graph.landscape import Landscape
from kb.graph.rows import Message, Plan, VisitRanking
from kb.graph.scores import by_neighbours
from kb.graph.sights import sights, visit_row, visit_score, weights
from kb.graph.similarity import check_first
from kb.model import PartyId, PlaceId, TopicId

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

    A city's score is the sum, over those practices, of weight (see `weights`: by their place among the practices to
    study) times freshness (2 ** -(years since its last dated sign there / half-life), at least STALE), and this times
    1 + n / (n + 1) when the city hosted n visits. Of equal scores the nearer city comes first, then by id.
    Geography does not enter the score.

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
    asking = Asking.of(landscape, party, topics)
    found = sights(asking, countries, max_distance_km)
    worth = by_neighbours(asking)
    weight = weights(landscape, worth)
    scores = {city: visit_score(asking, city, offers, weight) for city, offers in found.items()}
    order = sorted(found, key=lambda city: (-scores[city], *_nearness(asking, city)))
    rows = tuple(visit_row(asking, city, found[city], worth, scores[city]) for city in order[:first])
    told = message("BASIS_VISITS", party=asking.actor, practices=len(asking.candidates), cities=len(found), topics=tuple(sorted(topics)))
    return VisitRanking(rows=rows, method=METHOD, basis=told, warnings=(*_unplaced(asking, max_distance_km), *doubts(asking)))


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

    Weighted maximum coverage with a budget of stops, greedily: each stop is the city that adds the most to what the
    stops before it show. A practice weighs the more the higher it stands among those to study (see `weights`).
    The sum over what is shown is monotone and submodular, so it is at least 1 - 1/e (63 %) of the largest that any
    choice of as many stops reaches. There are fewer stops when nothing is left to add.

    The stops come in the order of the shortest round from home and back; cities without a known location come last.
    A stop's practices are those that it adds; its score is what it adds to the sum.

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
    Source: Nemhauser, Wolsey and Fisher (1978), Mathematical Programming 14, 265-294, doi:10.1007/BF01588971.
    """
    if not 1 <= stops <= MOST_STOPS:
        raise InvalidInput(f"stops is {stops}; it goes from 1 to {MOST_STOPS}")
    asking = Asking.of(landscape, party, topics)
    found = sights(asking, countries, max_distance_km)
    worth = by_neighbours(asking)
    weight = weights(landscape, worth)
    scores = {city: visit_score(asking, city, offers, weight) for city, offers in found.items()}
    added = greedy_cover(found, weight, stops, scores)
    order, total = journey(asking, list(added))
    rows = tuple(visit_row(asking, city, added[city][0], worth, added[city][1]) for city in order)
    wanted = {offer.practice for offers in found.values() for offer in offers}
    return Plan(stops=rows, covered=sum(len(offers) for offers, _ in added.values()), wanted=len(wanted), total_km=total)


def _nearness(asking: Asking, city: PlaceId) -> tuple[float, str]:
    distance = asking.landscape.atlas.distance_km(asking.actor, city)
    return inf if distance is None else distance, city


def _unplaced(asking: Asking, max_distance_km: float | None) -> list[Message]:
    unknown = max_distance_km is not None and asking.landscape.atlas.location(asking.actor) is None
    return [message("HOME_NOT_LOCATED", party=asking.actor)] if unknown else []
