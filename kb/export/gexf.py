"""GEXF 1.2, as Gephi reads it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from kb.store.base import Row


async def write_gexf(out: Path, batches: AsyncIterator[list[Row]]) -> int:
    """Write the flat graph as GEXF; return the number of nodes and edges."""
    import networkx as nx

    from kb.export.flat import flat_graph

    graph = await flat_graph(batches)
    nx.write_gexf(graph, out, version="1.2draft")
    return len(graph) + graph.number_of_edges()
