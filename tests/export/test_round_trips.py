from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.export import Format, write
from kb.model import (
    AnyFact,
    AnyNode,
    Citation,
    City,
    Coordinates,
    Country,
    Institution,
    InstitutionKind,
    Participation,
    Programme,
    ProgrammeKind,
    Region,
    Source,
    Texts,
    Visit,
)
from kb.model.references import references
from kb.seeds import Reading, packaged_seed, read
from tests.export.conftest import scan
from tests.things import FACTS, NODES

CITED = (Citation(source="source:s"),)
LOADABLE = [(Format.JSONL, "all.jsonl"), (Format.CSV, "tables")]


def there_and_back(kind: Format, nodes: Iterable[AnyNode], facts: Iterable[AnyFact], folder: Path) -> Reading:
    out = folder / dict(LOADABLE)[kind]
    asyncio.run(write(kind, out, scan([*nodes], [*facts])))
    reading = read([out])
    assert reading.problems == []
    return reading


def whole(nodes: list[AnyNode], facts: list[AnyFact]) -> list[AnyNode]:
    """Add the parties that things refer to: tables name them without their kind."""
    there = {node.id: node for node in nodes}
    missing = {key for thing in (*nodes, *facts) for key in references(thing)} - there.keys()
    name = Texts(en="x")
    added: list[AnyNode] = [City(id=key, name=name) for key in sorted(missing) if key.startswith("city:")]
    added += [Region(id=key, name=name) for key in sorted(missing) if key.startswith("region:")]
    added += [Country(id=key, code="KZ") for key in sorted(missing | {"country:kz"}) if key.startswith("country:")]
    for key in sorted(missing):
        if key.startswith("institution:"):
            added.append(Institution(id=key, name=name, kind=InstitutionKind.OTHER, place="country:kz"))
    return [*added, *there.values()]


def free_of_circles(node: AnyNode) -> bool:
    return not isinstance(node, City | Region) or node.part_of is None or node.part_of.startswith("country:")


ANY_NODES = st.lists(NODES.filter(free_of_circles), max_size=6, unique_by=lambda node: node.id)
ANY_FACTS = st.lists(FACTS, max_size=4, unique_by=lambda fact: fact.natural_key)


@given(ANY_NODES, ANY_FACTS)
def test_json_lines_come_back_as_they_were(nodes: list[AnyNode], facts: list[AnyFact]) -> None:
    with TemporaryDirectory() as folder:
        reading = there_and_back(Format.JSONL, nodes, facts, Path(folder))
    assert [*reading.nodes.values()] == nodes
    assert reading.facts == facts


@given(ANY_NODES, ANY_FACTS)
@settings(max_examples=60)  # each writes and reads ten files
def test_tables_come_back_as_they_were(nodes: list[AnyNode], facts: list[AnyFact]) -> None:
    complete = whole(nodes, facts)
    with TemporaryDirectory() as folder:
        reading = there_and_back(Format.CSV, complete, facts, Path(folder))
    assert reading.nodes == {node.id: node for node in complete}
    assert {fact.id: fact for fact in reading.facts} == {fact.id: fact for fact in facts}


@pytest.mark.parametrize("kind", [kind for kind, _ in LOADABLE])
def test_the_packaged_seed_comes_back_as_it_was(kind: Format, tmp_path: Path) -> None:
    seed = read([packaged_seed()])
    back = there_and_back(kind, seed.nodes.values(), seed.facts, tmp_path)
    assert back.nodes == seed.nodes
    assert {fact.id: fact for fact in back.facts} == {fact.id: fact for fact in seed.facts}


def test_a_line_of_json_says_what_it_is(tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    visit = Visit(id="visit:x", visitor="city:a", host="city:b", citations=CITED)
    assert asyncio.run(write(Format.JSONL, out, scan([City(id="city:a", name=Texts(ru="А"))], [visit]))) == 2
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [
        {"type": "city", "id": "city:a", "name": {"ru": "А"}},
        {"type": "visit", "id": "visit:x", "visitor": "city:a", "host": "city:b", "citations": [{"source": "source:s"}]},
    ]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_begin_with_the_columns_that_people_know_and_go_on_with_what_is_filled(tmp_path: Path) -> None:
    cited = (Citation(source="source:s", locator="p. 1"), Citation(source="source:t"))
    visit = Visit(visitor="city:a", host="country:kz", purpose=Texts(en="To see", kk="Көру"), disputed=True, citations=cited)
    nodes: list[AnyNode] = [Country(id="country:kz", code="KZ"), City(id="city:a", name=Texts(en="A", und="Ä"), part_of="country:kz")]
    asyncio.run(write(Format.CSV, tmp_path / "t", scan(nodes, [visit])))
    (header, *_) = (tmp_path / "t" / "visits.csv").read_text(encoding="utf-8").splitlines()
    assert header == (
        "visitor,host,date,occurrence,programme,participants,purpose_en,collective_en,collective_size,source,"
        "id,date_meaning,disputed,purpose_kk,locator,source_2"
    )
    (row,) = rows(tmp_path / "t", "visits")
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": visit.id.removeprefix("visit:"),
        "visitor": "a",
        "host": "kz",
        "date_meaning": "event",
        "occurrence": "held",
        "disputed": "true",
        "purpose_en": "To see",
        "purpose_kk": "Көру",
        "source": "s",
        "locator": "p. 1",
        "source_2": "t",
    }
    kz, a = rows(tmp_path / "t", "places")
    assert (kz["id"], kz["kind"], kz["name_en"], kz["country"]) == ("kz", "country", "Kazakhstan", "KZ")
    assert (a["id"], a["kind"], a["name_local"], a["part_of"], a["country"]) == ("a", "city", "Ä", "kz", "KZ")


def test_what_a_spreadsheet_would_reckon_with_is_kept_from_it_and_comes_back(tmp_path: Path) -> None:
    formulas = ["=1+1", "+7 (495)", "-1", "@sum", "\tx", "'quoted'", "\rx", "plain"]
    sources = [Source(id=f"source:s{number}", title=text, publisher=text) for number, text in enumerate(formulas)]
    back = there_and_back(Format.CSV, sources, [], tmp_path)
    assert [node.title for node in back.nodes.values() if isinstance(node, Source)] == formulas
    written = [row["title"] for row in rows(tmp_path / "tables", "sources")]
    assert written == ["'=1+1", "'+7 (495)", "'-1", "'@sum", "'\tx", "''quoted'", "'\rx", "plain"]


def test_a_negative_degree_is_no_formula(tmp_path: Path) -> None:
    nodes = [City(id="city:a", name=Texts(en="A"), location=Coordinates(latitude=-1.5, longitude=-71.0))]
    assert there_and_back(Format.CSV, nodes, [], tmp_path).nodes["city:a"] == nodes[0]
    assert rows(tmp_path / "tables", "places")[0]["lat"] == "-1.5"


def test_parties_of_one_name_are_written_with_their_kind(tmp_path: Path) -> None:
    nodes: list[AnyNode] = [
        City(id="city:moscow", name=Texts(en="M"), part_of="region:moscow"),
        Region(id="region:moscow", name=Texts(en="R")),
        City(id="city:oral", name=Texts(en="O")),
        Programme(
            id="programme:p",
            name=Texts(en="P"),
            kind=ProgrammeKind.FORUM,
            parties=(Participation(party="city:oral"), Participation(party="region:moscow")),
        ),
    ]
    visit = Visit(visitor="city:oral", host="city:moscow", citations=CITED)
    back = there_and_back(Format.CSV, nodes, [visit], tmp_path)
    assert back.nodes == {node.id: node for node in nodes}
    assert back.facts == [visit]
    assert (rows(tmp_path / "tables", "visits")[0]["visitor"], rows(tmp_path / "tables", "visits")[0]["host"]) == ("oral", "city:moscow")
    assert rows(tmp_path / "tables", "programmes")[0]["parties"] == "oral;region:moscow"


def test_roles_stand_in_a_table_of_their_own_in_their_order(tmp_path: Path) -> None:
    parties = (Participation(party="city:b"), Participation(party="city:a", role=Texts(en="lead")))
    nodes: list[AnyNode] = [City(id="city:a", name=Texts(en="A")), City(id="city:b", name=Texts(en="B"))]
    nodes.append(Programme(id="programme:p", name=Texts(en="P"), kind=ProgrammeKind.FORUM, parties=parties))
    back = there_and_back(Format.CSV, nodes, [], tmp_path)
    assert back.nodes == {node.id: node for node in nodes}
    assert rows(tmp_path / "tables", "programmes")[0]["parties"] == ""
    assert [row["party"] for row in rows(tmp_path / "tables", "participations")] == ["b", "a"]
