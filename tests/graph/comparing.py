"""Two landscapes compared by everything that can be seen of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kb.graph.follow_up import follow_up
from kb.graph.innovation import innovation
from kb.graph.landscape import Landscape
from kb.graph.links import inferred_network
from kb.graph.recommend import practices_to_study
from kb.graph.scores import LEARNED, METHODS
from kb.graph.similarity import similar_cities
from kb.graph.sources import likely_sources
from kb.graph.spread import spread
from kb.graph.spread_statistics import spread_statistics
from kb.graph.visits import cities_to_visit, visit_plan
from kb.model import AnyFact, FactId


def indexes(landscape: Landscape) -> dict[str, Any]:
    """Everything a landscape holds, and what follows from it, in the order that it has it in where that matters."""
    atlas, records = landscape.atlas, landscape.records
    columns = [(key, list(landscape.cells(key).items()), _sets(landscape.given(key))) for key in landscape.practices]
    followed = [(landscape.uptake(key), landscape.offers(key), landscape.activity(key)) for key in landscape.practices]
    return {
        "day": (landscape.as_of, landscape.day),
        "nodes": landscape.nodes,
        "places": {key: (atlas.actor(key), atlas.strata(key), atlas.region(key), atlas.location(key)) for key in atlas.parties},
        "practices": list(landscape.practices.items()),
        "derivatives": {key: list(grown) for key, grown in landscape.derivatives.items()},
        "columns": (columns, set(landscape.columns)),
        "followed": followed,
        "by_actor": {actor: list(own.items()) for actor, own in landscape.by_actor.items()},
        "norms": landscape.norms,
        "populations": landscape.populations,
        "visits": (_sets(records.made), _sets(records.hosted)),
        "dates": (records.dates, records.last, records.dated_adoptions),
        "facts": {fact.id: fact for fact in landscape.facts()},
    }


def answers(landscape: Landscape) -> Iterator[Any]:
    """What everybody would be told who asked everything."""
    parties, practices = sorted(landscape.atlas.parties), list(landscape.practices)
    for actor in parties:
        yield from (practices_to_study(landscape, actor, method=method) for method in METHODS if method != LEARNED)
        yield cities_to_visit(landscape, actor), visit_plan(landscape, actor)
        yield similar_cities(landscape, actor), follow_up(landscape, actor), innovation(landscape, actor)
    for practice in practices:
        yield spread(landscape, practice), spread(landscape, practice, include_derived=True)
        yield spread_statistics(landscape, practice, include_derived=True), inferred_network(landscape, practice)
        yield [likely_sources(landscape, practice, actor, include_derived=True) for actor in parties]


def _sets(piles: Mapping[str, Iterable[AnyFact]]) -> dict[str, dict[FactId, AnyFact]]:
    return {actor: {fact.id: fact for fact in facts} for actor, facts in piles.items()}
