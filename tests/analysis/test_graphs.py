"""The recorded cascade as a NetworkX graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from kb.analysis.graphs import cascade_graph
from kb.errors import NotFound
from kb.service.opening import OpenBase
from tests.graph.world import World


@pytest.fixture
def world() -> World:
    world = World().cities("york", "hull", "leeds", "ripon", "selby").practices("a", origin="city:york")
    return world.practices("b", origin="city:ripon", derived_from="a")


def test_edges_go_from_the_source_to_the_learner(world: World) -> None:
    first = world.adopt("a", "hull", "2020", learned_from="york")
    second = world.adopt("a", "hull", "2021", "adapted", learned_from="york")
    third = world.adopt("a", "leeds", learned_from="selby")
    graph = cascade_graph(world.seen(), "practice:a", "en")
    assert type(graph) is nx.DiGraph
    assert {key: graph.nodes[key] for key in graph} == {
        "city:york": {"name": "York", "origin": True},
        "city:hull": {"name": "Hull", "origin": False, "date": "2020", "year": 2020, "stage": "adapted", "depth": 1},
        "city:leeds": {"name": "Leeds", "origin": False, "stage": "adopted"},
        "city:selby": {"name": "Selby", "origin": False},
    }
    assert list(graph.edges(data=True)) == [
        ("city:york", "city:hull", {"facts": f"{first} {second}"}),
        ("city:selby", "city:leeds", {"facts": third}),
    ]


def test_a_practice_of_unknown_origin_has_its_adopters_alone(world: World) -> None:
    world.practices("c").adopt("c", "hull", "2020")
    assert list(cascade_graph(world.seen(), "practice:c", "en").nodes) == ["city:hull"]


def test_variants_and_days_count_when_they_are_asked_for(world: World) -> None:
    world.adopt("a", "hull", "2020", learned_from="york")
    world.adopt("b", "selby", "2022", learned_from="ripon")
    seen = world.seen()
    assert "city:selby" not in cascade_graph(seen, "practice:a", "en")
    assert cascade_graph(seen, "practice:a", "en", include_derived=True).has_edge("city:ripon", "city:selby")
    earlier = cascade_graph(world.seen(date(2019, 12, 31)), "practice:a", "en")
    assert (list(earlier), earlier.graph) == (["city:york"], {"practice": "practice:a", "as_of": "2019-12-31"})


def test_any_graph_format_holds_it(seed: OpenBase, tmp_path: Path) -> None:
    graph = seed.cascade("practice:playful-paradigm", lang="ru")
    nx.write_graphml(graph, tmp_path / "g.graphml")
    assert list(nx.read_graphml(tmp_path / "g.graphml").nodes(data=True)) == list(graph.nodes(data=True))
    nx.write_gexf(graph, tmp_path / "g.gexf")
    assert set(nx.read_gexf(tmp_path / "g.gexf").edges) == set(graph.edges)


def test_what_is_no_practice_is_an_error(world: World) -> None:
    with pytest.raises(NotFound, match="practice:none"):
        cascade_graph(world.seen(), "practice:none", "en")
