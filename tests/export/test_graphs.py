from __future__ import annotations

import asyncio
import re
from pathlib import Path

import networkx as nx
import pytest

from kb.dates import parse
from kb.export import Format, write
from kb.export.dot import quoted
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    Coordinates,
    Country,
    Institution,
    InstitutionKind,
    Occurrence,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Region,
    Share,
    Source,
    Texts,
    Topic,
    Visit,
)
from tests.export.conftest import scan

CITED = (Citation(source="source:s"), Citation(source="source:t"))
NODES: list[AnyNode] = [
    Country(id="country:kz", code="KZ"),
    Region(id="region:west", name=Texts(en="West"), part_of="country:kz"),
    City(id="city:oral", name=Texts(en="Oral", ru="Уральск"), part_of="region:west", location=Coordinates(latitude=51.25, longitude=-71.5)),
    Institution(id="institution:s", name=Texts(ru="Школа\x0b № 1"), kind=InstitutionKind.SCHOOL, place="city:oral", website="https://s.kz"),
    Topic(id="topic:t", name=Texts(en="Museums")),
    Source(id="source:s", title="S"),
    Programme(
        id="programme:p",
        name=Texts(en="P"),
        kind=ProgrammeKind.FORUM,
        organiser="city:oral",
        place="region:west",
        parties=(Participation(party="institution:s"),),
    ),
    Practice(id="practice:m", title=Texts(en='The "open" museum'), topics=("topic:t",), origin="institution:s"),
    Practice(id="practice:n", title=Texts(en="N"), derived_from="practice:m"),
]
ADOPTION = Adoption(
    practice="practice:m",
    by="city:oral",
    learned_from="institution:s",
    stage=AdoptionStage.ADOPTED,
    date=parse("2021-06"),
    outcome=Texts(en="line\nbreak"),
    citations=CITED,
)
FACTS: list[AnyFact] = [
    ADOPTION,
    Share(practice="practice:m", to="city:oral", from_="institution:s", event_participants=50, citations=CITED),
    Visit(visitor="city:oral", host="institution:s", disputed=True, citations=CITED),
    Adoption(
        practice="practice:n",
        by="city:oral",
        learned_from="institution:s",
        stage=AdoptionStage.PLANNED,
        occurrence=Occurrence.ANNOUNCED,
        citations=CITED,
    ),
]
TIES = {
    ("region:west", "PART_OF", "country:kz"),
    ("city:oral", "PART_OF", "region:west"),
    ("institution:s", "LOCATED_IN", "city:oral"),
    ("programme:p", "ORGANISED_BY", "city:oral"),
    ("programme:p", "HELD_IN", "region:west"),
    ("programme:p", "JOINED_BY", "institution:s"),
    ("practice:m", "ABOUT", "topic:t"),
    ("practice:m", "ORIGINATED_AT", "institution:s"),
    ("practice:n", "DERIVED_FROM", "practice:m"),
    ("practice:m", "ADOPTED_BY", "city:oral"),
    ("city:oral", "LEARNED_FROM", "institution:s"),
    ("practice:m", "SHARED_WITH", "city:oral"),
    ("city:oral", "VISITED", "institution:s"),
    ("practice:n", "ADOPTED_BY", "city:oral"),  # announced: nothing was learned yet
}


@pytest.fixture(params=[Format.GRAPHML, Format.GEXF])
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> nx.Graph[str]:
    out = tmp_path / "graph"
    assert asyncio.run(write(request.param, out, scan(NODES, FACTS))) == 8 + len(TIES)
    if request.param is Format.GEXF:
        return nx.read_gexf(out)
    return nx.read_graphml(out, force_multigraph=True)


def edge(graph: nx.Graph[str], start: str, relation: str, end: str) -> dict[str, object]:
    (found,) = [data for _, other, data in graph.edges(start, data=True) if other == end and data["relation"] == relation]
    return found


def test_every_tie_and_fact_is_an_edge(graph: nx.Graph[str]) -> None:
    assert sorted((start, data["relation"], end) for start, end, data in graph.edges(data=True)) == sorted(TIES)


def test_nodes_carry_a_readable_label_and_flat_attributes(graph: nx.Graph[str]) -> None:
    oral = graph.nodes["city:oral"]
    assert (oral["label"], oral["type"], oral["kind"], oral["latitude"], oral["longitude"]) == ("Oral", "city", "city", 51.25, -71.5)
    assert graph.nodes["country:kz"]["label"] == "Kazakhstan"
    assert graph.nodes["practice:m"]["label"] == 'The "open" museum'
    assert graph.nodes["institution:s"]["website"] == "https://s.kz"


def test_what_xml_cannot_hold_is_left_out(graph: nx.Graph[str]) -> None:
    assert graph.nodes["institution:s"]["label"] == "Школа  № 1"


def test_sources_are_named_on_facts_and_are_no_nodes(graph: nx.Graph[str]) -> None:
    assert "source:s" not in graph
    assert edge(graph, "city:oral", "VISITED", "institution:s")["sources"] == "source:s source:t"


def test_a_fact_carries_what_it_says(graph: nx.Graph[str]) -> None:
    adopted = edge(graph, "practice:m", "ADOPTED_BY", "city:oral")
    assert (adopted["stage"], adopted["date"], adopted["first_day"], adopted["learned_from"]) == (
        "adopted",
        "2021-06",
        "2021-06-01",
        "institution:s",
    )
    assert (adopted["occurrence"], adopted["outcome"]) == ("held", "line\nbreak")
    assert edge(graph, "practice:m", "SHARED_WITH", "city:oral")["event_participants"] == 50
    assert edge(graph, "city:oral", "VISITED", "institution:s")["disputed"] == "true"
    assert edge(graph, "city:oral", "LEARNED_FROM", "institution:s")["practice"] == "practice:m"


def test_graphml_keeps_the_ids_and_the_labels_of_facts(tmp_path: Path) -> None:
    asyncio.run(write(Format.GRAPHML, tmp_path / "g", scan(NODES, FACTS)))
    graph = nx.read_graphml(tmp_path / "g", force_multigraph=True)
    edges = {key: data for *_, key, data in nx.MultiDiGraph(graph).edges(keys=True, data=True)}
    assert edges[ADOPTION.id]["label"] == "adopted (2021-06)"


def test_dot_has_a_line_for_each_node_and_each_edge(tmp_path: Path) -> None:
    out = tmp_path / "g.dot"
    assert asyncio.run(write(Format.DOT, out, scan(NODES, FACTS))) == 8 + len(TIES)
    first, *lines, last = out.read_text(encoding="utf-8").splitlines()
    text = r'"(?:[^"\\]|\\.)*"'
    line = re.compile(rf"  ({text})(?: -> ({text}))? \[(?:\w+={text}(?:, )?)*\];")
    found = [line.fullmatch(each) for each in lines]
    assert (first, last) == ('digraph "peer learning" {', "}")
    assert all(found)
    assert sum(1 for each in found if each and each[2]) == len(TIES)
    assert '  "practice:m" [label="The \\"open\\" museum", type="practice"];' in lines


def test_what_ends_a_quoted_text_in_dot_is_escaped() -> None:
    assert quoted('a "b" \\ c\r\nd') == '"a \\"b\\" \\\\ c\\nd"'
