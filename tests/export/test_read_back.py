"""Other tools read the same nodes, edges and attributes back: NetworkX, pydot, and what Gephi's schema allows."""

from __future__ import annotations

import asyncio
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.dates import parse
from kb.export import Format, write
from kb.export.flat import flat_graph
from kb.model import Adoption, AdoptionStage, AnyFact, AnyNode, Citation, City, Coordinates, Country, Practice, Share, Texts
from tests.export.conftest import scan
from tests.things import FACTS, NODES

GEXF = "{http://www.gexf.net/1.2draft}"
CITED = (Citation(source="source:s"),)
TRICKY = 'Орал "Ақжайық" ӘҒҚҢӨҰҮҺІ\n<b>&amp;\\n\\ ]]> 🎓 it\'s; a->b [x=1] #'
WORLD: list[AnyNode] = [
    Country(id="country:kz", code="KZ"),
    City(id="city:oral", name=Texts(en=TRICKY), part_of="country:kz", location=Coordinates(latitude=51, longitude=51.37)),
    City(id="city:aqsay", name=Texts(kk="Ақсай"), part_of="country:kz", location=Coordinates(latitude=51.17, longitude=53)),
    Practice(id="practice:m", title=Texts(ru="Школьный музей «Ёж»")),
]
TOLD: list[AnyFact] = [
    Adoption(
        practice="practice:m",
        by="city:oral",
        stage=AdoptionStage.PILOTING,
        date=parse("2021-23"),
        outcome=Texts(en=TRICKY),
        citations=CITED,
    ),
    Adoption(practice="practice:m", by="city:oral", stage=AdoptionStage.ADOPTED, learned_from="city:aqsay", citations=CITED),
    Share(practice="practice:m", to="city:oral", event_participants=7, citations=CITED),
]

Known = tuple[dict[str, dict[str, Any]], list[tuple[str, str, dict[str, Any]]]]


def known(graph: nx.MultiDiGraph[str], *, label: bool = False) -> Known:
    """Return nodes and edges with their attributes; GEXF gives each node without a label its id for one."""
    nodes = {key: {**({"label": key} if label else {}), **data} for key, data in graph.nodes(data=True)}
    edges = [(start, end, {name: data[name] for name in sorted(data) if name != "id"}) for start, end, data in graph.edges(data=True)]
    return nodes, sorted(edges, key=repr)


def flat(nodes: Sequence[AnyNode], facts: Sequence[AnyFact]) -> nx.MultiDiGraph[str]:
    return asyncio.run(flat_graph(scan(nodes, facts)))


def written(kind: Format, nodes: Sequence[AnyNode], facts: Sequence[AnyFact], folder: str | Path) -> Path:
    out = Path(folder) / "graph"
    asyncio.run(write(kind, out, scan(nodes, facts)))
    return out


def from_gexf(file: Path) -> nx.MultiDiGraph[str]:
    graph = nx.read_gexf(file)
    assert graph.is_directed() or not graph.number_of_edges()
    return nx.MultiDiGraph(graph)


def from_dot(file: Path) -> Known:
    """Return what pydot reads, each text as Graphviz understands it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyparsing renamed what pydot calls
        (graph,) = pydot.graph_from_dot_data(file.read_text(encoding="utf-8")) or []
    nodes = {text(node.get_name()): attributes(node) for node in graph.get_nodes()}
    edges = [(text(str(edge.get_source())), text(str(edge.get_destination())), attributes(edge)) for edge in graph.get_edges()]
    return nodes, sorted(edges, key=repr)


def attributes(thing: Any) -> dict[str, str]:
    read: dict[str, str] = thing.get_attributes()
    return {name: text(read[name]) for name in sorted(read)}


def text(quoted: str) -> str:
    assert (quoted[0], quoted[-1]) == ('"', '"')
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], quoted[1:-1], flags=re.DOTALL)


@settings(max_examples=60, deadline=None)
@given(st.lists(NODES, max_size=8), st.lists(FACTS, max_size=8))
def test_networkx_reads_any_graph_back_from_graphml_and_gexf(nodes: list[AnyNode], facts: list[AnyFact]) -> None:
    graph = flat(nodes, facts)
    with TemporaryDirectory() as folder:
        graphml = nx.read_graphml(written(Format.GRAPHML, nodes, facts, folder), force_multigraph=True)
        gexf = from_gexf(written(Format.GEXF, nodes, facts, folder))
    assert known(nx.MultiDiGraph(graphml)) == known(graph)
    assert {key for *_, key in graphml.edges} == {key for *_, key in graph.edges}
    assert known(gexf) == known(graph, label=True)


def test_letters_quotes_and_line_ends_come_back(tmp_path: Path) -> None:
    graph = flat(WORLD, TOLD)
    assert graph.nodes["city:oral"]["label"] == TRICKY
    assert known(from_gexf(written(Format.GEXF, WORLD, TOLD, tmp_path))) == known(graph)
    assert known(nx.MultiDiGraph(nx.read_graphml(written(Format.GRAPHML, WORLD, TOLD, tmp_path)))) == known(graph)


@pytest.mark.parametrize("kind", [Format.GRAPHML, Format.GEXF])
def test_every_end_of_a_line_comes_back_as_one(kind: Format, tmp_path: Path) -> None:
    nodes: list[AnyNode] = [City(id="city:a", name=Texts(en="one\r\ntwo\rthree\nfour"))]
    file = written(kind, nodes, [], tmp_path)
    graph = nx.read_gexf(file) if kind is Format.GEXF else nx.read_graphml(file)
    assert graph.nodes["city:a"]["label"] == "one\ntwo\nthree\nfour"


def test_pydot_reads_the_same_back_from_dot(tmp_path: Path) -> None:
    nodes, edges = known(flat(WORLD, TOLD))
    read_nodes, read_edges = from_dot(written(Format.DOT, WORLD, TOLD, tmp_path))
    assert read_nodes == {key: {name: str(value) for name, value in data.items()} for key, data in nodes.items()}
    assert read_edges == [(start, end, {name: str(value) for name, value in data.items()}) for start, end, data in edges]


def test_a_degree_without_a_fraction_is_of_the_same_type_as_any_other(tmp_path: Path) -> None:
    graph = nx.read_graphml(written(Format.GRAPHML, WORLD, [], tmp_path))
    assert [type(graph.nodes["city:oral"][name]) for name in ("latitude", "longitude")] == [float, float]
    titles = re.findall(r'attr\.name="(\w+)"', (tmp_path / "graph").read_text(encoding="utf-8"))
    assert titles.count("latitude") == titles.count("longitude") == 1


def test_gexf_is_what_its_schema_allows(tmp_path: Path) -> None:
    """Checks what gexf.xsd, data.xsd of version 1.2 say of the elements that are written."""
    allowed = {
        "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
        "meta": {"lastmodifieddate"},
        "creator": set(),
        "graph": {"defaultedgetype", "idtype", "mode", "start", "end", "timeformat"},
        "attributes": {"class", "mode", "start", "end"},
        "attribute": {"id", "title", "type"},
        "nodes": {"count"},
        "edges": {"count"},
        "node": {"id", "label", "start", "end", "pid"},
        "edge": {"id", "source", "target", "type", "label", "weight", "start", "end"},
        "attvalues": set(),
        "attvalue": {"for", "value", "start", "end"},
    }
    root = ET.parse(written(Format.GEXF, WORLD, TOLD, tmp_path)).getroot()
    found = {element.tag.removeprefix(GEXF): element for element in root.iter()}
    assert found.keys() <= allowed.keys()
    assert [(name, each) for name in found for element in root.iter(GEXF + name) for each in set(element.keys()) - allowed[name]] == []
    assert {each.get("type") for each in root.iter(f"{GEXF}attribute")} == {"string", "double", "long"}
    types = {(each.get("id"), each.get("title")): each.get("type") for each in root.iter(f"{GEXF}attribute")}
    assert {kind for (_, title), kind in types.items() if title in ("date", "first_day")} == {"string"}
    declared = {each.get("id") for each in root.iter(f"{GEXF}attribute")}
    assert {each.get("for") for each in root.iter(f"{GEXF}attvalue")} <= declared
    ids = [each.get("id") for each in root.iter(f"{GEXF}edge")]
    assert len(ids) == len(set(ids))


def test_the_same_graph_gives_the_same_files(tmp_path: Path) -> None:
    for kind in (Format.GEXF, Format.GRAPHML, Format.DOT):
        first = written(kind, WORLD, TOLD, tmp_path).read_bytes()
        assert written(kind, WORLD, TOLD, tmp_path).read_bytes() == first
        assert not re.search(rb"20[23]\d-\d\d-\d\d", first.replace(b"2021-", b""))
