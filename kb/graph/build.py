"""The model of record: nodes and accepted facts as a NetworkX graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import networkx as nx

from kb.dates import visible
from kb.errors import NotFound
from kb.model import AnyFact, AnyNode, NodeId, Visit, kind_of
from kb.model.facts import Adoption


def build(nodes: Iterable[AnyNode], facts: Iterable[AnyFact]) -> nx.MultiDiGraph[str]:
    """Make the graph of record.

    A node's key is its id, its attribute `node` the node. An edge's key is its fact's id, its attribute `fact` the
    fact; it goes from the practice to who took it (shares, adoptions), or from the visitor to the host.

    Args:
        nodes: everything the facts name, in any order.
        facts: accepted facts, in any order; of two with one id the later one stays.
    Raises:
        NotFound: a fact names a node that is not among `nodes`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, {"node": node}) for node in nodes)
    add_facts(graph, facts)
    return graph


def add_facts(graph: nx.MultiDiGraph[str], facts: Iterable[AnyFact]) -> None:
    """Add edges to a graph of record. Raises NotFound for a fact that names a node that is not there."""
    for fact in facts:
        tail, head = ends(fact)
        for end in (tail, head):
            if end not in graph:
                raise NotFound(kind_of(end), end)
        graph.add_edge(tail, head, key=fact.id, fact=fact)


def ends(fact: AnyFact) -> tuple[NodeId, NodeId]:
    """Return where the edge of a fact starts and where it ends."""
    if isinstance(fact, Visit):
        return fact.visitor, fact.host
    return fact.practice, fact.by if isinstance(fact, Adoption) else fact.to


def view(graph: nx.MultiDiGraph[str], as_of: date | None) -> nx.MultiDiGraph[str]:
    """Return the graph with only those facts that are known to have happened by `as_of`. It copies nothing."""
    if as_of is None:
        return graph

    def happened(tail: NodeId, head: NodeId, key: Any) -> bool:
        return visible(graph.edges[tail, head, key]["fact"].date, as_of)

    shown: nx.MultiDiGraph[str] = nx.subgraph_view(graph, filter_edge=happened)
    return shown


def nodes_of(graph: nx.MultiDiGraph[str]) -> Iterator[AnyNode]:
    """Yield the nodes of a graph of record."""
    return (data["node"] for _, data in graph.nodes(data=True))


def facts_of(graph: nx.MultiDiGraph[str]) -> Iterator[AnyFact]:
    """Yield the facts of a graph of record, without leaving a view of its edges in it: the two would keep each other in memory."""
    edges = (keyed for _, heads in graph.adjacency() for keyed in heads.values())
    return (data["fact"] for keyed in edges for data in keyed.values())
