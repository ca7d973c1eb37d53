"""DOT, as Graphviz reads it (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from kb.store.base import Row


async def write_dot(out: Path, batches: AsyncIterator[list[Row]]) -> int:
    """Write the flat graph as DOT; return the number of nodes and edges."""
    from kb.export.flat import flat_graph

    graph = await flat_graph(batches)
    with out.open("w", encoding="utf-8") as file:
        file.write('digraph "peer learning" {\n')
        file.writelines(f"  {quoted(key)} {_attributes(node)};\n" for key, node in graph.nodes(data=True))
        file.writelines(f"  {quoted(start)} -> {quoted(end)} {_attributes(edge)};\n" for start, end, edge in graph.edges(data=True))
        file.write("}\n")
    return len(graph) + graph.number_of_edges()


def quoted(text: object) -> str:
    """Write a text as a quoted DOT string. In labels a backslash begins an escape, so it is doubled; a line's end becomes one."""
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return f'"{escaped}"'


def _attributes(values: Mapping[str, object]) -> str:
    return "[" + ", ".join(f"{name}={quoted(value)}" for name, value in values.items()) + "]"
