"""The graph for other tools: a NetworkX multigraph whose nodes and edges have flat attributes and readable labels."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import networkx as nx

from kb.export.jsonl import unmerged
from kb.model import (
    Adoption,
    AnyFact,
    AnyNode,
    City,
    Country,
    Institution,
    NodeId,
    Practice,
    Programme,
    Region,
    Share,
    Source,
    Visit,
    kind_of,
)
from kb.store.base import Row

Edge = tuple[NodeId, NodeId, str, dict[str, Any]]  # from, to, key, attributes
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 cannot hold


async def flat_graph(batches: AsyncIterator[list[Row]]) -> nx.MultiDiGraph[str]:
    """Build the graph of parties, practices, programmes and topics. Sources are named on the facts that cite them."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    async for batch in batches:
        for thing in unmerged(batch):
            if isinstance(thing, Share | Adoption | Visit):
                edges = _fact_edges(thing)
            elif isinstance(thing, Source):
                continue
            else:
                graph.add_node(thing.id, **_flat(_node(thing)))
                edges = _ties(thing)
            for start, end, key, attributes in edges:
                graph.add_edge(start, end, key=key, **_flat(attributes))
    return graph


def _flat(attributes: dict[str, Any]) -> dict[str, str | int | float]:
    """Leave out what is unknown, and make texts of what is no number."""
    known = {name: value for name, value in attributes.items() if value not in (None, "")}
    return {name: value if type(value) in (int, float) else _printable(str(value)) for name, value in known.items()}


def _printable(text: str) -> str:
    """Leave out what XML cannot hold, and write the ends of lines as every reader of XML gives them back."""
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _node(node: AnyNode) -> dict[str, Any]:
    location = getattr(node, "location", None)
    point = {"latitude": float(location.latitude), "longitude": float(location.longitude)} if location else {}  # one type each
    kind = getattr(node, "kind", None)
    return {"label": node.name.best("en"), "type": kind_of(node.id), "kind": kind, **point, "website": getattr(node, "website", None)}


def _ties(node: AnyNode) -> Iterator[Edge]:
    """Yield the edges between nodes that no fact says."""
    for end, tie in _ends(node):
        if end is not None:
            yield node.id, end, f"{node.id} {tie} {end}", {"label": tie.lower().replace("_", " "), "relation": tie}


def _ends(node: AnyNode) -> Iterator[tuple[NodeId | None, str]]:
    if isinstance(node, City | Region | Country):
        yield node.part_of, "PART_OF"
    if isinstance(node, Institution):
        yield node.place, "LOCATED_IN"
    if isinstance(node, Practice):
        yield from ((topic, "ABOUT") for topic in node.topics)
        yield from ((node.origin, "ORIGINATED_AT"), (node.derived_from, "DERIVED_FROM"))
    if isinstance(node, Programme):
        yield from ((node.organiser, "ORGANISED_BY"), (node.place, "HELD_IN"), (node.part_of, "PART_OF"))
        yield from ((each.party, "JOINED_BY") for each in node.parties)


def _fact_edges(fact: AnyFact) -> Iterator[Edge]:
    """Yield the edge that a fact is, and who learned from whom."""
    if isinstance(fact, Visit):
        said = {"purpose": fact.purpose.maybe("en"), "event_participants": fact.event_participants}
        yield fact.visitor, fact.host, fact.id, {**_common(fact, "VISITED", "visited"), **said}
    elif isinstance(fact, Share):
        said = {"from": fact.from_, "format": fact.format, "event_participants": fact.event_participants}
        yield fact.practice, fact.to, fact.id, {**_common(fact, "SHARED_WITH", "shown to"), **said}
    else:
        said = {
            "stage": fact.stage,
            "learned_from": fact.learned_from,
            "change": fact.change.maybe("en"),
            "outcome": fact.outcome.maybe("en"),
        }
        yield fact.practice, fact.by, fact.id, {**_common(fact, "ADOPTED_BY", fact.stage.value), **said}
        if fact.learned_from and fact.counts:
            learned = {**_common(fact, "LEARNED_FROM", "learned from"), "practice": fact.practice}
            yield fact.by, fact.learned_from, f"{fact.id} LEARNED_FROM", learned


def _common(fact: AnyFact, relation: str, words: str) -> dict[str, Any]:
    day = fact.date.earliest if fact.date else None
    return {
        "label": f"{words} ({fact.date})" if fact.date else words,
        "relation": relation,  # GEXF has a `type` of its own
        "date": fact.date,
        "first_day": day,
        "date_meaning": fact.date_meaning,
        "occurrence": fact.occurrence,
        "collective": fact.collective.maybe("en"),
        "programme": fact.programme,
        "disputed": "true" if fact.disputed else None,
        "sources": " ".join(cited.source for cited in fact.citations),
    }
