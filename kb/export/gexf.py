"""GEXF 1.2, as Gephi reads it (https://gexf.net/schema.html): valid by its schema, and the same file for the same graph."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from kb.store.base import Row


async def write_gexf(out: Path, batches: AsyncIterator[list[Row]]) -> int:
    """Write the flat graph as GEXF; return the number of nodes and edges."""
    from networkx.readwrite.gexf import GEXFWriter

    from kb.export.flat import flat_graph

    graph = await flat_graph(batches)
    writer = GEXFWriter(graph, version="1.2draft")
    for element, attribute in (("graph", "name"), ("meta", "lastmodifieddate")):  # the schema has no such name; a day is no part of a graph
        for found in writer.xml.iter(element):
            found.attrib.pop(attribute, None)
    with out.open("wb") as file:
        writer.write(file)
    return len(graph) + graph.number_of_edges()
