"""GraphML, as yEd, Gephi, Cytoscape and NetworkX read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from kb.store.base import Row


async def write_graphml(out: Path, batches: AsyncIterator[list[Row]]) -> int:
    """Write the flat graph as GraphML; return the number of nodes and edges."""
    import networkx as nx

    from kb.export.flat import flat_graph

    graph = await flat_graph(batches)
    nx.write_graphml(graph, out, named_key_ids=True)
    return len(graph) + graph.number_of_edges()
