"""The graph of record."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import NotFound
from kb.graph.build import build, facts_of, nodes_of, view
from tests.graph.world import World


def test_facts_are_edges_from_practice_to_taker_and_from_visitor_to_host(world: World) -> None:
    world.cities("york", "hull").practices("a")
    adopted, shown, visited = world.adopt("a", "york", "2020"), world.share("a", "hull", "2021"), world.visit("york", "hull", "2022")
    graph = build(world.nodes.values(), world.facts)
    assert set(graph.edges(keys=True)) == {
        ("practice:a", "city:york", adopted),
        ("practice:a", "city:hull", shown),
        ("city:york", "city:hull", visited),
    }


def test_nodes_and_edges_carry_what_they_stand_for(world: World) -> None:
    world.cities("york").practices("a")
    world.adopt("a", "york", "2020")
    graph = build(world.nodes.values(), world.facts)
    assert list(nodes_of(graph)) == list(world.nodes.values())
    assert list(facts_of(graph)) == world.facts


def test_two_facts_between_the_same_nodes_are_two_edges(world: World) -> None:
    world.cities("york").practices("a")
    world.adopt("a", "york", "2020", "planned")
    world.adopt("a", "york", "2021")
    assert build(world.nodes.values(), world.facts).number_of_edges() == 2


def test_a_fact_about_what_is_not_there_is_refused(world: World) -> None:
    world.cities("york")
    world.adopt("a", "york", "2020")
    with pytest.raises(NotFound, match="no practice has the id 'practice:a'"):
        build(world.nodes.values(), world.facts)


def test_a_view_shows_only_what_is_known_by_that_day(world: World) -> None:
    world.cities("york", "hull").practices("a")
    early = world.adopt("a", "york", "2020")
    world.adopt("a", "hull", "2021")
    world.adopt("a", "hull", None)
    graph = build(world.nodes.values(), world.facts)
    assert [key for _, _, key in view(graph, date(2020, 12, 31)).edges(keys=True)] == [early]
    assert view(graph, None) is graph
