"""Everything in the graph as files: JSON lines that load again, tables for people, graphs for other tools."""

from kb.export.formats import Format, write

__all__ = ["Format", "write"]
