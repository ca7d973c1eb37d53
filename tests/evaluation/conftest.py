"""Small tables of events, and the graphs that they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from kb.evaluation.events import Event, events_of
from kb.graph.build import build
from tests.graph.world import World

GraphOf = Callable[..., "nx.MultiDiGraph[str]"]
Table = Callable[..., Path]


@pytest.fixture
def graph_of() -> GraphOf:
    """Make a graph of events written as `place practice date`."""

    def make(*rows: str) -> nx.MultiDiGraph[str]:
        cells = [(*row.split(), "")[:3] for row in rows]
        events = [Event(place, practice, when) for place, practice, when in cells]
        read = events_of(list(enumerate(events, 2)), "events.csv")
        return build(read.nodes, read.facts)

    return make


@pytest.fixture
def world() -> World:
    """An empty world."""
    return World()


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Write a table."""

    def write(*lines: str, name: str = "events.csv") -> Path:
        file = tmp_path / name
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return file

    return write
