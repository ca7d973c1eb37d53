"""The recorded cascade of a practice as a NetworkX graph whose attributes any graph format can hold."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kb.graph.landscape import Landscape
from kb.graph.spread import spread
from kb.model import PartyId, PracticeId


def cascade_graph(landscape: Landscape, practice: PracticeId, lang: str, *, include_derived: bool = False) -> nx.DiGraph[str]:
    """Return who is recorded to have learned a practice from whom: an edge goes from the source to the learner.

    Nodes are the origin, every adopter and every recorded source, by id. Each has `name`, and, where it is known, `date`
    (EDTF), `year`, `stage` and `depth`; the origin has `origin` true. An edge has `facts`: ids with blanks between.
    What is unknown is absent, so that the graph can be written as GraphML or GEXF as it is.

    Args:
        landscape: what is known on the day.
        practice: what travelled.
        lang: the language of names.
        include_derived: whether its variants, and theirs, are followed too.
    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
    """
    found = spread(landscape, practice, include_derived=include_derived)
    graph: nx.DiGraph[str] = nx.DiGraph(practice=practice, as_of=landscape.as_of.isoformat() if landscape.as_of else "")
    for party in [*([found.origin] if found.origin else ()), *(each.party for each in found.adopters)]:
        graph.add_node(party, **_named(landscape, party, lang), origin=party == found.origin)
    for each in found.adopters:
        year = each.date.latest.year if each.date and each.date.latest else None
        said = {"date": each.date.edtf if each.date else None, "year": year, "stage": each.stage.value, "depth": each.depth}
        graph.nodes[each.party].update({name: value for name, value in said.items() if value is not None})
    for link in found.recorded_links:
        if link.source not in graph:
            graph.add_node(link.source, **_named(landscape, link.source, lang), origin=False)
        facts = graph.edges[link.source, link.target]["facts"].split() if graph.has_edge(link.source, link.target) else []
        graph.add_edge(link.source, link.target, facts=" ".join([*facts, link.fact]))
    return graph


def _named(landscape: Landscape, party: PartyId, lang: str) -> dict[str, Any]:
    return {"name": landscape.nodes[party].name.best(lang)}
